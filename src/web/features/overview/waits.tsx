import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { parseInstant } from '../../../contract/instant.ts';
import type { StepsAnswer } from '../../../contract/overview.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { attemptPath } from '../../audit/looks/paths.ts';
import { secondsWords } from '../../lib/duration.ts';
import { formatCount } from '../../lib/format.ts';
import { ChangeNote } from './change-note.tsx';
import css from './charts.module.css';
import { changeOf } from './measures.ts';

const first = 8;

type Wait = StepsAnswer['steps'][number];

const nameOf = (stage: string | null): string => stage ?? 'an unknown event';

/** How long one event waits for the next, the slowest first: the median among the longest, on a scale of tens. */
export const Waits = ({ answer }: { readonly answer: StepsAnswer }) => {
  const [all, setAll] = useState(false);
  const { steps } = answer;
  const shown = all ? steps : steps.slice(0, first);
  const most = Math.max(...steps.map(({ p95_seconds: p95 }) => p95));
  return (
    <>
      <FactsTable
        fit
        label="Waits between events"
        columns={[
          { id: 'step', heading: 'From – to' },
          { id: 'bar', heading: 'Median, 95% (in tens)', spare: true },
          { id: 'median', heading: 'Median', number: true },
          { id: 'p95', heading: '95% within', number: true },
          { id: 'max', heading: 'Longest', number: true },
          { id: 'count', heading: 'Waits', number: true, spare: true },
          { id: 'change', heading: 'Period before', spare: true },
        ]}
        none="No attempt has two events."
        rows={shown.map((wait) => ({
          key: `${wait.from_stage} ${wait.to_stage}`,
          cells: {
            step: `${nameOf(wait.from_stage)} → ${nameOf(wait.to_stage)}`,
            bar: <WaitBar wait={wait} most={most} />,
            median: secondsWords(wait.median_seconds),
            p95: secondsWords(wait.p95_seconds),
            max: (
              <Link
                to={attemptPath(wait.slowest, parseInstant(wait.slowest_at))}
                title="Open the attempt that waited longest"
              >
                {secondsWords(wait.max_seconds)}
              </Link>
            ),
            count: formatCount(wait.count),
            change: (
              <ChangeNote
                change={changeOf(
                  { now: wait.median_seconds, before: wait.before_median_seconds },
                  'seconds',
                  'more',
                  answer.before !== undefined,
                )}
              />
            ),
          },
        }))}
      />
      {steps.length > shown.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          Show all {formatCount(steps.length)}
        </Button>
      )}
    </>
  );
};

/** From 1 ms on, each tenfold takes as much room: waits of people and of machines on one scale. */
const placeOf = (seconds: number, most: number): number => {
  const scale = (value: number) => Math.log10(Math.max(value * 1_000, 1));
  return most <= 0.001 ? 0 : Math.min(scale(seconds) / scale(most), 1);
};

const WaitBar = ({ wait, most }: { readonly wait: Wait; readonly most: number }) => (
  <div className={css['wait']} aria-hidden="true">
    <span style={{ width: `${placeOf(wait.p95_seconds, most) * 100}%` }} />
    <span style={{ width: `${placeOf(wait.median_seconds, most) * 100}%` }} />
  </div>
);
