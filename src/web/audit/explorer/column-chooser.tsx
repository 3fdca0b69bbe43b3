import { useState } from 'react';
import { laterPart } from '../../lib/later-part.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { Opener } from '../../ui/opener.tsx';
import { ToolButton } from '../../ui/tool-button.tsx';
import type { Columns } from './use-columns.ts';

const Lists = laterPart(async () => (await import('./column-layer.tsx')).ColumnLayer);

/** Which columns are shown, in which order, and which stay at the start. */
export const ColumnChooser = ({ columns }: { readonly columns: Columns }) => {
  const [open, setOpen] = useState(false);
  usePageActions(() => [
    { label: 'Choose columns', also: 'properties fields order pin', run: () => setOpen(true) },
  ]);
  return (
    <Opener
      open={open}
      onOpen={setOpen}
      renderButton={(target) => (
        <ToolButton
          {...target}
          icon="columns"
          label="Columns"
          title="Choose, order and pin columns"
          onClick={() => setOpen(!open)}
        />
      )}
    >
      {(opened) => <Lists {...opened} columns={columns} />}
    </Opener>
  );
};
