import type { Micros } from '../../../contract/instant.ts';
import type { SourceStore } from '../../store/source-store.ts';
import { type Run, runsWithout } from '../../store/windows.ts';
import type { PassingTime } from './passing-time.ts';
import type { Taken } from './intake.ts';
import type { ReadPart } from './read-stretch.ts';
import {
  type Remembered,
  completeRun,
  fromFloor,
  readRemembered,
  unsettled,
  withRun,
  writeRemembered,
} from './remembered.ts';

/** What is remembered is written no more often, in milliseconds: what is read again meanwhile adds nothing. */
const saveEveryMs = 1_000;

/** What a source remembers, which is never ahead of what is on disk, and what is under way beside it. */
export class Ledger {
  readonly #source: string;
  readonly #kept: SourceStore;
  readonly #clock: PassingTime;
  #remembered: Remembered | undefined;
  /** Stretches that are read and not on disk yet. */
  #pending: readonly Run[] = [];
  #tail: Promise<void> = Promise.resolve();
  #failure: unknown;
  #savedAt = -Infinity;

  constructor(source: string, kept: SourceStore, clock: PassingTime) {
    this.#source = source;
    this.#kept = kept;
    this.#clock = clock;
  }

  /** Undefined before the source has answered for the first time. */
  get remembered(): Remembered | undefined {
    return this.#remembered;
  }

  /** Read what is kept of a source. @param of what source that is @param first what is remembered at the first start */
  async recall(of: string, first: () => Remembered): Promise<Remembered> {
    if (this.#remembered) return this.#remembered;
    const text = (await this.#kept.all()).get(this.#source);
    this.#remembered = (text === undefined ? undefined : readRemembered(text, of)) ?? first();
    await this.save();
    return this.#remembered;
  }

  /** What lies before an instant is not kept: it is not to be read. */
  raise(floor: Micros | undefined): void {
    if (floor !== undefined && (this.#remembered?.floor ?? floor) < floor)
      this.change((now) => fromFloor(now, floor));
  }

  /** Nothing is settled after an instant, whatever was when the source's clock was ahead. */
  turnBack(before: Micros): void {
    if ((this.#remembered?.settled.at(-1)?.to ?? before) <= before) return;
    this.change(({ settled }) => ({
      settled: settled.flatMap(({ from, to }) =>
        from < before ? [{ from, to: to < before ? to : before }] : [],
      ),
    }));
  }

  change(change: (remembered: Remembered) => Partial<Remembered>): void {
    const now = this.#remembered;
    if (now) this.#remembered = { ...now, ...change(now) };
  }

  async save(): Promise<void> {
    if (!this.#remembered) return;
    this.#savedAt = this.#clock.now();
    await this.#kept.save(this.#source, writeRemembered(this.#remembered));
    this.#kept.reached(this.#source, completeRun(this.#remembered)?.to);
  }

  /** What of the time before an instant is to be read still, ascending. */
  unread(before: Micros): readonly Run[] {
    const now = this.#remembered;
    if (!now) return [];
    return unsettled(
      { ...now, settled: [...this.#pending.reduce<readonly Run[]>(withRun, now.settled)] },
      before,
    );
  }

  count({ records, duplicates, refused, tooOld }: Taken): void {
    this.change((now) => ({
      records: now.records + records,
      duplicates: now.duplicates + duplicates,
      refused: now.refused + refused,
      tooOld: (now.tooOld ?? 0) + tooOld,
    }));
  }

  /** Note what could not be told of a part, or that it can be told now. */
  note({ state, stretch }: ReadPart): void {
    if (state === 'unproven') this.change(({ unproven }) => ({ unproven: [...withRun(unproven, stretch)] }));
    if (state === 'whole' && (this.#remembered?.unproven.length ?? 0) > 0)
      this.change(({ unproven }) => ({ unproven: [...runsWithout(unproven, [stretch])] }));
  }

  /** A stretch counts as read once all of it is on disk. */
  settle(stretch: Run, taken: readonly Promise<Taken>[]): void {
    this.#pending = [...this.#pending, stretch];
    this.after(this.#settle(stretch, taken));
  }

  async #settle(stretch: Run, taken: readonly Promise<Taken>[]): Promise<void> {
    try {
      await Promise.all(taken);
      // reading may begin later meanwhile
      this.change((now) => fromFloor({ ...now, settled: [...withRun(now.settled, stretch)] }, now.floor));
    } finally {
      this.#pending = this.#pending.filter((each) => each !== stretch);
    }
    if (this.#clock.now() - this.#savedAt >= saveEveryMs) await this.save();
  }

  /** Let work go on behind the reading; what fails of it is told by `drained` and `rethrow`. */
  after(work: Promise<unknown>): void {
    const before = this.#tail;
    const noted = work.catch((error: unknown) => {
      this.#failure ??= error;
    });
    this.#tail = (async () => {
      await before;
      await noted;
    })();
  }

  /** Resolves when nothing is under way. @throws what failed of it */
  async drained(): Promise<void> {
    await this.#tail;
    this.rethrow();
  }

  /** @throws what failed of what was under way */
  rethrow(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
  }
}
