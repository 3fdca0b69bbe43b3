import type { DuckDBConnection } from '@duckdb/node-api';
import type { Asking } from '../questions/scope.ts';
import { StoreError } from '../store-error.ts';
import {
  type Engine,
  type Open,
  closeAll,
  databaseSettings,
  isFatal,
  isOutOfMemory,
  openDatabase,
} from './engine.ts';
import { Flows } from './flows.ts';
import { type OnQuestion, Question } from './question.ts';
import { type Manner, type Place, Queue } from './queue.ts';
import { type Cost, type Places, ownPrincipal, usualPlaces } from './admission.ts';

/** What bounds questions. Times are in milliseconds. */
export type Limits = {
  readonly places: Places;
  /** So long a question waits for its turn, from when it was asked or another of its principal’s had its turn. */
  readonly waitMs: number;
  /** So long it may take from then on. */
  readonly runMs: number;
  /** How much the engine may hold in memory, as DuckDB writes it. */
  readonly memory: string;
  /** So many events are grouped at once. */
  readonly eventsAtOnce: number;
  /** So many events are told of at once where a text is looked for. */
  readonly eventsInBlock: number;
};

export const usualLimits: Limits = {
  places: usualPlaces,
  waitMs: 40_000, // longer than one may run: what waits for it is not sent away as it ends
  runMs: 30_000,
  memory: databaseSettings.memory_limit,
  eventsAtOnce: 500_000,
  eventsInBlock: 102_400,
};

/** What makes a question smaller, in words. */
const smaller =
  'A shorter range, fewer properties, or an identifier such as a user, an address or a session makes it smaller.';

/** What lacks memory is asked again alone and in more slices, then in even more. */
const moreSlices: Readonly<Record<number, number>> = { 1: 8, 8: 64 };

const closedError = (): StoreError => new StoreError('failed', 'The store is closed.');
const seconds = (ms: number): string => `${Math.max(1, Math.round(ms / 1000))} seconds`;

const busyError = (detail: string): StoreError =>
  new StoreError('busy', `Too much is asked at once. ${detail} Ask again in a few seconds.`);

const slowError = (ms: number): StoreError =>
  new StoreError('slow', `This question was stopped: it took over ${seconds(ms)}. ${smaller}`);

const largeError = (cause: unknown): StoreError =>
  new StoreError('large', `The answer does not fit into the server’s memory. ${smaller}`, { cause });

type Work<Answer> = (engine: Engine, asking: Asking) => Promise<Answer>;

/** An open database, with the questions that wait for it and run on it. */
export class Database {
  /** How attempts went, by their steps. */
  readonly flows = new Flows();
  readonly #folder: string;
  readonly #limits: Limits;
  readonly #onQuestion: OnQuestion | undefined;
  readonly #queue: Queue;
  /** Undefined once it is closed, and after a reopening that failed. */
  #open: Open | undefined;
  #isReopening = false;

  private constructor(folder: string, limits: Limits, onQuestion: OnQuestion | undefined) {
    this.#folder = folder;
    this.#limits = limits;
    this.#onQuestion = onQuestion;
    this.#queue = new Queue(limits.places);
  }

  /**
   * Open the database of a data folder, which is made when missing.
   * @throws StoreError when another process holds it, or a newer version wrote it
   */
  static async open(
    folder: string,
    limits: Partial<Limits> = {},
    onQuestion?: OnQuestion,
  ): Promise<Database> {
    const database = new Database(folder, { ...usualLimits, ...limits }, onQuestion);
    await database.#openFile();
    return database;
  }

  /** Where the database lies as it was before its events were written anew at this opening, if they were. */
  get before(): string | undefined {
    return this.#open?.before;
  }

