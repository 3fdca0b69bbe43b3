import type { ReactNode } from 'react';
import css from './grid.module.css';

type Props = {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  readonly selected: boolean;
  /** Tints the row: colour means trouble. */
  readonly kind: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onFocus: (id: string) => void;
  readonly children: ReactNode;
};

/** A row of a virtual grid. A click opens it; Enter does, too, which the grid sees to. */
export const GridRow = ({ id, index, top, active, selected, kind, onOpen, onFocus, children }: Props) => (
  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
  <div
    role="row"
    aria-rowindex={index + 2}
    aria-selected={selected}
    tabIndex={active ? 0 : -1}
    className={css['row']}
    data-row={index}
    data-kind={kind}
    style={{ transform: `translateY(${top}px)` }}
    onClick={() => onOpen(id)}
    onFocus={() => onFocus(id)}
  >
    {children}
  </div>
);

type CellProps = { readonly column: string; readonly children: ReactNode };

/** A cell of such a row. */
export const GridCell = ({ column, children }: CellProps) => (
  <div role="gridcell" className={css['cell']} data-column={column}>
    {children}
  </div>
);

/** Rows that are on their way. */
export const SkeletonRows = ({ count, columns }: { readonly count: number; readonly columns: number }) => (
  <div aria-hidden="true">
    {Array.from({ length: count }, (_, index) => (
      <div key={index} className={css['skeleton']}>
        {Array.from({ length: columns }, (_, column) => (
          <span key={column} style={{ width: `${45 + ((index * 7 + column * 13) % 40)}%` }} />
        ))}
      </div>
    ))}
  </div>
);
