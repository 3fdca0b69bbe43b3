import { labelOf } from '../../../contract/fields.ts';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '@mantine/core';
import { visible } from '../../../contract/fields.ts';
import type { StopsAnswer } from '../../../contract/overview.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { outcomeLook } from '../../audit/looks/outcome-look.ts';
import { OutcomeBadge, ResultBadge } from '../../audit/looks/result-badge.tsx';
import { waitLabel, waitWords } from '../../audit/looks/waiting-words.ts';
import { formatCount, formatRate, plural } from '../../lib/format.ts';
import css from './charts.module.css';
import { badEnds, endedAt, keyOfEnd } from './funnel-steps.ts';
import { type LinkView, attemptsLink } from './overview-links.ts';

type Props = { readonly answer: StopsAnswer; readonly view: LinkView };
type End = StopsAnswer['ends'][number];

const first = 8;

/**
 * The way to the attempts that ended at this stage with this outcome, and how many they are: results, and who was
 * waited for, differ among them, and no filter tells these apart.
 */
const StageOfEnd = ({ answer, view, end: { stage, outcome } }: Props & { readonly end: End }) => {
  if (stage === null) return 'Not named';
  const count = endedAt(answer, stage, outcome);
  return (
    <Link
      data-among-words
      to={attemptsLink(view, { outcomes: [outcome], stoppedAt: stage })}
      title={`Show the ${plural(count, 'attempt')} that ended here: ${outcomeLook(outcome).word}`}
    >
      {visible(stage)}
    </Link>
  );
};

/** The last word of attempts that did not sign in, by stage and event, and by who was waited for. */
export const Ends = ({ answer, view }: Props) => {
  const [all, setAll] = useState(false);
  const ends = badEnds(answer);
  const shown = all ? ends : ends.slice(0, first);
  return (
    <>
      <FactsTable
        fit
        label="Ends by stage and event"
        columns={[
          { id: 'stage', heading: labelOf('step') },
          { id: 'result', heading: labelOf('step_result') },
          { id: 'outcome', heading: 'Outcome', spare: true },
          { id: 'waiting', heading: 'Waiting for', spare: 'soon' },
          { id: 'attempts', heading: 'Attempts', number: true },
          { id: 'part', heading: 'Of all', number: true, spare: true },
        ]}
        none="Every attempt signed in."
        rows={shown.map((end) => ({
          key: keyOfEnd(end),
          cells: {
            stage: (
              <>
                <StageOfEnd answer={answer} view={view} end={end} />
                {end.waiting_for !== null && (
                  <span className={css['under']}>waiting for {waitWords(end.waiting_for)}</span>
                )}
              </>
            ),
            result: end.result === null ? 'Not recorded' : <ResultBadge value={end.result} />,
            outcome: <OutcomeBadge value={end.outcome} />,
            waiting: end.waiting_for === null ? '–' : waitLabel(end.waiting_for),
            attempts: formatCount(end.attempts),
            part: formatRate(end.attempts / answer.attempts),
          },
        }))}
      />
      {ends.length > shown.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          Show all {formatCount(ends.length)}
        </Button>
      )}
    </>
  );
};
