import { type Asking, anybody } from './questions/scope.ts';
import type { Store } from './store.ts';

/** So many answers are kept, the least recently used dropped first. All go as soon as the data changes. */
const keptAnswers = 64;

/** Characters of an answer that is kept: of long texts, a few pages would fill the memory. */
const keptCharacters = 2 * 1024 * 1024;

/** What was answered sooner (milliseconds) is asked again: kept, it would push out what took long. */
const worthKeepingMs = 2;

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

type Ask = (question: unknown, asking: Asking) => Promise<unknown>;

type Asker = { readonly resolve: (answer: unknown) => void; readonly reject: (error: unknown) => void };

/** A question that is being asked for one principal, and who waits for its answer. */
type Flight = { readonly stop: AbortController; readonly askers: Set<Asker> };

/** Questions that are asked once for all who ask them, under a key each. */
class SharedAnswers {
  readonly #version: () => Promise<string>;
  readonly #keepFromMs: number;
  /** By question and principal. */
  readonly #flights = new Map<string, Map<string, Flight>>();
  #answers = new Map<string, unknown>();
  #answersOf: string | undefined;

  constructor(version: () => Promise<string>, keepFromMs: number) {
    this.#version = version;
    this.#keepFromMs = keepFromMs;
  }

  async ask(name: string, question: unknown, { principal, signal }: Asking, ask: Ask): Promise<unknown> {
    const version = await this.#version();
    signal?.throwIfAborted();
    if (this.#answersOf !== version) {
      this.#answersOf = version;
      this.#answers = new Map();
    }
    const key = JSON.stringify([version, name, question], (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
    if (this.#answers.has(key)) {
      const answer = this.#answers.get(key);
      this.#answers.delete(key);
      this.#answers.set(key, answer);
      return answer;
    }
    const flight =
      this.#flights.get(key)?.get(principal) ??
      this.#takeOff(key, principal, version, async (own) => ask(question, own));
    return this.#board(flight, signal, () => this.#remove(key, principal, flight));
  }

  #takeOff(
    key: string,
    principal: string,
    version: string,
    run: (asking: Asking) => Promise<unknown>,
  ): Flight {
    const flight: Flight = { stop: new AbortController(), askers: new Set() };
    const all = this.#flights.get(key) ?? new Map<string, Flight>();
    this.#flights.set(key, all.set(principal, flight));
    const fly = async (): Promise<void> => {
      const began = performance.now();
      try {
        const answer = await run({ principal, signal: flight.stop.signal });
        const isWorth = performance.now() - began >= this.#keepFromMs;
        if (isWorth && version === (await this.#version())) this.#keep(key, answer);
        this.#land(key, flight, answer);
      } catch (error) {
        this.#remove(key, principal, flight);
        for (const { reject } of flight.askers) reject(error);
      }
    };
    void fly();
    return flight;
  }

  /** Wait for a flight. @param last what is done when nobody waits for it any more */
  async #board(flight: Flight, signal: AbortSignal | undefined, last: () => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settled = (): void => {
        flight.askers.delete(asker);
        signal?.removeEventListener('abort', leave);
      };
      const leave = () => {
        settled();
        reject(signal?.reason as Error);
        if (flight.askers.size > 0) return;
        last();
        flight.stop.abort(signal?.reason);
      };
      const asker: Asker = {
        resolve: (answer) => {
          settled();
          resolve(answer);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      flight.askers.add(asker);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #land(key: string, landed: Flight, answer: unknown): void {
    const all = new Set([landed, ...(this.#flights.get(key)?.values() ?? [])]);
    this.#flights.delete(key);
    for (const flight of all) {
      for (const { resolve } of flight.askers) resolve(answer);
      if (flight !== landed) flight.stop.abort(new Error('It is answered already.'));
    }
  }

  #remove(key: string, principal: string, flight: Flight): void {
    const all = this.#flights.get(key);
    if (all?.get(principal) !== flight) return;
    all.delete(principal);
    if (all.size === 0) this.#flights.delete(key);
  }

  #keep(key: string, answer: unknown): void {
    if (this.#answersOf === undefined || charactersOf(answer) > keptCharacters) return;
    this.#answers.set(key, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= keptAnswers) break;
      this.#answers.delete(oldest);
    }
  }
}

/**
 * A store whose equal questions are asked once: those in flight share one query, which stops when nobody waits
 * for it any more; answered ones are repeated until the data changes. Principals have a flight each, so that nobody
 * waits in another’s queue; the first that lands answers all of them, and the others stop.
 * @param keepFromMs an answer is kept when it took so many milliseconds
 */
export const withSharedAnswers = (store: Store, keepFromMs = worthKeepingMs): Store => {
  const answers = new SharedAnswers(async () => store.version(anybody), keepFromMs);
  /** The questions of a subject. */
  const shared = <Subject extends object>(subject: string, questions: Subject): Subject =>
    Object.fromEntries(
      Object.entries(questions).map(([name, ask]: [string, Ask]) => [
        name,
        async (question: unknown, asking: Asking) => answers.ask(`${subject} ${name}`, question, asking, ask),
      ]),
    ) as Subject;
  return {
    ...store,
    events: shared('events', store.events),
    attempts: shared('attempts', store.attempts),
    overview: shared('overview', store.overview),
    findings: shared('findings', store.findings),
  };
};
