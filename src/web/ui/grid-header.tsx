import { type DragEvent, type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import css from './grid.module.css';
import { Icon } from './icons.tsx';

/** What heads a column. */
export type Heading = {
  readonly id: string;
  /** What it is called. */
  readonly label?: string;
  readonly content: ReactNode;
  /** Whether it stands over numbers, which are aligned at their ends. */
  readonly number?: true;
  readonly sort?: 'ascending' | 'descending' | undefined;
};

/** What can be done to columns, by mouse and by keys alike. */
export type ColumnTools = {
  /** Move by one place; `by` −1 is towards the start. */
  readonly onMove: (id: string, by: 1 | -1) => void;
  /** Dropped on another column. */
  readonly onDrop: (id: string, target: string) => void;
  /** Pixels, or undefined for the column’s own width; `done` when the hand lets go. */
  readonly onResize: (id: string, width: number | undefined, done: boolean) => void;
  readonly onMenu: (id: string, anchor: HTMLElement) => void;
};

type Props = {
  readonly headings: readonly Heading[];
  readonly tools: ColumnTools | undefined;
  /** Where each pinned column stays, as CSS lengths. */
  readonly starts: Readonly<Record<string, string>>;
  /** The keys lead down, to the rows. */
  readonly onLeave: () => void;
};

const step = 16;

/** The headings of a grid. Reached from the first row with the arrow keys: the grid is one tab stop. */
export const GridHeader = ({ headings, tools, starts, onLeave }: Props) => {
  const dragged = useRef<string>(undefined);
  return (
    <div role="row" aria-rowindex={1} className={css['header']}>
      {headings.map(({ id, label = id, content, sort, number }) => (
        <div
          key={id}
          role="columnheader"
          className={css['heading']}
          aria-sort={sort}
          data-heading={id}
          data-number={number}
          data-pinned={Object.hasOwn(starts, id) || undefined}
          {...(Object.hasOwn(starts, id) && { style: { insetInlineStart: starts[id] } })}
          {...(tools && {
            tabIndex: -1,
            draggable: true,
            onKeyDown: (event: KeyboardEvent<HTMLElement>) => onHeadingKey(event, id, tools, onLeave),
            onDragStart: (event: DragEvent) => {
              dragged.current = id;
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', label);
            },
            onDragOver: (event: DragEvent) => dragged.current !== undefined && event.preventDefault(),
            onDrop: (event: DragEvent) => {
              event.preventDefault();
              if (dragged.current !== undefined && dragged.current !== id) tools.onDrop(dragged.current, id);
            },
            onDragEnd: () => {
              dragged.current = undefined;
            },
          })}
        >
          <span className={css['headingText']}>{content}</span>
          {Object.hasOwn(starts, id) && (
            <span className={css['pin']} title="Pinned">
              <Icon name="pin" size={10} />
            </span>
          )}
          {tools && (
            <>
              <button
                type="button"
                tabIndex={-1}
                className={css['headingMenu']}
                aria-label={`Column ${label}`}
                aria-haspopup="menu"
                onClick={(event) => tools.onMenu(id, event.currentTarget)}
              >
                <Icon name="more" size={12} />
              </button>
              <ResizeHandle id={id} onResize={tools.onResize} />
            </>
          )}
        </div>
      ))}
    </div>
  );
};

const onHeadingKey = (
  event: KeyboardEvent<HTMLElement>,
  id: string,
  { onMove, onResize, onMenu }: ColumnTools,
  onLeave: () => void,
): void => {
  if (event.ctrlKey || event.metaKey) return;
  const heading = event.currentTarget;
  const side = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
  if (side !== undefined && event.altKey) {
    onMove(id, side);
    // being moved takes the focus off it
    requestAnimationFrame(() => heading.focus());
  } else if (side !== undefined && event.shiftKey) onResize(id, heading.offsetWidth + side * step, true);
  else if (side !== undefined) {
    const next = side === 1 ? heading.nextElementSibling : heading.previousElementSibling;
    if (next instanceof HTMLElement) next.focus();
  } else if (event.key === 'Enter' && event.target === heading) onMenu(id, heading);
  else if (event.key === 'ArrowDown' || event.key === 'j') onLeave();
  else return;
  event.preventDefault();
};

type HandleProps = Pick<ColumnTools, 'onResize'> & { readonly id: string };

/** Dragged with the mouse or a finger; a double click gives the column its own width back. */
const ResizeHandle = ({ id, onResize }: HandleProps) => {
  const began = useRef<{ readonly x: number; readonly width: number }>(undefined);
  const widthAt = (event: PointerEvent) =>
    began.current && began.current.width + event.clientX - began.current.x;
  return (
    <span
      aria-hidden="true"
      className={css['resize']}
      // a drag that begins here resizes, and does not move the column
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={(event) => {
        const width = event.currentTarget.parentElement?.offsetWidth ?? 0;
        began.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const width = widthAt(event);
        if (width !== undefined) onResize(id, width, false);
      }}
      onPointerUp={(event) => {
        const width = widthAt(event);
        const moved = began.current !== undefined && began.current.x !== event.clientX;
        began.current = undefined;
        if (moved) onResize(id, width, true);
      }}
      onPointerCancel={() => {
        began.current = undefined;
      }}
      onDoubleClick={() => onResize(id, undefined, true)}
    />
  );
};
