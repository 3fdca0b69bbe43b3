import {
  type Micros,
  micros,
  microsOfMs,
  microsPerHour,
  microsPerMillisecond,
  microsPerSecond,
} from '../../../contract/instant.ts';
import type { Run } from '../../store/windows.ts';
import { PlatformError } from './platform-error.ts';
import { type PageFilters, paramsOf, readPage } from './audit-page.ts';
import type { PassingTime } from './passing-time.ts';
import type { SourceConfig } from './config.ts';
import { Heartbeat } from './heartbeat.ts';
import { Intake } from './intake.ts';
import { Ledger } from './ledger.ts';
import { StretchTaker } from './stretch-taker.ts';
import { type Remembered, rememberNothing, withRun } from './remembered.ts';
import type { AskPage } from './read-stretch.ts';
import type { PullOptions } from './pull-options.ts';
import { Retries } from './retries.ts';

const auditsPath = '/v1/auth_audits';

/** So far beyond now records are looked for: a platform's clock may be a little ahead. They move nothing. */
const ahead = 300n * microsPerSecond;

/** Below this a stretch that is refused for its age is not looked at more closely. */
const finest = 60n * microsPerSecond;

const day = 24n * microsPerHour;

const ofWhat = ({ kind, url, organisation }: SourceConfig): string =>
  JSON.stringify([kind, url, organisation ?? '']);

const floored = (instant: bigint): Micros => micros(instant - (instant % microsPerMillisecond));
const later = (a: Micros, b: Micros): Micros => (a > b ? a : b);

/**
 * Reads the records of one source for as long as it runs: in rounds the newest, with what may have come late, and between
 * them what is older, backwards. What it has read it remembers once that is on disk, so that it can be ended at any moment.
 */
