import { maxBodyBytes } from '../../contract/webhook.ts';
import type { PreparedEvent } from '../store/store.ts';
import { type Decoded, decodeLine } from './decode-line.ts';
import { type Line, LineSplitter } from './line-splitter.ts';
import { Occurrences } from './occurrences.ts';
import { derivedId, isRefusal } from './prepare.ts';

/** What became of an event that was sent. */
export type Answer =
  | { readonly status: 'success' | 'duplicate' }
  | { readonly status: 'invalid'; readonly message: string };

/** Where events go: a store, or a server in front of one. */
export type Sink = {
  /** How many events are sent together. */
  readonly batch: number;
  /** Answers in the order given, once the events are durable. Rejects when nothing more can be sent. */
  readonly send: (events: readonly PreparedEvent[]) => Promise<readonly Answer[]>;
};

/** A cause for which lines were not taken, told by the first of them. */
export type Cause = { readonly line: number; readonly message: string; count: number };

/** What became of what was read. `read` is the sum of the other counts. */
export type Tally = {
  read: number;
  added: number;
  duplicates: number;
  /** Events of other subsystems. */
  discarded: number;
  rejected: number;
  /** Causes of rejection and of discarding. */
  readonly causes: { readonly rejected: Map<string, Cause>; readonly discarded: Map<string, Cause> };
};

/** How an import ended: by itself, by being stopped, or by a failure; the tally holds what was done until then. */
export type Ended = { readonly tally: Tally; readonly failure?: Error; readonly stopped: boolean };

export type ImportOptions = {
  readonly sink: Sink;
  /** Takes the bytes of what is rejected, each line with its end. */
  readonly reject: (bytes: Buffer) => void;
  /** Stops after the batch in flight. */
  readonly signal?: AbortSignal;
  /** Is told now and then how far it is. */
  readonly watch?: (tally: Tally) => void;
};

const emptyTally = (): Tally => ({
  read: 0,
  added: 0,
  duplicates: 0,
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

type Waiting = { readonly event: PreparedEvent; readonly line: number; readonly text: () => string };

const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** One run over one source. While a batch is under way, the next is read. */
class Run {
  readonly tally = emptyTally();
  readonly #options: ImportOptions;
  readonly #occurrences = new Occurrences();
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
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
      this.#take(line);
      while (this.#batch.length >= this.#options.sink.batch && !this.#over) await this.#send();
    }
  }

  #take({ number, bytes, part }: Line): void {
    if (part !== 'whole') {
      if (part === 'last') this.#count(number, `is longer than ${maxBodyBytes} bytes`);
      this.#options.reject(part === 'last' ? Buffer.concat([bytes, Buffer.from('\n')]) : bytes);
      return;
    }
    const text = this.#textOf(number, bytes);
    if (text.trim() === '') return;
    for (const decoded of decodeLine(text)) this.#takeOne(number, decoded);
  }

  /** A source that is not text is no list of records: what follows cannot be trusted either. */
  #textOf(number: number, bytes: Buffer): string {
    try {
      return this.#utf8.decode(bytes);
    } catch (error) {
      throw new Error(`line ${number} is not UTF-8 text`, { cause: error });
    }
  }

  #takeOne(line: number, { text, outcome }: Decoded): void {
    if (isRefusal(outcome)) {
      if (outcome.refused === 'invalid') this.#reject(line, text(), outcome.message);
      else {
        this.tally.read += 1;
        this.tally.discarded += 1;
        count(this.tally.causes.discarded, line, outcome.message);
      }
    } else if ('id' in outcome) this.#batch.push({ event: outcome, line, text });
    else {
      const occurrence = this.#occurrences.next(outcome.contentHash);
      const id = derivedId(outcome.contentHash, occurrence);
      this.#batch.push({ event: { ...outcome, id, occurrence }, line, text });
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
    for (const [index, { line, text }] of batch.entries()) {
      const answer = answers[index];
      if (answer?.status === 'invalid') this.#reject(line, text(), answer.message);
      else {
        this.tally.read += 1;
        if (answer?.status === 'success') this.tally.added += 1;
        else this.tally.duplicates += 1;
      }
    }
    this.#options.watch?.(this.tally);
  }

  #reject(line: number, text: string, message: string): void {
    this.#count(line, message);
    this.#options.reject(Buffer.from(`${text}\n`));
  }

  #count(line: number, message: string): void {
    this.tally.read += 1;
    this.tally.rejected += 1;
    count(this.tally.causes.rejected, line, message);
  }
}

/**
 * Import the lines of one source: bare records, webhook events, bulk bodies. Never rejects: how it ended is in
 * the answer. What was read before a failure of the source is still sent.
 * @param chunks the source’s bytes, unpacked
 */
export const importLines = async (chunks: AsyncIterable<Buffer>, options: ImportOptions): Promise<Ended> => {
  const run = new Run(options);
  const bad = await run.read(chunks).then(() => undefined, errorOf);
  const failure = (await run.finish()) ?? bad;
  const { tally, stopped } = run;
  // being stopped is why reading or sending was aborted, and is told as such
  return failure === undefined || (stopped && failure.name === 'AbortError')
    ? { tally, stopped }
    : { tally, stopped, failure };
};
