import { Link } from 'react-router';
import { type SecondStepAnswer, type SecondStepEnd, secondStepEnds } from '../../../contract/overview.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { formatCount } from '../../lib/format.ts';
import { PointsNote } from './change-note.tsx';
import css from './charts.module.css';
import { type Worse, changeOf, formatMeasure } from './measures.ts';
import { type LinkView, attemptsLink, canNarrow, eventsLink } from './overview-links.ts';

type Look = {
  readonly word: string;
  readonly fill: string;
  readonly worse: Worse;
  /** The result by which its events are found. */
  readonly result?: string;
};

const looks: Readonly<Record<SecondStepEnd, Look>> = {
  passed: { word: 'Passed', fill: 'var(--fill-success)', worse: 'less', result: 'Success' },
  not_accepted: { word: 'Not accepted', fill: 'var(--fill-failed)', worse: 'more', result: 'Failure' },
  refused: { word: 'Refused', fill: 'var(--fill-blocked)', worse: 'more', result: 'Denied' },
  no_answer: { word: 'No answer in time', fill: 'var(--fill-timeout)', worse: 'more', result: 'Timeout' },
  unanswered: { word: 'Not answered', fill: 'var(--fill-unfinished)', worse: 'more' },
};

const stage = 'MFA Challenge';
const ofStage = { step: stage };

type Props = { readonly answer: SecondStepAnswer; readonly view: LinkView };

const part = (count: number | null, whole: number | null): number | null =>
  count === null || whole === null || whole === 0 ? null : count / whole;

/** How second steps ended: the last word on each. */
export const SecondStep = ({ answer, view }: Props) => {
  const { asked, ends } = answer;
  return (
    <>
      <div className={css['parts']} data-tall aria-hidden="true">
        {secondStepEnds.map((end) => (
          <span
            key={end}
            title={`${looks[end].word}: ${formatCount(ends[end].now)} of ${formatCount(asked.now)}`}
            style={{ flexGrow: ends[end].now, '--fill': looks[end].fill }}
          />
        ))}
      </div>
      <FactsTable
        fit
        label="Second steps by how they ended"
        columns={[
          { id: 'end', heading: 'Last word' },
          { id: 'now', heading: 'Attempts', number: true },
          { id: 'part', heading: 'Of asked', number: true },
          { id: 'before', heading: 'Before', number: true, spare: true },
          { id: 'change', heading: 'Change', number: true },
        ]}
        none=""
        rows={[
          ...secondStepEnds.map((end) => {
            const { word, fill, worse, result } = looks[end];
            const rates = {
              now: part(ends[end].now, asked.now),
              before: part(ends[end].before, asked.before),
            };
            return {
              key: end,
              cells: {
                end: (
                  <span className={css['key']} style={{ '--fill': fill }}>
                    {result === undefined ? (
                      word
                    ) : (
                      <Link
                        to={eventsLink(view, { values: { step: stage, step_result: result } })}
                        title={`Show the events of ${stage} with ${result}`}
                      >
                        {word}
                      </Link>
                    )}
                  </span>
                ),
                now: formatCount(ends[end].now),
                part: formatMeasure(rates.now, 'rate'),
                before: formatMeasure(rates.before, 'rate'),
                change: (
                  <PointsNote
                    {...rates}
                    change={changeOf(rates, 'rate', worse, answer.before !== undefined)}
                  />
                ),
              },
            };
          }),
          {
            key: 'asked',
            cells: {
              end: canNarrow(view, ofStage) ? (
                <Link to={attemptsLink(view, { values: ofStage })}>Asked</Link>
              ) : (
                'Asked'
              ),
              now: formatCount(asked.now),
              before: formatMeasure(asked.before, 'count'),
            },
          },
        ]}
      />
    </>
  );
};

/** How many answers it took until one was accepted. */
export const TriesChart = ({ answer }: Pick<Props, 'answer'>) => {
  const passed = answer.tries.reduce((sum, { attempts }) => sum + attempts, 0);
  return (
    <FactsTable
      fit
      label="Passed second steps by tries"
      columns={[
        { id: 'tries', heading: 'Passed with' },
        { id: 'bar', heading: 'Of passed' },
        { id: 'attempts', heading: 'Attempts', number: true },
        { id: 'part', heading: 'Part', number: true },
      ]}
      none="No second step was passed."
      rows={answer.tries.map(({ tries, attempts }) => ({
        key: String(tries),
        cells: {
          tries: tries === 1 ? 'the first try' : `${formatCount(tries)} tries`,
          bar: (
            <div className={css['parts']} aria-hidden="true">
              <span style={{ width: `${(attempts / passed) * 100}%`, '--fill': 'var(--fill-step)' }} />
            </div>
          ),
          attempts: formatCount(attempts),
          part: formatMeasure(part(attempts, passed), 'rate'),
        },
      }))}
    />
  );
};
