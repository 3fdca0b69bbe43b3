import { labelOf } from '../../../contract/fields.ts';
import { useState } from 'react';
import { Link } from 'react-router';
import type { StopsAnswer } from '../../../contract/overview.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { outcomeFill, outcomeLook } from '../../audit/looks/outcome-look.ts';
import { TableButton } from '../../audit/charts/series-legend.tsx';
import { waitWords } from '../../audit/looks/waiting-words.ts';
import { formatCount, formatRate, listed } from '../../lib/format.ts';
import css from './charts.module.css';
import { type FunnelStep, funnelOf } from './funnel-steps.ts';
import { type LinkView, attemptsLink, canNarrow } from './overview-links.ts';
import { outcomesIn } from '../../audit/charts/outcome-series.ts';
import { WaitCounts } from './wait-counts.tsx';

type Props = { readonly answer: StopsAnswer; readonly view: LinkView };

const nameOf = (stage: string | null): string => stage ?? 'Any other, or none';

/** “Failed 4 and Did not finish 5; waiting for the user 3 and the application 2”. */
const stopsWords = ({ stops, waiting }: FunnelStep): string => {
  if (stops.length === 0) return 'none lost';
  const ended = listed(
    stops.map(({ outcome, count }) => `${outcomeLook(outcome).word} ${formatCount(count)}`),
  );
  const waited = listed(waiting.map(({ who, count }) => `${waitWords(who)} ${formatCount(count)}`));
  return waited === '' ? ended : `${ended}; waiting for ${waited}`;
};

/** The way from the first request to the token, with the loss at each step. */
export const Funnel = ({ answer, view }: Props) => {
  const [tabular, setTabular] = useState(false);
  const steps = funnelOf(answer);
  const series = outcomesIn(answer.stages.map(({ stopped }) => stopped));
  return (
    <figure className={css['figure']} aria-label="Where attempts stop">
      <figcaption className={css['legend']}>
        <ul className={css['keys']} aria-label="Colours">
          <li style={{ '--fill': 'var(--fill-unknown)' }}>Continued</li>
          {series.map(({ key, label, fill }) => (
            <li key={key} style={{ '--fill': fill }}>
              {label}
            </li>
          ))}
        </ul>
        <TableButton tabular={tabular} onTabular={setTabular} />
      </figcaption>
      <FactsTable
        fit
        label="Stages, how far attempts came"
        columns={[
          { id: 'stage', heading: labelOf('step') },
          ...(tabular
            ? series.map(({ key, label }) => ({ id: key, heading: label, number: true }))
            : [{ id: 'bar', heading: 'Of all attempts' }]),
          { id: 'reached', heading: 'Reached', number: true, spare: true },
          { id: 'lost', heading: 'Lost here', number: true },
          { id: 'loss', heading: 'Loss', number: true },
        ]}
        none="No stage was recorded."
        rows={[
          ...steps.map((step) => ({
            key: nameOf(step.stage),
            cells: {
              ...Object.fromEntries(series.map(({ key }) => [key, '0'])),
              ...Object.fromEntries(step.stops.map(({ outcome, count }) => [outcome, formatCount(count)])),
              stage: step.stage === null ? nameOf(null) : <StageLink stage={step.stage} view={view} />,
              bar: <FunnelBar step={step} />,
              reached: formatCount(step.reached),
              lost:
                step.lost === 0 || step.stage === null ? (
                  formatCount(step.lost)
                ) : (
                  <Link
                    to={attemptsLink(view, { stoppedAt: step.stage })}
                    title="Show the attempts that ended here"
                  >
                    {formatCount(step.lost)}
                  </Link>
                ),
              loss: step.lost === 0 ? '–' : formatRate(step.loss),
            },
          })),
          {
            key: 'signed in',
            cells: {
              stage: <Link to={attemptsLink(view, { outcomes: ['signed_in'] })}>Signed in</Link>,
              bar: (
                <div className={css['parts']} aria-hidden="true">
                  <span
                    style={{
                      width: `${answer.attempts === 0 ? 0 : (answer.signed_in / answer.attempts) * 100}%`,
                      '--fill': outcomeFill('signed_in'),
                    }}
                  />
                </div>
              ),
              reached: formatCount(answer.signed_in),
            },
          },
        ]}
      />
      {tabular && <WaitCounts steps={steps} nameOf={nameOf} />}
    </figure>
  );
};

/** All attempts that came by a stage. */
const StageLink = ({ stage, view }: { readonly stage: string; readonly view: LinkView }) => {
  const values = { step: stage };
  if (!canNarrow(view, values)) return stage;
  return (
    <Link to={attemptsLink(view, { values })} title={`Attempts with ${stage}`}>
      {stage}
    </Link>
  );
};

const FunnelBar = ({ step }: { readonly step: FunnelStep }) => (
  <div className={css['parts']} role="img" aria-label={stopsWords(step)} title={stopsWords(step)}>
    <span style={{ width: `${step.wentOn * 100}%`, '--fill': 'var(--fill-unknown)' }} />
    {step.stops.map(({ outcome, part }) => (
      <span key={outcome} style={{ width: `${part * 100}%`, '--fill': outcomeFill(outcome) }} />
    ))}
  </div>
);
