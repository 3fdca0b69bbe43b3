import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Outcome, failures, outcomes } from '../../../contract/outcome.ts';
import type { BreakdownAnswer } from '../../../contract/overview.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { SeriesLegend, TableButton } from '../../audit/charts/series-legend.tsx';
import type { Series } from '../../audit/charts/time-bars.ts';
import { formatCount, inSentence } from '../../lib/format.ts';
import { PointsNote } from './change-note.tsx';
import css from './charts.module.css';
import { failureRate } from './measures.ts';
import { type LinkView, attemptsLink, queryLink } from './overview-links.ts';
import { rateWords } from './rate-table.tsx';
import {
  type BreakdownShare,
  type SharePart,
  partsWords,
  restWords,
  shareChange,
  shareKey,
  sharePartsOf,
  worstFirst,
} from './share-data.ts';
import { outcomesIn } from '../../audit/charts/outcome-series.ts';
import { titleOf } from '../../lib/marks.ts';

/** So many values are listed before all are asked for. */
const few = 8;

type Props = {
  readonly answer: BreakdownAnswer;
  /** What the values are: “Application”. */
  readonly noun: string;
  readonly view: LinkView;
};

const outcomeOf = ({ key }: Series): readonly Outcome[] => outcomes.filter((each) => each === key);

/** How attempts went by each value, where most could not sign in first: a bar of parts, or the counts themselves. */
export const Shares = ({ answer, noun, view }: Props) => {
  const navigate = useNavigate();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [tabular, setTabular] = useState(false);
  const [all, setAll] = useState(false);
  const values = worstFirst(answer.values).slice(0, all ? undefined : few);
  const series = outcomesIn(values.map(({ by }) => by));
  const shown = series.filter(({ key }) => !hidden.includes(key));
  const linkOf = (share: BreakdownShare, only?: Series) =>
    queryLink('attempts', share.query, view, only && outcomeOf(only));
  return (
    <figure className={css['figure']} aria-label={`Attempts by ${inSentence(noun)}`}>
      <figcaption className={css['legend']}>
        <SeriesLegend
          noun="attempt"
          series={series}
          hidden={hidden}
          onHidden={setHidden}
          onFilter={(filter) =>
            filter !== 'missing' &&
            void navigate(
              attemptsLink(view, { outcomes: outcomes.filter((each) => filter.values.includes(each)) }),
            )
          }
        />
        <TableButton tabular={tabular} onTabular={setTabular} />
      </figcaption>
      <FactsTable
        fit
        label={`${noun}s, how attempts went`}
        columns={[
          { id: 'value', heading: noun },
          ...(tabular
            ? shown.map(({ key, label }) => ({ id: key, heading: label, number: true }))
            : [{ id: 'bar', heading: 'How they went' }]),
          { id: 'attempts', heading: 'Attempts', number: true, spare: true },
          ...(tabular ? [{ id: 'decided', heading: 'Decided', number: true, spare: true }] : []),
          { id: 'unsuccessful', heading: 'Unsuccessful', number: true },
          { id: 'rate', heading: 'Failure rate', number: true },
          { id: 'before', heading: 'Before', number: true, spare: true },
          { id: 'change', heading: 'Change', number: true },
        ]}
        none="Nothing was counted."
        more={all || answer.values.length <= few ? restWords(answer) : undefined}
        rows={values.map((share) => {
          const parts = sharePartsOf(share.by, shown);
          const counts = Object.fromEntries(
            parts.map(({ series: each, count }) => [
              each.key,
              <Link key={each.key} to={linkOf(share, each)}>
                {formatCount(count)}
              </Link>,
            ]),
          );
          return {
            key: shareKey(share),
            cells: {
              ...Object.fromEntries(shown.map(({ key }) => [key, '0'])),
              ...counts,
              value: (
                <Link to={linkOf(share)} title={share.value === null ? undefined : titleOf(share.value)}>
                  {share.value ?? 'Not recorded'}
                </Link>
              ),
              bar: <ShareBar share={share} parts={parts} linkOf={(each) => linkOf(share, each)} />,
              attempts: formatCount(share.now.attempts),
              decided: formatCount(share.now.decided),
              unsuccessful: (
                <Link
                  to={queryLink('attempts', share.query, view, failures)}
                  aria-label={`${formatCount(share.now.unsuccessful)}, show these attempts`}
                >
                  {formatCount(share.now.unsuccessful)}
                </Link>
              ),
              rate: rateWords(share.now),
              before: rateWords(share.before),
              change: (
                <PointsNote
                  now={failureRate(share.now)}
                  before={share.before && failureRate(share.before)}
                  change={shareChange(share, answer.before !== undefined)}
                />
              ),
            },
          };
        })}
      />
      {answer.values.length > values.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          Show all {formatCount(answer.values.length)}
        </Button>
      )}
    </figure>
  );
};

type BarProps = {
  readonly share: BreakdownShare;
  readonly parts: readonly SharePart[];
  readonly linkOf: (series: Series) => string;
};

/** The parts of a value’s attempts. Its links are for the mouse: keys find the same behind “Table”. */
const ShareBar = ({ share, parts, linkOf }: BarProps) => (
  <>
    <span className="visually-hidden">{partsWords(parts)}</span>
    <div className={css['parts']} aria-hidden="true">
      {parts.map(({ series, count, part }) => (
        <Link
          key={series.key}
          to={linkOf(series)}
          tabIndex={-1}
          title={`${series.label}: ${formatCount(count)} of ${formatCount(share.now.attempts)}`}
          style={{ flexGrow: part, '--fill': series.fill }}
        />
      ))}
    </div>
  </>
);
