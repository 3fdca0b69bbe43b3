import type { MouseEvent, ReactNode } from 'react';
import css from './grid.module.css';
import { type Picking, pickingOf } from './picks.ts';

type Props = {
  readonly id: string;
  /** Among the rows that are held. */
  readonly index: number;
  /** Among all rows. */
  readonly position: number;
  readonly top: number;
  readonly active: boolean;
  /** Whether its details are open. */
  readonly selected: boolean;
  /** Whether it is picked; undefined where rows cannot be. */
  readonly picked?: boolean | undefined;
  readonly onPick?: ((id: string, how: Picking) => void) | undefined;
  /** Tints the row: colour means trouble. */
  readonly kind: string | undefined;
  readonly onOpen: (id: string) => void;
  /** A button in a cell was clicked, which is then not taken for a click on the row; a link opens the row's page in another tab. */
  readonly onValue: (button: HTMLElement) => void;
  readonly onFocus: (id: string) => void;
  readonly children: ReactNode;
};

/** A row of a virtual grid. A click opens it; Enter does, too, which the grid sees to. */
export const GridRow = ({
  id,
  index,
  position,
  top,
  active,
  selected,
  picked,
  onPick,
  kind,
  onOpen,
  onValue,
  onFocus,
  children,
}: Props) => (
  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid has the keys
  <div
    role="row"
    aria-rowindex={position + 2}
    aria-selected={picked ?? selected}
    aria-current={selected || undefined}
    tabIndex={active ? 0 : -1}
    className={css['row']}
    data-row={index}
    data-kind={kind}
    style={{ transform: `translateY(${top}px)` }}
    onMouseDown={(event) => {
      // the texts on the way are not meant
      if (onPick && event.shiftKey) event.preventDefault();
    }}
    onClick={(event) => {
      const how = onPick && pickingOf(event);
      const part = event.target instanceof Element ? event.target.closest('button, a') : null;
      if (how) onPick(id, how);
      else if (part instanceof HTMLButtonElement) onValue(part);
      else if (part === null || !isElsewhere(event)) {
        event.preventDefault();
        onOpen(id);
      }
    }}
    onFocus={() => onFocus(id)}
  >
    {children}
  </div>
);

/** Whether the browser opens a link in another tab or window. */
const isElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey;

/**
 * A cell of such a row. A function, as all that makes cells: there are hundreds on a screen, and each component in
 * them costs.
 * @param start where a pinned column stays, as a CSS length
 */
export const gridCell = (column: string, children: ReactNode, start?: string) => (
  <div
    key={column}
    role="gridcell"
    className={css['cell']}
    data-column={column}
    {...(start !== undefined && { 'data-pinned': true, style: { insetInlineStart: start } })}
  >
    {children}
  </div>
);

/** Stands where a row was that is not held any more, until it is loaded again. */
export const AbsentRow = ({ position, top }: { readonly position: number; readonly top: number }) => (
  <div
    role="row"
    aria-rowindex={position + 2}
    className={css['row']}
    data-absent="true"
    style={{ transform: `translateY(${top}px)` }}
  >
    <div role="gridcell" aria-label="Loading" className={css['absent']} />
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
