import { Suspense, lazy, useState } from 'react';
import type { Order } from '../../api/events.ts';
import type { Scope } from '../../api/scope.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { ToolButton } from '../../ui/tool-button.tsx';
import { useExport } from './use-export.ts';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

type Props = {
  readonly scope: Scope;
  readonly order: Order;
  /** How many events match; undefined while it is not known. */
  readonly total: number | undefined;
  /** The columns that are shown, in their order. */
  readonly columns: readonly string[];
};

/** Opens the export, and tells how one goes that was left to itself. */
export const ExportButton = (props: Props) => {
  const [open, setOpen] = useState(false);
  usePageActions(() => [{ label: 'Export', also: 'download save csv json file', run: () => setOpen(true) }]);
  const { running, ...exporting } = useExport();
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
        <Suspense fallback={null}>
          <ExportDialog {...props} running={running} {...exporting} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
