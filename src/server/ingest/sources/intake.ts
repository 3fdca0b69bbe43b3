import { StoreError } from '../../store/store-error.ts';
import { derivedId } from '../../store/derived-id.ts';
import type { Appended, PreparedEvent } from '../../store/store.ts';
import { BusyError } from '../../request-errors.ts';
import { Occurrences } from '../occurrences.ts';
import { isRefusal, withId } from '../prepare.ts';
import type { Writer } from '../writer.ts';
import type { AnsweredRecord } from './audit-page.ts';
import type { PassingTime } from './passing-time.ts';
import type { ReadPart } from './read-stretch.ts';
import type { RefusedRecords } from './refused-records.ts';

/** What became of what was read. */
export type Taken = {
  readonly records: number;
  readonly duplicates: number;
  readonly refused: number;
  /** Not stored, as they are older than what is kept. */
  readonly tooOld: number;
};

/** How long what cannot be stored now waits until it is tried again, in milliseconds. */
const patienceMs = 5_000;

/** Stores what is read from a source, and waits while nothing can be stored: what was answered is not let go. */
export class Intake {
  readonly #source: string;
  readonly #writer: Pick<Writer, 'submit'>;
  readonly #refused: RefusedRecords;
  readonly #clock: PassingTime;
  readonly #alive: () => void;
  /** Why nothing can be stored now. */
  paused: string | undefined;
  /** How many parts are being stored, and about how many bytes they came in. */
  taking = 0;
  bytes = 0;

  constructor(
    source: string,
    {
      writer,
      refused,
      clock,
      alive = () => {},
    }: {
      writer: Pick<Writer, 'submit'>;
      refused: RefusedRecords;
      clock: PassingTime;
      /** Told of each try to store something. */
      alive?: () => void;
    },
  ) {
    this.#source = source;
    this.#writer = writer;
    this.#refused = refused;
    this.#clock = clock;
    this.#alive = alive;
  }

  /** Resolves when all of it is on disk. Rejects when it is abandoned. */
  async take(part: ReadPart, signal: AbortSignal): Promise<Taken> {
    const bytes = part.records.reduce((sum, record) => sum + record.bytes, 0);
    this.taking += 1;
    this.bytes += bytes;
    try {
      return await this.#take(part, bytes, signal);
    } finally {
      this.taking -= 1;
      this.bytes -= bytes;
    }
  }

  async #take(part: ReadPart, bytes: number, signal: AbortSignal): Promise<Taken> {
    const events = this.#eventsOf(part);
    const refused = await this.#refuse(part.records);
    if (events.length === 0) return { records: 0, duplicates: 0, refused, tooOld: 0 };
    const appended = await this.#submit(events, bytes, signal);
    const of = (what: Appended): number => appended.filter((each) => each === what).length;
    return { records: of('success'), duplicates: of('duplicate'), refused, tooOld: of('too_old') };
  }

  #eventsOf({ records, stretch, state }: ReadPart): PreparedEvent[] {
    const occurrences = new Occurrences();
    return records.flatMap(({ prepared }) => {
      if (isRefusal(prepared)) return [];
      const { contentHash, time } = prepared;
      const event = withId(prepared, derivedId(contentHash, occurrences.next(contentHash)));
      const isWhole = state === 'whole' && time >= stretch.from && time < stretch.to;
      return [{ ...event, source: this.#source, ...(isWhole ? { isWholeInstant: true as const } : {}) }];
    });
  }

  async #refuse(records: readonly AnsweredRecord[]): Promise<number> {
    const refused = records.flatMap(({ raw, prepared }) =>
      isRefusal(prepared) ? [{ record: raw, reason: prepared.message }] : [],
    );
    return refused.length === 0 ? 0 : this.#refused.keep(refused);
  }

  async #submit(events: readonly PreparedEvent[], bytes: number, signal: AbortSignal) {
    for (;;) {
      signal.throwIfAborted();
      this.#alive();
      try {
        const appended = await this.#writer.submit(events, bytes);
        this.paused = undefined;
        return appended;
      } catch (error) {
        if (error instanceof StoreError) this.paused = error.message;
        else if (!(error instanceof BusyError)) throw error;
        await this.#clock.sleep(patienceMs, signal);
      }
    }
  }
}
