import { useQuery } from '@tanstack/react-query';
import { microsOfMs } from '../../../contract/instant.ts';
import { sourcesQuery } from '../../api/sources.ts';
import { ErrorNote } from '../../audit/looks/error-note.tsx';
import { useZone } from '../../audit/time/zone-choice.ts';
import { visible } from '../../../contract/fields.ts';
import { StateMessage } from '../../ui/state-message.tsx';
import { GapList } from './gap-list.tsx';
import { SetUp } from './set-up.tsx';
import { SourceCard } from './source-card.tsx';
import css from './sources-page.module.css';

/** How often the page asks while it is open (milliseconds). */
const pace = 4_000;

/** Where records come from, until when they are complete, and of which stretches some may be missing. */
export const SourcesPage = () => {
  const { zone } = useZone();
  const { data, dataUpdatedAt, error, isFetching, refetch } = useQuery({
    ...sourcesQuery,
    refetchInterval: pace,
  });
  const now = microsOfMs(dataUpdatedAt);
  const reading = new Set(
    data?.sources.filter(({ state }) => state === 'catching_up').map(({ name }) => name),
  );
  // how far reading has come is told with its source
  const gaps = (data?.gaps ?? []).filter(
    ({ reason, source = '' }) => reason !== 'unread' || !reading.has(source),
  );
  return (
    <div className={css['page']}>
      <title>Sources · Authentication Audit</title>
      <header className={css['title']}>
        <h1>Sources</h1>
        <span>Where records come from, and until when they are complete. Times in {zone}.</span>
      </header>
      {error && (
        <ErrorNote
          what="How the sources are doing could not be loaded."
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      )}
      {!data && !error && <p className={css['waiting']}>Loading the sources…</p>}
      {data && (
        <div className={css['body']}>
          {data.problems.length > 0 && (
            <section className={css['problems']} aria-label="Problems of the configuration">
              <h2>The configuration has problems; what was in force before still is</h2>
              <ul>
                {data.problems.map((problem) => (
                  <li key={problem}>{visible(problem)}</li>
                ))}
              </ul>
            </section>
          )}
          {data.sources.map((source) => (
            <SourceCard key={`${source.kind} ${source.name}`} source={source} zone={zone} now={now} />
          ))}
          {data.sources.length === 0 && (
            <StateMessage title="Nothing is known to send records here">
              <p>There are three ways in, which can overlap: no event is stored twice.</p>
              <SetUp />
            </StateMessage>
          )}
          {(data.sources.length > 0 || gaps.length > 0) && (
            <GapList gaps={gaps} isReading={reading.size > 0} zone={zone} />
          )}
          {data.sources.length > 0 && (
            <details className={css['more']}>
              <summary>Add a source</summary>
              <SetUp />
            </details>
          )}
        </div>
      )}
    </div>
  );
};
