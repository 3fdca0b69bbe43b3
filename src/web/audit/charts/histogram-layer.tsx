import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { listed, plural } from '../../lib/format.ts';
import { laterPart } from '../../lib/later-part.ts';
import { Layer } from '../../ui/layer.tsx';
import { type BarSelection, keyed, selectedSpan } from './bar-selection.ts';
import type { BarChoice } from './histogram-menu.tsx';
import { HistogramTip } from './histogram-tip.tsx';
import { HistogramBands } from './histogram-bands.tsx';
import css from './histogram.module.css';
import type { SeriesWords, TimeBar } from './time-bars.ts';
import { formatEdge } from '../time/time-format.ts';
import { useUnknownTimes } from '../sources/use-unknown-times.ts';
import { type UnknownTime, lackingIn } from '../sources/unknown-times.ts';

const Menu = laterPart(async () => (await import('./histogram-menu.tsx')).HistogramMenu);

type Props<Each> = {
  readonly bars: readonly Each[];
  readonly zone: string;
  /** What is told of the bars pointed at or selected, side by side. */
  readonly tell: (bars: readonly Each[]) => readonly SeriesWords[];
  /** Said when that is nothing: “no events”. */
  readonly none: string;
  readonly onZoom: (span: { readonly first: number; readonly last: number }) => void;
  /** What can be done with a bar, beside zooming to its time. */
  readonly choices: (bar: Each) => readonly BarChoice[];
};

/** What is pointed at and selected belongs to these bars; with others it is gone. */
type Place = {
  readonly bars: readonly TimeBar[];
  readonly selection?: BarSelection | undefined;
  readonly pointed?: number | undefined;
  readonly menu?: number | undefined;
};

/**
 * What the hands do with the bars, on a layer over them: a drag selects and zooms, a click asks what to do with a
 * bar, and the keys do the same. A screen reader finds a slider that says the bar and its counts.
 */
export const HistogramLayer = <Each extends TimeBar>({
  bars,
  zone,
  tell,
  none,
  onZoom,
  choices,
}: Props<Each>) => {
  const layer = useRef<HTMLDivElement>(null);
  const dragging = useRef(false);
  const { times: unknown } = useUnknownTimes();
  const [place, setPlace] = useState<Place>({ bars });
  const { selection, pointed, menu }: Place = place.bars === bars ? place : { bars };
  const set = (next: Omit<Place, 'bars'>) => setPlace({ bars, ...next });

  const indexAt = ({ clientX }: PointerEvent): number => {
    const box = layer.current?.getBoundingClientRect();
    if (!box) return 0;
    const index = Math.floor(((clientX - box.left) / box.width) * bars.length);
    return Math.min(Math.max(index, 0), bars.length - 1);
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragging.current = true;
    const index = indexAt(event);
    set({ selection: { anchor: index, head: index }, pointed: index });
  };
  const onPointerMove = (event: PointerEvent) => {
    const index = indexAt(event);
    if (dragging.current && selection) set({ selection: { ...selection, head: index }, pointed: index });
    else if (index !== pointed) set({ selection, menu, pointed: index });
  };
  const onPointerUp = () => {
    if (!dragging.current || !selection) return;
    dragging.current = false;
    const { first, last } = selectedSpan(selection);
    if (first === last) set({ selection, menu: first });
    else zoom(selection);
  };
  const zoom = (chosen: BarSelection) => {
    set({});
    onZoom(selectedSpan(chosen));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = keyed(event.key, event.shiftKey, selection, bars.length);
    if (moved) set({ selection: moved });
    else if (!selection) return;
    else if (event.key === 'Enter') zoom(selection);
    else if (event.key === ' ') set({ selection, menu: selection.head });
    else if (event.key === 'Escape') {
      dragging.current = false;
      set({});
    } else return;
    event.preventDefault();
    // what keys do is seen, and so is the menu, which is not shown where its bar is out of sight
    layer.current?.scrollIntoView({ block: 'nearest' });
  };

  const span = selection && selectedSpan(selection);
  const shown = menu === undefined ? (pointed ?? selection?.head) : undefined;
  const band = 100 / bars.length;
  const clicked = menu === undefined ? undefined : bars[menu];
  const closeMenu = () => {
    set({ selection });
    layer.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <div
        ref={layer}
        className={css['layer']}
        role="slider"
        tabIndex={0}
        aria-label="Bars"
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={(selection?.head ?? bars.length - 1) + 1}
        aria-valuetext={words(selection && selected(bars, selection), { zone, tell, none, unknown })}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => set({})}
        onPointerLeave={() => !dragging.current && set({ selection, menu })}
        onKeyDown={onKeyDown}
        onBlur={() => menu === undefined && set({})}
      >
        <HistogramBands bars={bars} zone={zone} unknown={unknown} />
        {pointed !== undefined && !span && (
          <div className={css['pointed']} style={{ left: `${pointed * band}%`, width: `${band}%` }} />
        )}
        {span && (
          <div
            className={css['selected']}
            style={{ left: `${span.first * band}%`, width: `${(span.last - span.first + 1) * band}%` }}
          />
        )}
        {shown !== undefined && (
          <HistogramTip
            bars={selected(bars, selection ?? { anchor: shown, head: shown })}
            zone={zone}
            tell={tell}
            none={none}
            unknown={unknown}
            at={(shown + 0.5) / bars.length}
          />
        )}
      </div>
      {clicked && menu !== undefined && (
        <Layer onClose={closeMenu}>
          <Menu
            bar={clicked}
            zone={zone}
            at={(menu + 0.5) / bars.length}
            choices={choices(clicked)}
            onZoom={() => onZoom({ first: menu, last: menu })}
            onClose={closeMenu}
          />
        </Layer>
      )}
    </>
  );
};

const selected = <Each,>(bars: readonly Each[], selection: BarSelection): readonly Each[] => {
  const { first, last } = selectedSpan(selection);
  return bars.slice(first, last + 1);
};

const words = <Each extends TimeBar>(
  bars: readonly Each[] | undefined,
  {
    zone,
    tell,
    none,
    unknown,
  }: Pick<Props<Each>, 'zone' | 'tell' | 'none'> & { readonly unknown: readonly UnknownTime[] },
): string => {
  if (!bars) return 'Nothing selected. Arrows select a bar, with Shift several; Enter zooms in';
  const [from, to] = [bars[0]?.from, bars.at(-1)?.to];
  if (from === undefined || to === undefined) return '';
  const told = tell(bars).map(({ label, text }) => `${label} ${text}`);
  const lacking = lackingIn(unknown, { from, to });
  const many = bars.length === 1 ? '' : `${plural(bars.length, 'bar')} selected, `;
  const counts = told.length === 0 ? none : listed(told);
  const time = `${formatEdge(from, zone)} to ${formatEdge(to, zone)}`;
  return `${many}${time}: ${counts}${lacking === undefined ? '' : `. ${lacking}`}`;
};
