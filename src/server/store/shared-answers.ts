import { withSharedAttempts } from './shared-attempts.ts';
import { withSharedFindings, withSharedOverview } from './shared-overview.ts';
import type { Store } from './store.ts';

/** So many answers are kept, the least recently used dropped first. All go as soon as the data changes. */
const keptAnswers = 64;

/** Characters of an answer that is kept: of long texts, a few pages would fill the memory. */
const keptCharacters = 2 * 1024 * 1024;

/** Characters of the texts in an answer, or of so many of them as are too many. */
const charactersOf = (answer: unknown): number => {
  if (typeof answer === 'string') return answer.length;
  if (typeof answer !== 'object' || answer === null) return 0;
  const members = answer instanceof Map ? [...answer].flat() : Object.values(answer);
  let sum = 0;
  for (const member of members) {
    sum += charactersOf(member);
    if (sum > keptCharacters) break;
  }
  return sum;
};

type Flight = { readonly answer: Promise<unknown>; readonly stop: AbortController; askers: number };

const keyOf = (name: string, question: unknown): string =>
  JSON.stringify([name, question], (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

/**
 * A store whose equal questions are asked once: those in flight share one query, which stops when nobody waits
 * for it any more; answered ones are repeated until the data changes.
 */
export const withSharedAnswers = (store: Store): Store => {
  const flights = new Map<string, Flight>();
  let answers = new Map<string, unknown>();
  let version = store.version();

  const takeOff = (key: string, run: (signal: AbortSignal) => Promise<unknown>): Flight => {
    const stop = new AbortController();
    const asked = store.version();
    const answer = run(stop.signal)
      .then((result) => {
        if (asked === store.version()) keep(key, result);
        return result;
      })
      .finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      });
    answer.catch(() => {}); // each asker hears of it by itself
    const flight: Flight = { answer, stop, askers: 0 };
    flights.set(key, flight);
    return flight;
  };

  const keep = (key: string, result: unknown): void => {
    if (charactersOf(result) > keptCharacters) return;
    answers.set(key, result);
    for (const oldest of answers.keys()) {
      if (answers.size <= keptAnswers) break;
      answers.delete(oldest);
    }
  };

  const share = async <Answer>(
    name: string,
    question: unknown,
    signal: AbortSignal | undefined,
    run: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> => {
    signal?.throwIfAborted();
    if (version !== store.version()) {
      version = store.version();
      answers = new Map();
    }
    const key = `${version} ${keyOf(name, question)}`;
    if (answers.has(key)) {
      const answer = answers.get(key) as Answer;
      answers.delete(key);
      answers.set(key, answer);
      return answer;
    }
    const flight = flights.get(key) ?? takeOff(key, run);
    flight.askers += 1;
    return new Promise<Answer>((resolve, reject) => {
      const leave = () => {
        flight.askers -= 1;
        if (flight.askers === 0) {
          flights.delete(key);
          flight.stop.abort(signal?.reason);
        }
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', leave, { once: true });
      flight.answer
        .finally(() => signal?.removeEventListener('abort', leave))
        .then((answer) => resolve(answer as Answer), reject);
    });
  };

  return {
    ...store,
    attempts: withSharedAttempts(store.attempts, share),
    overview: withSharedOverview(store.overview, share),
    findings: withSharedFindings(store.findings, share),
    list: (question, asking = {}) =>
      share('list', question, asking.signal, (signal) => store.list(question, { signal })),
    histogram: (question, asking = {}) =>
      share('histogram', question, asking.signal, (signal) => store.histogram(question, { signal })),
    facets: (question, asking = {}) =>
      share('facets', question, asking.signal, (signal) => store.facets(question, { signal })),
  };
};
