import { useState } from 'react';
import type { Entries } from '../../api/client.ts';
import type { Order } from '../../api/events.ts';
import type { Exportable } from '../../api/exports.ts';
import { laterPart } from '../../lib/later-part.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { Layer } from '../../ui/layer.tsx';
import { ToolButton } from '../../ui/tool-button.tsx';
import { useExport } from './use-export.ts';

const ExportDialog = laterPart(async () => (await import('./export-dialog.tsx')).ExportDialog);

type Props = {
  /** What the rows are. */
  readonly noun: Exportable;
  /** The filters and the range as query parameters of the API. */
  readonly scope: Entries;
  readonly order: Order;
  /** How many match; undefined while it is not known. */
  readonly total: number | undefined;
  /** The columns that are shown, in their order, as an export calls them; and what the table calls them. */
  readonly columns: readonly string[];
  readonly labels: readonly string[];
};

/** Opens the export, and tells how one goes that was left to itself. */
export const ExportButton = (props: Props) => {
  const [open, setOpen] = useState(false);
  usePageActions(() => [{ label: 'Export', also: 'download save csv json file', run: () => setOpen(true) }]);
  const { running, ...exporting } = useExport(props.noun);
  const percent =
    running?.state === 'running' && running.total
      ? Math.floor((running.rows / running.total) * 100)
      : undefined;
  return (
    <>
      <ToolButton
        icon="download"
        label={percent === undefined ? 'Export' : `Export ${Math.min(percent, 100)} %`}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Layer onClose={() => setOpen(false)}>
          <ExportDialog {...props} running={running} {...exporting} onClose={() => setOpen(false)} />
        </Layer>
      )}
    </>
  );
};
