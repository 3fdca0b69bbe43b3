import { OpenerLayer } from '../../ui/opener-layer.tsx';
import type { Opened } from '../../ui/opener.tsx';
import { ColumnLists } from './column-lists.tsx';
import css from './columns.module.css';
import type { Columns } from './use-columns.ts';

/** The columns to choose from. */
export const ColumnLayer = ({ columns, ...opened }: Opened & { readonly columns: Columns }) => (
  <OpenerLayer {...opened} label="Columns" position="bottom-end" className={css['chooser']}>
    {opened.open && <ColumnLists columns={columns} />}
  </OpenerLayer>
);
