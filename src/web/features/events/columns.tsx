import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { labelOf } from '../../../contract/fields.ts';
import type { AuditEvent } from '../../api/events.ts';
import type { TimeLook } from '../../audit/time/time-look.ts';
import { eventCell } from './event-cell.tsx';

type Cells = { readonly cellOf: (event: AuditEvent, zone: string, look: TimeLook) => ReactNode };

export const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  // the library takes the type of what columns know besides from here, and nothing else
  columnMeta: {} as Cells,
});
const helper = createColumnHelper<typeof features, AuditEvent>();

/** The columns of these names, in their order. */
export const columnsOf = (names: readonly string[]) =>
  helper.columns(
    names.map((name) =>
      helper.display({
        id: name,
        header: labelOf(name),
        meta: { cellOf: (event, zone, look) => eventCell(name, event, zone, look) },
      }),
    ),
  );