  /** The one connection that writes. */
  get writer(): DuckDBConnection {
    if (!this.#open) throw closedError();
    return this.#open.writer;
  }

  /**
   * What to do when the database cannot go on without being opened again. `isOver` tells whether that has been done
   * meanwhile. Set by the store, which does it in the writer's turn.
   */
  onFatal: (error: unknown, isOver: () => boolean) => Promise<void> = async () => {};

  /**
   * Answer a question in its turn; it holds its place through all of its steps. Asked again by itself when a write
   * needed its memory, once when the database had to be opened again, and without others beside it when it lacked
   * memory.
   * @throws StoreError `busy`, `slow`, `large`, `failed`; whatever its signal is aborted with
   */
  async answer<Answer>(asking: Asking, cost: Cost, work: Work<Answer>): Promise<Answer> {
    const { waitMs, runMs } = this.#limits;
    const limit = new AbortController();
    const signal = asking.signal ? AbortSignal.any([asking.signal, limit.signal]) : limit.signal;
    const isOwn = asking.principal === ownPrincipal;
    const endAfter = (ms: number, error: StoreError): NodeJS.Timeout =>
      setTimeout(() => limit.abort(error), ms);
    let timer =
      isOwn || asking.isPatient === true
        ? undefined
        : endAfter(waitMs, busyError(`No question of yours had its turn for ${seconds(waitMs)}.`));
    let manner: Manner = { cost, alone: false, isAgain: false, slices: 1 };
    let hasReopened = false;
    try {
      for (;;) {
        this.#check(asking.principal, manner);
        const isWaiting = !manner.isAgain;
        const { place, connection } = await this.#queue.turn(asking.principal, manner, signal, () => {
          if (isWaiting) timer?.refresh(); // a page asks more at once than fits into the time of one
        });
        if (!manner.isAgain && !isOwn) {
          clearTimeout(timer);
          timer = endAfter(runMs, slowError(runMs));
        }
        const opened = this.#open;
        const outcome = await this.#run(place, connection, { ...asking, signal }, work, manner.slices);
        if ('answer' in outcome) return outcome.answer;
        const { error } = outcome;
        signal.throwIfAborted();
        manner = { ...manner, isAgain: true };
        if (place.stop.signal.aborted) continue;
        if (isFatal(error) && !hasReopened) {
          hasReopened = true;
          await this.onFatal(error, () => this.#open !== opened);
        } else if (isOutOfMemory(error) && !isFatal(error)) {
          const slices = moreSlices[manner.slices];
          if (slices === undefined) throw largeError(error);
          manner = { cost: 'expensive', alone: true, isAgain: true, slices };
        } else throw error;
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Let work be done without questions beside it: those that run are stopped, and asked again afterwards. For what
   * is to be written and lacks memory.
   */
  async withoutQuestions<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#queue.alone(work, ({ stop }) => stop.abort());
  }

  /** Close and open again, as DuckDB demands after some failures. Questions wait meanwhile. */
  async reopen(): Promise<void> {
    this.#isReopening = true;
    try {
      await this.#queue.alone(async () => {
        this.#closeFile();
        await this.#openFile();
      });
    } finally {
      this.#isReopening = false;
      if (!this.#open) this.#queue.refuseAll(closedError());
    }
  }

  /** Let the questions that are running end, then close the file. Questions that wait are refused. */
  async close(): Promise<void> {
    await this.#queue.alone(async () => this.#closeFile());
    this.#queue.refuseAll(closedError());
  }

  async #openFile(): Promise<void> {
    const { places, memory } = this.#limits;
    const opening = { folder: this.#folder, flows: this.flows, readers: places.all, memory };
    this.#open = await openDatabase(opening);
    this.#queue.serve(this.#open.readers);
  }

  #closeFile(): void {
    if (this.#open) closeAll(this.#open);
    this.#open = undefined;
    this.#queue.serve([]);
  }

  #check(principal: string, { isAgain }: Manner): void {
    if (!this.#open && !this.#isReopening) throw closedError();
    if (!isAgain && !this.#queue.mayWait(principal))
      throw busyError('Too many of your questions wait already.');
  }

  async #run<Answer>(
    place: Place,
    connection: DuckDBConnection,
    asking: Asking & { readonly signal: AbortSignal },
    work: Work<Answer>,
    slices: number,
  ): Promise<{ readonly answer: Answer } | { readonly error: unknown }> {
    const eventsAtOnce = Math.ceil(this.#limits.eventsAtOnce / slices);
    const onQuestion = asking.principal === ownPrincipal ? undefined : this.#onQuestion;
    const question = new Question({ connection, flows: this.flows, eventsAtOnce, onQuestion });
    try {
      const signal = AbortSignal.any([asking.signal, place.stop.signal]);
      return { answer: await work(question, { ...asking, signal }) };
    } catch (error) {
      return { error };
    } finally {
      await question.end();
      this.#queue.leave(place, connection);
    }
  }
}
