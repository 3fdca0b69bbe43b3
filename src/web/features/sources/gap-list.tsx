import { Link } from 'react-router';
import { noFilters } from '../../../contract/filters.ts';
import { quietRule } from '../../../contract/quiet.ts';
import { microsPerHour } from '../../../contract/instant.ts';
import type { GapReason, SourceGap } from '../../../contract/sources.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { eventsPath } from '../../audit/looks/paths.ts';
import { instantOf } from '../../audit/sources/unknown-times.ts';
import { writeRange } from '../../audit/time/range.ts';
import { formatEdge } from '../../audit/time/time-format.ts';
import { visible } from '../../../contract/fields.ts';
import { formatCount, plural } from '../../lib/format.ts';
import { formatDuration } from '../../lib/duration.ts';
import css from './sources-page.module.css';

type Props = {
  readonly gaps: readonly SourceGap[];
  /** Whether older records are being read, which is no gap. */
  readonly isReading: boolean;
  readonly zone: string;
};

const whys: Readonly<Record<GapReason, string>> = {
  unread: 'Not read yet',
  out_of_reach: 'The source no longer keeps it',
  unproven: 'The source has more at one instant than it shows',
  quiet: 'No record, where the weeks before had many',
};

/** So many are listed: the newest. */
const most = 200;

/** Stretches of which records may be lacking, the newest first, each with a way to what is there. */
export const GapList = ({ gaps, isReading, zone }: Props) => {
  const rows = gaps.toReversed().slice(0, most);
  return (
    <section className={css['card']} aria-labelledby="gaps">
      <div className={css['head']}>
        <h2 id="gaps">Records that may be missing</h2>
        {gaps.length > 0 && (
          <span className={css['kind']}>
            {plural(gaps.length, 'stretch').replace(/stretchs$/, 'stretches')}
          </span>
        )}
      </div>
      <FactsTable
        label="Records that may be missing"
        columns={[
          { id: 'time', heading: `From – to (${zone})` },
          { id: 'length', heading: 'Length' },
          { id: 'why', heading: 'Why' },
          { id: 'source', heading: 'Source' },
        ]}
        rows={rows.flatMap(({ from, to, reason, source }) => {
          const [begin, end] = [instantOf(from), instantOf(to)];
          if (begin === undefined || end === undefined) return [];
          const precision = end - begin < microsPerHour ? 'edge' : 'minute';
          return [
            {
              key: `${from} ${to} ${reason} ${source}`,
              cells: {
                time: (
                  <Link
                    to={eventsPath(noFilters, writeRange({ kind: 'between', from: begin, to: end }))}
                    title="Events of this time"
                  >
                    {formatEdge(begin, zone, precision)} – {formatEdge(end, zone, precision)}
                  </Link>
                ),
                length: formatDuration(end - begin),
                why: whys[reason],
                source: source === undefined ? 'All' : visible(source),
              },
            },
          ];
        })}
        none={
          isReading
            ? 'None is known but what is still being read.'
            : 'No stretch is known of which records may be missing.'
        }
        more={gaps.length > most ? `The newest ${formatCount(most)} are listed.` : undefined}
      />
      <p className={css['rule']}>
        A stretch without a record is told here where chance makes it less than once in{' '}
        {formatCount(quietRule.once_in)} times, by how rarely the same times of the {quietRule.weeks} weeks
        before were empty. It is looked for in the last {quietRule.days} days, once {quietRule.known_weeks}{' '}
        weeks are stored; days off, nights and the quiet hours of small organisations are not told. Single
        records that are missing among others cannot be noticed this way.
      </p>
    </section>
  );
};
