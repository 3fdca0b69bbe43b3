import type { DuckDBConnection } from '@duckdb/node-api';
import { type Cost, type Places, type Ticket, Admission } from './admission.ts';

/** A question in the queue, or on its connection. */
export type Place = Ticket & {
  readonly begin: (connection: DuckDBConnection) => void;
  readonly refuse: (error: unknown) => void;
  /** Told when another question of its principal’s begins or ends: the turn comes nearer. */
  readonly nearer: () => void;
  /** Aborted when what is to be written needs its memory. */
  readonly stop: AbortController;
  /** Told by `end`. */
  readonly ended: Promise<void>;
  readonly end: () => void;
};

/** How a question is asked, which changes when it is asked again. */
export type Manner = {
  readonly cost: Cost;
  readonly alone: boolean;
  readonly isAgain: boolean;
  /** In how many more slices than usual events are grouped. */
  readonly slices: number;
};

/** Lets questions have the connections there are, in their turns. */
export class Queue {
  readonly #turns: Admission<Place>;
  #idle: DuckDBConnection[] = [];
  /** How many want nothing to begin. */
  #pauses = 0;

  constructor(places: Places) {
    this.#turns = new Admission(places);
  }

  /** The connections there are from now on: as many as there are places, or none. */
  serve(connections: readonly DuckDBConnection[]): void {
    this.#idle = [...connections];
  }

  mayWait(principal: string): boolean {
    return this.#turns.mayWait(principal);
  }

  /**
   * Wait for a place, which must be given back by `leave`.
   * @param nearer is told whenever another question of its principal’s begins or ends meanwhile
   * @throws what the signal is aborted with
   */
  async turn(
    principal: string,
    { cost, alone, isAgain }: Manner,
    signal: AbortSignal,
    nearer: () => void,
  ): Promise<{ readonly place: Place; readonly connection: DuckDBConnection }> {
    signal.throwIfAborted();
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    return new Promise((resolve, reject) => {
      const abandon = () => {
        this.#turns.leave(place);
        reject(signal.reason as Error);
        this.#begin(); // if it needed the others’ places, they are free again
      };
      const place: Place = {
        principal,
        cost,
        alone,
        ended,
        end,
        nearer,
        stop: new AbortController(),
        begin: (connection) => {
          signal.removeEventListener('abort', abandon);
          resolve({ place, connection });
        },
        refuse: (error) => {
          signal.removeEventListener('abort', abandon);
          reject(error);
        },
      };
      this.#turns.wait(place, isAgain);
      signal.addEventListener('abort', abandon, { once: true });
      this.#begin();
    });
  }

  leave(place: Place, connection: DuckDBConnection): void {
    this.#idle.push(connection);
    this.#turns.leave(place);
    place.end();
    this.#tellNearer(place);
    this.#begin();
  }

  /** Do work while nothing runs and nothing begins. @param ask is told of what runs */
  async alone<Result>(
    work: () => Promise<Result>,
    ask: (running: Place) => void = () => {},
  ): Promise<Result> {
    this.#pauses += 1;
    this.#turns.pause();
    try {
      const running = [...this.#turns.running];
      for (const each of running) ask(each);
      await Promise.all(running.map(({ ended }) => ended));
      return await work();
    } finally {
      this.#pauses -= 1;
      if (this.#pauses === 0) {
        this.#turns.resume();
        this.#begin();
      }
    }
  }

  /** Send away all that wait. */
  refuseAll(error: unknown): void {
    for (const place of this.#turns.waiting) {
      this.#turns.leave(place);
      place.refuse(error);
    }
  }

  #begin(): void {
    if (this.#idle.length === 0) return;
    for (const place of this.#turns.begin()) {
      const connection = this.#idle.pop();
      if (connection) place.begin(connection);
      this.#tellNearer(place);
    }
  }

  #tellNearer({ principal }: Place): void {
    for (const waiting of this.#turns.waitingOf(principal)) waiting.nearer();
  }
}
