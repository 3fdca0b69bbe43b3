import { withSharedAttempts } from './shared-attempts.ts';
import { withSharedFindings, withSharedOverview } from './shared-overview.ts';
import { type Asking, type Store, anybody } from './store.ts';

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

type Asker = { readonly resolve: (answer: unknown) => void; readonly reject: (error: unknown) => void };

/** A question that is being asked for one principal, and who waits for its answer. */
type Flight = { readonly stop: AbortController; readonly askers: Set<Asker> };

const keyOf = (name: string, question: unknown): string =>
  JSON.stringify([name, question], (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

/**
 * A store whose equal questions are asked once: those in flight share one query, which stops when nobody waits
 * for it any more; answered ones are repeated until the data changes. Principals have a flight each, so that nobody
 * waits in another’s queue; the first that lands answers all of them, and the others stop.
 */
export const withSharedAnswers = (store: Store): Store => {
  /** By question and principal. */
  const flights = new Map<string, Map<string, Flight>>();
  let answers = new Map<string, unknown>();
  let version = store.version();

  const land = (key: string, landed: Flight, answer: unknown): void => {
    const all = new Set([landed, ...(flights.get(key)?.values() ?? [])]);
    flights.delete(key);
    for (const flight of all) {
      for (const { resolve } of flight.askers) resolve(answer);
      if (flight !== landed) flight.stop.abort(new Error('It is answered already.'));
    }
  };

  const remove = (key: string, principal: string, flight: Flight): void => {
    const all = flights.get(key);
    if (all?.get(principal) !== flight) return;
    all.delete(principal);
    if (all.size === 0) flights.delete(key);
  };

  const takeOff = (key: string, principal: string, run: (asking: Asking) => Promise<unknown>): Flight => {
    const flight: Flight = { stop: new AbortController(), askers: new Set() };
    const all = flights.get(key) ?? new Map<string, Flight>();
    flights.set(key, all.set(principal, flight));
    const asked = store.version();
    const fly = async (): Promise<void> => {
      try {
        const answer = await run({ principal, signal: flight.stop.signal });
        if (asked === store.version()) keep(key, answer);
        land(key, flight, answer);
      } catch (error) {
        remove(key, principal, flight);
        for (const { reject } of flight.askers) reject(error);
      }
    };
    void fly();
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
    { principal, signal }: Asking,
    run: (asking: Asking) => Promise<Answer>,
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
    const flight = flights.get(key)?.get(principal) ?? takeOff(key, principal, run);
    return new Promise<Answer>((resolve, reject) => {
      const settled = (): void => {
        flight.askers.delete(asker);
        signal?.removeEventListener('abort', leave);
      };
      const leave = () => {
        settled();
        reject(signal?.reason as Error);
        if (flight.askers.size > 0) return;
        remove(key, principal, flight);
        flight.stop.abort(signal?.reason);
      };
      const asker: Asker = {
        resolve: (answer) => {
          settled();
          resolve(answer as Answer);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      flight.askers.add(asker);
      signal?.addEventListener('abort', leave, { once: true });
    });
  };

  return {
    ...store,
    attempts: withSharedAttempts(store.attempts, share),
    overview: withSharedOverview(store.overview, share),
    findings: withSharedFindings(store.findings, share),
    list: (question, asking = anybody) => share('list', question, asking, (own) => store.list(question, own)),
    histogram: (question, asking = anybody) =>
      share('histogram', question, asking, (own) => store.histogram(question, own)),
    facets: (question, asking = anybody) =>
      share('facets', question, asking, (own) => store.facets(question, own)),
    knownUsers: (question, asking = anybody) =>
      share('known users', question, asking, (own) => store.knownUsers(question, own)),
  };
};