export class Pull {
  readonly config: SourceConfig;
  readonly intake: Intake;
  readonly retries: Retries;
  readonly heartbeat: Heartbeat;
  readonly #options: PullOptions;
  readonly #clock: PassingTime;
  readonly #ledger: Ledger;
  /** What each of them reads differs in how much lies in an hour of it. */
  readonly #readings: {
    readonly newest: StretchTaker;
    readonly older: StretchTaker;
    readonly again: StretchTaker;
  };
  readonly #signal: AbortSignal;
  #offset: bigint | undefined;
  #roundAt = -Infinity;
  /** What the last round left to be read lies before this; what has come since is the next one's. */
  #readBefore = micros(0n);
  /** What of the last day is to be read again. */
  #rereading: Run | undefined;
  /** When it last did something, in milliseconds of our clock. */
  beat: number;

  /** @param signal ends it */
  constructor(options: PullOptions, signal: AbortSignal) {
    const { config, kept, clock } = options;
    this.#options = options;
    this.#signal = signal;
    this.#clock = clock;
    this.config = config;
    this.beat = clock.now();
    this.intake = new Intake(config.name, options);
    this.retries = new Retries(config.everyMs);
    this.heartbeat = new Heartbeat(config);
    this.#ledger = new Ledger(config.name, kept, clock);
    const ask: AskPage = (within, filters) => this.#page(within, filters);
    const begin = (): StretchTaker =>
      new StretchTaker(ask, { intake: this.intake, ledger: this.#ledger, signal });
    this.#readings = { newest: begin(), older: begin(), again: begin() };
  }

  get remembered(): Remembered | undefined {
    return this.#ledger.remembered;
  }

  /** By how much the source's clock is ahead of ours, in microseconds. */
  get offset(): bigint {
    return this.#offset ?? 0n;
  }

  /** The source's clock. */
  now(): Micros {
    return micros(microsOfMs(this.#clock.now()) + this.offset);
  }

  /** Before which instant nothing comes late any more. */
  get before(): Micros {
    return floored(this.now() - this.config.overlap);
  }

  /** Read until the signal is aborted. Never rejects. */
  async run(): Promise<void> {
    while (!this.#signal.aborted) {
      try {
        const wait = await this.#step();
        this.retries.succeeded();
        if (wait > 0) await this.#clock.sleep(wait, this.#signal);
      } catch (error) {
        if (this.#signal.aborted) break;
        const wait = this.retries.failed(error, this.#clock.now());
        this.beat = this.#clock.now() + wait;
        await this.#clock.sleep(wait, this.#signal).catch(() => {}); // ended: seen by the loop
      }
    }
    await this.#ledger.drained().catch(() => {}); // ended: what is not on disk is read again
  }

  /** @returns for how many milliseconds there is nothing to do */
  async #step(): Promise<number> {
    this.beat = this.#clock.now();
    this.#ledger.rethrow();
    await this.#recall();
    if (this.#clock.now() >= this.#roundAt) {
      const began = this.#clock.now();
      await this.#readNewest();
      this.#roundAt = began + this.config.everyMs;
      await this.#options.onRound?.(this.now(), this.#signal);
      return 0;
    }
    const { before } = this;
    const gap = this.isSilent() ? undefined : this.#ledger.unread(this.#readBefore).at(-1);
    if (gap) {
      await this.#readOlder(gap);
      return 0;
    }
    await this.#ledger.drained();
    if (await this.#readAgain(before)) return 0;
    return Math.max(1, this.#roundAt - this.#clock.now());
  }

  async #page(within: Run, filters: PageFilters) {
    this.beat = this.#clock.now();
    const { api, config } = this.#options;
    const reply = await api.get(auditsPath, paramsOf(within, filters, config.organisation), this.#signal);
    const local = microsOfMs(this.#clock.now());
    this.#offset = reply.date === undefined ? (this.#offset ?? 0n) : reply.date - local;
    const page = await readPage(reply);
    const { signedInAt } = api;
    this.heartbeat.see(
      page.records,
      signedInAt === undefined ? undefined : micros(microsOfMs(signedInAt) + this.offset),
    );
    return page;
  }

  /** Whether it answers, but shows no records any more. */
  isSilent(): boolean {
    return this.heartbeat.isSilent(this.now(), this.config.overlap);
  }

  async #recall(): Promise<void> {
    if (this.#offset === undefined) {
      // one answer is enough to be told what time it is there
      const stretch = { from: this.now(), to: micros(this.now() + ahead) };
      const { records } = await this.#page(stretch, {});
      this.#ledger.after(this.intake.take({ stretch, records, state: 'piece' }, this.#signal));
    }
    const remembered = await this.#ledger.recall(ofWhat(this.config), () => {
      const now = this.now();
      const { from } = this.config;
      const floor =
        'instant' in from ? from.instant : now - BigInt(Math.round(from.days * 24)) * microsPerHour;
      return { ...rememberNothing(ofWhat(this.config), floored(floor)), reread: now };
    });
    this.heartbeat.remember(remembered.heartbeat);
  }

  /** The newest, with what may have come late. */
  async #readNewest(): Promise<void> {
    const { newest } = this.#readings;
    const now = this.now();
    const { before } = this;
    const last = this.#ledger.unread(before).at(-1);
    const isNear = last?.to === before && last.to - last.from <= this.config.overlap;
    const from = isNear ? last.from : before;
    for (let to = micros(floored(now) + ahead); to > from;) {
      const { read } = await newest.read({ from: newest.beginningOf(to, from), to });
      to = read.from;
    }
    await this.#ledger.drained();
    this.#readBefore = before;
    const isSilent = this.isSilent();
    this.#ledger.change(({ settled }) => ({
      ...(isSilent || from >= before ? {} : { settled: [...withRun(settled, { from, to: before })] }),
      readTo: now,
      lastSuccess: now,
      heartbeat: this.heartbeat.newest,
    }));
    await this.#ledger.save();
  }

  /** The newest part of a stretch that is not read yet. */
  async #readOlder(gap: Run): Promise<void> {
    const { older } = this.#readings;
    const stretch = { from: older.beginningOf(gap.to, gap.from), to: gap.to };
    try {
      const { read, taken } = await older.read(stretch);
      this.#ledger.settle(read, taken);
    } catch (error) {
      if (!(error instanceof PlatformError && error.problem === 'bad_request')) throw error;
      // what is newer was answered: it is its age that it is refused for
      if (stretch.to - stretch.from > finest) return older.askForLess();
      this.#ledger.change(({ outOfReach }) => ({
        outOfReach: [...withRun(outOfReach, { from: gap.from, to: stretch.to })],
      }));
      await this.#ledger.save();
    }
  }

  /** Once a day, part by part, what could have come later than is read again each time. @returns whether there was any */
  async #readAgain(before: Micros): Promise<boolean> {
    const remembered = this.#ledger.remembered;
    const now = this.now();
    if (remembered && !this.#rereading && now - (remembered.reread ?? remembered.floor) >= day) {
      this.#rereading = { from: later(micros(before - day), remembered.floor), to: before };
      this.#ledger.change(() => ({ reread: now }));
    }
    const left = this.#rereading;
    if (!left) return false;
    const from = this.#readings.again.beginningOf(left.to, left.from);
    const { read, taken } = await this.#readings.again.read({ from, to: left.to });
    const told = await Promise.all(taken);
    this.#ledger.change(({ late }) => ({ late: told.reduce((sum, { records }) => sum + records, late) }));
    this.#rereading = read.from > left.from ? { from: left.from, to: read.from } : undefined;
    if (!this.#rereading) await this.#ledger.save();
    return true;
  }
}
