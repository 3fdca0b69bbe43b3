import { useQuery } from '@tanstack/react-query';
import { type Micros, parseInstant } from '../../../contract/instant.ts';
import { extentQuery } from '../../api/extent.ts';
import type { UnknownTime } from '../sources/unknown-times.ts';
import { wallOf } from '../time/time-format.ts';
import css from './histogram.module.css';
import { type TimeBar, stretchPlace } from './time-bars.ts';

type Props = {
  readonly bars: readonly TimeBar[];
  readonly zone: string;
  readonly unknown: readonly UnknownTime[];
};

/** What is no zero, though no bar is there: before the first stored event, and where records may be lacking. */
export const HistogramBands = ({ bars, zone, unknown }: Props) => {
  const { data } = useQuery(extentQuery);
  const first = data?.first === undefined ? undefined : parseInstant(data.first);
  return (
    <>
      {first !== undefined && <Unstored bars={bars} zone={zone} first={first} unknown={unknown} />}
      {unknown.map(({ from, to, reason, source }) => {
        const place = stretchPlace(bars, { from, to });
        return (
          place && (
            <div
              key={`${String(from)} ${reason} ${source}`}
              className={css[reason === 'late' ? 'late' : 'unknown']}
              style={{ left: percent(place.left), width: percent(place.width) }}
            >
              {reason !== 'late' && <span>Not known</span>}
            </div>
          )
        );
      })}
    </>
  );
};

const percent = (part: number): string => `${part * 100}%`;

/** The part of the range that lies before the first stored event, as far as it is known that there is none. */
const Unstored = ({ bars, zone, first, unknown }: Props & { readonly first: Micros }) => {
  const begin = bars[0]?.from ?? first;
  const from = unknown.reduce(
    (latest, { from: since, to }) => (since < first && to > latest ? (to < first ? to : first) : latest),
    begin,
  );
  const place = from < first ? stretchPlace(bars, { from, to: first }) : undefined;
  if (!place || place.width < 0.01) return null;
  return (
    <div className={css['unstored']} style={{ left: percent(place.left), width: percent(place.width) }}>
      <span>
        <span className={css['words']}>Stored events begin </span>
        {wallOf(first, zone).date}
      </span>
    </div>
  );
};
