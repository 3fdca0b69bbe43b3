import { type Range, defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useLayoutEffect, useRef } from 'react';
import { resultOf, stageOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { Point } from '../looks/point.tsx';
import { ResultBadge } from '../looks/result-badge.tsx';
import { resultLook } from '../looks/result-look.ts';
import { formatDuration, formatRoughDuration } from '../../lib/duration.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { usePrinting } from '../../lib/use-media.ts';
import { Icon } from '../../ui/icons.tsx';
import css from './step-list.module.css';
import { stepValues } from './step-values.ts';
import type { Gap, Timeline, TimelineStep } from './timeline.ts';
import { type Pointed, useValueMenu } from '../filters/value-menu.tsx';
import { waitingFor } from './waiting.ts';
import { jsonOf } from '../../api/shown.ts';
import { titleOf } from '../../lib/marks.ts';

const heights = { step: 32, gap: 26 } as const;

/** A step that stands out, by its place among the events, and what is said of it. */
export type StepMark = { readonly at: number; readonly word: string };

type Props = {
  readonly events: readonly AuditEvent[];
  readonly timeline: Timeline;
  /** The place of the selected event. */
  readonly selected: number;
  readonly mark?: StepMark | undefined;
  readonly onSelect: (id: string) => void;
};

/** The steps in order, one sentence each; only those in view are drawn. One tab stop, moved by the arrow keys. */
export const StepList = ({ events, timeline: { items }, selected, mark, onSelect }: Props) => {
  'use no memo'; // the virtualizer is always the same object: what it says is not
  const scroller = useRef<HTMLDivElement>(null);
  const refocus = useRef(false);
  const printing = usePrinting();
  const active = items.findIndex((item) => item.kind === 'step' && item.index === selected);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[items[index]?.kind ?? 'step'],
    overscan: 8,
    rangeExtractor: useCallback(
      (range: Range) => {
        if (printing) return Array.from({ length: range.count }, (_, index) => index);
        const drawn = defaultRangeExtractor(range);
        return active < 0 || drawn.includes(active) ? drawn : [...drawn, active].toSorted((a, b) => a - b);
      },
      [active, printing],
    ),
  });

  const go = (index: number) => {
    const next = Math.min(Math.max(index, 0), events.length - 1);
    const event = events[next];
    if (!event) return;
    refocus.current = true;
    virtualizer.scrollToIndex(
      items.findIndex((item) => item.kind === 'step' && item.index === next),
      { align: 'auto' },
    );
    onSelect(event.id);
  };
  const { current: list } = scroller;
  useLayoutEffect(() => {
    if (!refocus.current) return;
    refocus.current = false;
    list?.querySelector<HTMLElement>(`[data-step="${selected}"]`)?.focus({ preventScroll: true });
  }, [selected, list]);

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(selected + 1),
    ArrowUp: () => go(selected - 1),
    Home: () => go(0),
    End: () => go(events.length - 1),
  };
  useKeys({ j: () => go(selected + 1), k: () => go(selected - 1) });
  const onKeyDown = (event: KeyboardEvent) => {
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    action();
  };

  return (
    <div ref={scroller} className={css['scroller']}>
      <ol
        className={css['list']}
        aria-label="Events, oldest first"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const item = items[index];
          if (!item) return null;
          return (
            <li
              key={key}
              className={css['item']}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              style={{ transform: `translateY(${start}px)`, height: heights[item.kind] }}
            >
              {item.kind === 'gap' ? (
                <GapLine gap={item} events={events} />
              ) : (
                <StepLine
                  step={item}
                  event={events[item.index]}
                  mark={item.index === mark?.at ? mark.word : undefined}
                  selected={item.index === selected}
                  onSelect={onSelect}
                  onKeyDown={onKeyDown}
                />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
};

type StepProps = {
  readonly step: TimelineStep;
  readonly event: AuditEvent | undefined;
  /** What is said of this step, if anything. */
  readonly mark: string | undefined;
  readonly selected: boolean;
  readonly onSelect: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

const StepLine = ({
  step: { index, offset, delta, at },
  event,
  mark,
  selected,
  onSelect,
  onKeyDown,
}: StepProps) => {
  const openMenu = useValueMenu();
  if (!event) return null;
  const stage = stageOf(event.record)?.value ?? 'Event';
  const name = event.title ?? stage;
  const result = resultOf(event.record)?.value;
  const look = resultLook(result ?? '');
  const sentence = sentenceOf(name, [look.word, mark], offset, delta);
  const showMenu = (anchor: HTMLElement, at?: Pointed) =>
    openMenu(
      anchor,
      {
        label: name,
        text: look.word,
        json: jsonOf(event.record),
        values: stepValues(event),
      },
      at,
    );
  return (
    <>
      <button
        type="button"
        className={css['step']}
        data-step={index}
        data-kind={look.kind}
        aria-current={selected ? 'step' : undefined}
        tabIndex={selected ? 0 : -1}
        aria-label={sentence}
        title={sentence}
        onClick={() => onSelect(event.id)}
        onKeyDown={onKeyDown}
        onContextMenu={(click) => {
          click.preventDefault();
          showMenu(click.currentTarget, click);
        }}
      >
        <span className={css['offset']}>
          {offset === undefined ? 'no time' : `+${formatRoughDuration(offset)}`}
        </span>
        <span className={css['delta']}>{delta === undefined ? '' : `Δ ${formatRoughDuration(delta)}`}</span>
        <span className={css['stage']} title={titleOf(result === undefined ? stage : `${stage}: ${result}`)}>
          <span>{name}</span>
          {mark !== undefined && <small className={css['mark']}>{mark}</small>}
        </span>
        <span className={css['result']}>{result !== undefined && <ResultBadge value={result} />}</span>
        <span className={css['track']}>
          <Point kind={look.kind} at={at} />
        </span>
      </button>
      <button
        type="button"
        className={css['more']}
        tabIndex={selected ? 0 : -1}
        aria-haspopup="menu"
        aria-label={`Copy or filter by: ${name}`}
        title="Copy, filter"
        onClick={(click) => showMenu(click.currentTarget)}
      >
        <Icon name="menu" />
      </button>
    </>
  );
};

const sentenceOf = (
  name: string,
  [word, mark]: readonly [string, string | undefined],
  offset: bigint | undefined,
  delta: bigint | undefined,
): string => {
  const parts = [
    word === '' ? name : `${name}: ${word}`,
    ...(mark === undefined ? [] : [mark]),
    offset === undefined ? 'no time recorded' : `${formatDuration(offset)} after the start`,
    ...(delta === undefined ? [] : [`${formatDuration(delta)} after the step before`]),
  ];
  return parts.join(', ');
};

const GapLine = ({
  gap: { after, length },
  events,
}: {
  readonly gap: Gap;
  readonly events: readonly AuditEvent[];
}) => {
  const [before, next] = [events[after]?.record, events[after + 1]?.record];
  const waiting = before && next && waitingFor(before, next);
  return (
    <p className={css['gap']}>
      <Icon name="gap" /> {formatRoughDuration(length)} without events
      {waiting !== undefined && `, probably waiting for ${waiting}`}
    </p>
  );
};
