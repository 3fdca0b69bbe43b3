import { Popover } from '@mantine/core';
import { useState } from 'react';
import { laterPart } from '../../lib/later-part.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { ToolButton } from '../../ui/tool-button.tsx';
import { LazyPart } from '../charts/lazy-part.tsx';
import css from './columns.module.css';
import type { Columns } from './use-columns.ts';

const Lists = laterPart(async () => (await import('./column-lists.tsx')).ColumnLists);

/** Which columns are shown, in which order, and which stay at the start. */
export const ColumnChooser = ({ columns }: { readonly columns: Columns }) => {
  const [open, setOpen] = useState(false);
  usePageActions(() => [
    { label: 'Choose columns', also: 'properties fields order pin', run: () => setOpen(true) },
  ]);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ToolButton
          icon="columns"
          label="Columns"
          title="Choose, order and pin columns"
          onClick={() => setOpen(!open)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" className={css['chooser']}>
        {open && (
          <LazyPart>
            <Lists columns={columns} />
          </LazyPart>
        )}
      </Popover.Dropdown>
    </Popover>
  );
};
