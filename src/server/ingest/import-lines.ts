import { maxBodyBytes } from '../../contract/webhook.ts';
import { derivedId } from '../store/derived-id.ts';
import type { Appended, PreparedEvent } from '../store/store.ts';
import { type Line, LineSplitter } from './line-splitter.ts';
import { Occurrences } from './occurrences.ts';
import { isRefusal } from './prepare.ts';
import { type Decoded, DocumentReader, type Overlong } from './reading/document-reader.ts';

/** What became of an event that was sent. */
export type Answer = { readonly status: Appended } | { readonly status: 'invalid'; readonly message: string };

/** Where events go: a store, or a server in front of one. */
export type Sink = {
  /** How many events are sent together. */
  readonly batch: number;
  /** Answers in the order given, once the events are durable. Rejects when nothing more can be sent. */
  readonly send: (events: readonly PreparedEvent[]) => Promise<readonly Answer[]>;
};

/** A cause for which lines were not taken, with the first of them as an example. */
export type Cause = { readonly line: number; readonly message: string; count: number };

/** What became of what was read. `read` is the sum of the other counts. */
export type ImportTally = {
  read: number;
  added: number;
  duplicates: number;
  /** Events that are older than what is kept. */
  tooOld: number;
  /** Events of other subsystems. */
  discarded: number;
  rejected: number;
  /** Causes of rejection and of discarding. */
  readonly causes: { readonly rejected: Map<string, Cause>; readonly discarded: Map<string, Cause> };
};

/** How an import ended: by itself, by being stopped, or by a failure; the tally holds what was done until then. */
export type Ended = { readonly tally: ImportTally; readonly failure?: Error; readonly stopped: boolean };

export type ImportOptions = {
  readonly sink: Sink;
  /** Takes the bytes of what is rejected, each line with its end. */
  readonly reject: (bytes: Buffer) => void;
  /** Stops after the batch in flight. */
  readonly signal?: AbortSignal;
  /** Called now and then with how far it is. */
  readonly watch?: (tally: ImportTally) => void;
};

const emptyTally = (): ImportTally => ({
  read: 0,
  added: 0,
  duplicates: 0,
  tooOld: 0,
  discarded: 0,
  rejected: 0,
  causes: { rejected: new Map(), discarded: new Map() },
});

/** Messages that differ only in the values they quote are of one kind. */
const kindOf = (message: string): string => message.replaceAll(/"(?:[^"\\]|\\.)*"?|\d+/g, '…');

const count = (causes: Map<string, Cause>, line: number, message: string): void => {
  const cause = causes.get(kindOf(message));
  if (cause) cause.count += 1;
  else causes.set(kindOf(message), { line, message, count: 1 });
};

type Waiting = { readonly event: PreparedEvent; readonly line: number; readonly bytes: Buffer | undefined };

const newline = Buffer.from('\n');

const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** One run over one source. While a batch is under way, the next is read. */
class Run {
  readonly tally = emptyTally();
  readonly #options: ImportOptions;
  readonly #occurrences = new Occurrences();
  readonly #reader = new DocumentReader();
  #batch: Waiting[] = [];
  #underWay: Promise<void> = Promise.resolve();
  /** Why the sink takes no more. */
  #refused: Error | undefined;

  constructor(options: ImportOptions) {
    this.#options = options;
  }

  get stopped(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  /** Read to the end, or until it is stopped or the sink takes no more. @throws Error when the source is bad */
  async read(chunks: AsyncIterable<Buffer>): Promise<void> {
    const splitter = new LineSplitter(maxBodyBytes);
    for await (const chunk of chunks) {
      await this.#takeAll(splitter.push(chunk));
      if (this.#over) return;
    }
    await this.#takeAll(splitter.end());
    for (const read of this.#reader.end()) this.#takeOne(read);
  }

  /** Send all that is left, unless it is stopped. @returns why the sink took no more, if so */
  async finish(): Promise<Error | undefined> {
    while (this.#batch.length > 0 && !this.#over) await this.#send();
    await this.#underWay;
    return this.#refused;
  }

  get #over(): boolean {
    return this.#refused !== undefined || this.stopped;
  }

  async #takeAll(lines: readonly Line[]): Promise<void> {
    for (const line of lines) {
      if (this.#over) return;
      for (const read of this.#reader.take(line)) this.#takeOne(read);
      while (this.#batch.length >= this.#options.sink.batch && !this.#over) await this.#send();
    }
  }

  #takeOne(read: Decoded | Overlong): void {
    if ('overlong' in read) {
      this.#options.reject(read.overlong);
      return;
    }
    const { line, bytes, outcome } = read;
    if (isRefusal(outcome)) {
      if (outcome.refused === 'invalid') this.#reject(line, bytes, outcome.message);
      else {
        this.tally.read += 1;
        this.tally.discarded += 1;
        count(this.tally.causes.discarded, line, outcome.message);
      }
    } else if ('id' in outcome) this.#batch.push({ event: outcome, line, bytes });
    else {
      const occurrence = this.#occurrences.next(outcome.contentHash);
      const id = derivedId(outcome.contentHash, occurrence);
      this.#batch.push({ event: { ...outcome, id, occurrence }, line, bytes });
    }
  }

  /** Send a batch of what has gathered, once the batch before it is done. */
  async #send(): Promise<void> {
    await this.#underWay;
    if (this.#over) return;
    const batch = this.#batch.splice(0, this.#options.sink.batch);
    this.#underWay = this.#options.sink
      .send(batch.map(({ event }) => event))
      .then((answers) => this.#settle(batch, answers))
      .catch((error: unknown) => {
        this.#refused = errorOf(error);
      });
  }

  #settle(batch: readonly Waiting[], answers: readonly Answer[]): void {
    for (const [index, { line, bytes }] of batch.entries()) {
      const answer = answers[index];
      if (answer?.status === 'invalid') this.#reject(line, bytes, answer.message);
      else {
        this.tally.read += 1;
        if (answer?.status === 'success') this.tally.added += 1;
        else if (answer?.status === 'too_old') this.tally.tooOld += 1;
        else this.tally.duplicates += 1;
      }
    }
    this.#options.watch?.(this.tally);
  }

  #reject(line: number, bytes: Buffer | undefined, message: string): void {
    this.#count(line, message);
    if (bytes) this.#options.reject(Buffer.concat([bytes, newline]));
  }

  #count(line: number, message: string): void {
    this.tally.read += 1;
    this.tally.rejected += 1;
    count(this.tally.causes.rejected, line, message);
  }
}

/**
 * Import one source: bare records, webhook events, bulk bodies, answers of the API and lists of records, one a line or
 * over many. Never rejects: how it ended is in
 * the answer. What was read before a failure of the source is still sent.
 * @param chunks the source’s bytes, unpacked
 */
export const importLines = async (chunks: AsyncIterable<Buffer>, options: ImportOptions): Promise<Ended> => {
  const run = new Run(options);
  const bad = await run.read(chunks).then(() => undefined, errorOf);
  const failure = (await run.finish()) ?? bad;
  const { tally, stopped } = run;
  // being stopped is why reading or sending was aborted, and is reported so
  return failure === undefined || (stopped && failure.name === 'AbortError')
    ? { tally, stopped }
    : { tally, stopped, failure };
};
