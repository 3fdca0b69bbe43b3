import { noFilters } from '../../../contract/filters.ts';
import type { FindingOrder } from '../../../contract/finding-list.ts';
import type { FindingFilters } from '../../api/findings.ts';
import { useExplorerView } from '../../audit/explorer/use-explorer-view.ts';
import {
  type FindingsView,
  isFindingFilter,
  readFindingsUrl,
  withFindingChoice,
  writeFindingsUrl,
} from './findings-url.ts';

const address = { read: readFindingsUrl, write: writeFindingsUrl };

/** The view of the list, and the ways to change it. Back undoes all but looking at a row. */
export const useFindingsView = () => {
  const { view, zone, notices, dismissNotices, setRange, go } = useExplorerView<FindingsView>(address);
  return {
    view,
    zone,
    notices,
    dismissNotices,
    setRange,
    setFindings: (findings: FindingFilters) => go((before) => ({ ...before, findings })),
    clear: () => go((before) => ({ ...before, filters: noFilters, findings: {} })),
    setFirst: (first: FindingOrder) => go((before) => ({ ...before, first })),
    select: (selected: string | undefined) => go((before) => ({ ...before, selected }), { replace: true }),
    /** Only what has this value, too. */
    filterBy: (_kind: 'any' | 'none', name: string, value: string) => {
      if (isFindingFilter(name))
        go((before) =>
          before.findings[name]?.includes(value)
            ? before
            : { ...before, findings: withFindingChoice(before.findings, name, value) },
        );
    },
  };
};
