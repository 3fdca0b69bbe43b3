import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import { withHours } from '../../../contract/filters.ts';
import { failures } from '../../../contract/outcome.ts';
import type { HoursAnswer } from '../../../contract/overview.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { writeWeekHours } from '../../../contract/week-hours.ts';
import { formatCount, plural } from '../../lib/format.ts';
import { useNarrow } from '../../lib/use-media.ts';
import {
  type HourCell,
  type Shade,
  hourCells,
  shadeDepths,
  shadeValue,
  shadeWords,
  shades,
  weekdays,
} from './hours-grid.ts';
import css from './hours.module.css';
import { failureRate, formatMeasure } from './measures.ts';
import { type LinkView, attemptsLink } from './overview-links.ts';

type ShadeProps = { readonly shade: Shade; readonly onShade: (shade: Shade) => void };

/** Chooses what the colour of an hour stands for. */
export const ShadeChoice = ({ shade, onShade }: ShadeProps) => (
  <label className={css['choice']}>
    <span>Colour by</span>
    <select
      aria-label="Colour by"
      value={shade}
      onChange={({ currentTarget: { value } }) => onShade(shades.find((each) => each === value) ?? shade)}
    >
      {shades.map((each) => (
        <option key={each} value={each}>
          {shadeWords[each]}
        </option>
      ))}
    </select>
  </label>
);

type Props = { readonly answer: HoursAnswer; readonly view: LinkView; readonly shade: Shade };

const two = (hour: number): string => String(hour).padStart(2, '0');
const allHours = Array.from({ length: 24 }, (_, hour) => hour);

/** How attempts went by weekday and hour: a table whose cells are coloured. Where it is narrow, it stands upright. */
export const Hours = ({ answer, view, shade }: Props) => {
  const upright = useNarrow();
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<number>();
  const cells = hourCells(answer);
  const depths = shadeDepths(cells, shade);
  // the first that leads somewhere is reached by Tab, the others by arrows
  const first = cells.findIndex(({ attempts }) => attempts > 0);
  const focusable = active !== undefined && (cells[active]?.attempts ?? 0) > 0 ? active : first;

  const onKeyDown = (event: KeyboardEvent) => {
    const [by, across] = upright ? [1, 24] : [24, 1];
    const step = { ArrowRight: across, ArrowLeft: -across, ArrowDown: by, ArrowUp: -by }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    for (let index = focusable + step; index >= 0 && index < cells.length; index += step) {
      if ((cells[index]?.attempts ?? 0) === 0) continue;
      setActive(index);
      table.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
      return;
    }
  };
  const cellAt = (weekday: number, hour: number) => {
    const index = weekday * 24 + hour;
    const cell = cells[index];
    return (
      cell && (
        <HourBox
          key={index}
          cell={cell}
          index={index}
          depth={depths[index] ?? 0}
          shade={shade}
          focusable={index === focusable}
          answer={answer}
          view={view}
          onFocus={() => setActive(index)}
          onKeyDown={onKeyDown}
        />
      )
    );
  };
  return (
    <table
      ref={table}
      className={css['hours']}
      data-shade={shade}
      data-upright={upright || undefined}
      aria-label={`${shadeWords[shade]} by weekday and hour, in ${answer.tz}`}
    >
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{upright ? 'Hour' : 'Weekday'}</span>
          </th>
          {upright
            ? weekdays.map((day) => (
                <th key={day} scope="col">
                  <abbr title={day}>{day.slice(0, 3)}</abbr>
                </th>
              ))
            : allHours.map((hour) => (
                <th key={hour} scope="col">
                  {two(hour)}
                </th>
              ))}
        </tr>
      </thead>
      <tbody>
        {upright
          ? allHours.map((hour) => (
              <tr key={hour}>
                <th scope="row">{two(hour)}</th>
                {weekdays.map((_, weekday) => cellAt(weekday, hour))}
              </tr>
            ))
          : weekdays.map((day, weekday) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                {allHours.map((hour) => cellAt(weekday, hour))}
              </tr>
            ))}
      </tbody>
    </table>
  );
};

type BoxProps = Props & {
  readonly cell: HourCell;
  readonly index: number;
  readonly depth: number;
  readonly focusable: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** The attempts that an hour counts, all of them: of its weekdays in the range that was counted. */
const hourLink = (
  { weekday, hour }: HourCell,
  { from, to, tz }: HoursAnswer,
  view: LinkView,
  shade: Shade,
): string => {
  const [begin, end] = [parseInstant(from), parseInstant(to)];
  const hours = writeWeekHours({ days: [weekday - 1, weekday - 1], hours: [hour, hour + 1], zone: tz });
  return attemptsLink(
    { ...view, filters: withHours(view.filters, [hours], view.filters.notHours ?? []) },
    {
      ...(begin !== undefined && end !== undefined && { instants: { from: begin, to: end } }),
      ...(shade !== 'attempts' && { outcomes: failures }),
    },
  );
};

const HourBox = ({ cell, index, depth, shade, focusable, answer, view, ...on }: BoxProps) => {
  if (cell.attempts === 0)
    return (
      <td>
        <span className="visually-hidden">no attempts</span>
      </td>
    );
  const day = weekdays[cell.weekday - 1] ?? '';
  const words =
    `${day} ${two(cell.hour)}:00: ${plural(cell.attempts, 'attempt')}, ${formatCount(cell.unsuccessful)} unsuccessful ` +
    `of ${formatCount(cell.decided)} decided (${formatMeasure(failureRate(cell), 'rate')})`;
  const value = shadeValue(cell, shade);
  return (
    <td style={{ '--depth': `${Math.round(depth * 55)}%` }}>
      <Link
        data-index={index}
        to={hourLink(cell, answer, view, shade)}
        tabIndex={focusable ? 0 : -1}
        aria-label={words}
        title={`${words}. Opens ${shade === 'attempts' ? 'them' : 'the unsuccessful ones'}`}
        {...on}
      >
        {value === 0 ? '' : shade === 'rate' ? Math.round(value * 100) : formatCount(value)}
      </Link>
    </td>
  );
};
