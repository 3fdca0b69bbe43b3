import {
  type Micros,
  micros,
  microsOfMs,
  microsPerHour,
  microsPerMillisecond,
  microsPerSecond,
} from '../../../contract/instant.ts';
import type { Run } from '../../store/windows.ts';
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
import { Rereading } from './rereading.ts';
import type { RefusedRecords } from './refused-records.ts';
import { Retries } from './retries.ts';

const auditsPath = '/v1/auth_audits';

/** So far beyond now records are looked for: a platform's clock may be a little ahead. They move nothing. */
const ahead = 300n * microsPerSecond;

const ofWhat = ({ kind, url, organisation }: SourceConfig): string =>
  JSON.stringify([kind, url, organisation ?? '']);

const floored = (instant: bigint): Micros => micros(instant - (instant % microsPerMillisecond));

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
    readonly again: Rereading;
  };
  readonly #signal: AbortSignal;
  #offset: bigint | undefined;
  #roundAt = -Infinity;
  /** What the last round left to be read lies before this; what has come since is the next one's. */
  #readBefore = micros(0n);
  /** Until when it is known to do something, in milliseconds of our clock. */
  beat: number;
  /** When it asked last, in milliseconds of our clock. */
  askedAt: number | undefined;

  /** @param signal ends it */
  constructor(options: PullOptions, signal: AbortSignal) {
    const { config, kept, clock } = options;
    this.#options = options;
    this.#signal = signal;
    this.#clock = clock;
    this.config = config;
    this.beat = clock.now();
    this.intake = new Intake(config.name, { ...options, alive: () => this.#alive() });
    this.retries = new Retries(config.everyMs);
    this.heartbeat = new Heartbeat(config);
    this.#ledger = new Ledger(config.name, kept, clock);
    const ask: AskPage = (within, filters) => this.#page(within, filters);
    const begin = (): StretchTaker =>
      new StretchTaker(ask, { intake: this.intake, ledger: this.#ledger, signal });
    this.#readings = { newest: begin(), older: begin(), again: new Rereading(begin(), this.#ledger, config) };
  }

  get refused(): RefusedRecords {
    return this.#options.refused;
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

  readonly #alive = (): void => {
    this.beat = this.#clock.now();
  };

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
    this.#alive();
    this.#ledger.rethrow();
    await this.#recall();
    if (this.#clock.now() >= this.#roundAt) {
      const began = this.#clock.now();
      await this.#readNewest();
      this.#roundAt = began + this.config.everyMs;
      await this.#readDirectory();
      return 0;
    }
    const { before } = this;
    const gap = this.isSilent() ? undefined : this.#ledger.unread(this.#readBefore).at(-1);
    if (gap) {
      await this.#readOlder(gap);
      return 0;
    }
    await this.#ledger.drained();
    if (await this.#readings.again.step(this.now(), before)) return 0;
    return Math.max(1, this.#roundAt - this.#clock.now());
  }

  async #page(within: Run, filters: PageFilters) {
    this.#alive();
    this.askedAt = this.#clock.now();
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

  /** Why nothing can be stored now. */
  get paused(): string | undefined {
    const { failing } = this.retries;
    return this.intake.paused ?? (failing?.isStore === true ? failing.message : undefined);
  }

  /** Whether it answers, but shows no records any more. */
  isSilent(): boolean {
    return this.heartbeat.isSilent(this.now(), this.config.overlap);
  }

  async #recall(): Promise<void> {
    // one answer is enough to be told what time it is there
    if (this.#offset === undefined) await this.#glance({ from: this.now(), to: micros(this.now() + ahead) });
    const remembered = await this.#ledger.recall(ofWhat(this.config), () => {
      const now = this.now();
      const { from } = this.config;
      const floor =
        'instant' in from ? from.instant : now - BigInt(Math.round(from.days * 24)) * microsPerHour;
      return { ...rememberNothing(ofWhat(this.config), floored(floor)), reread: now };
    });
    this.#ledger.raise(this.#options.kept.keptFrom());
    this.heartbeat.remember(remembered.heartbeat);
  }

  /** Ask once for what it is not read for; what is answered is kept all the same. */
  async #glance(stretch: Run, filters: PageFilters = {}): Promise<void> {
    const { records } = await this.#page(stretch, filters);
    this.#ledger.after(this.intake.take({ stretch, records, state: 'piece' }, this.#signal));
  }

  /** The newest, with what may have come late. */
  async #readNewest(): Promise<void> {
    const { newest } = this.#readings;
    const now = this.now();
    const { before } = this;
    this.#ledger.turnBack(before);
    const last = this.#ledger.unread(before).at(-1);
    const isNear = last?.to === before && last.to - last.from <= this.config.overlap;
    const from = isNear ? last.from : before;
    for (let to = micros(floored(now) + ahead); to > from;) {
      const { read } = await newest.read({ from: newest.beginningOf(to, from), to });
      to = read.from;
    }
    const lacking = this.isSilent() ? this.heartbeat.lacking : undefined;
    if (lacking) await this.#glance({ from: lacking.from, to: micros(now + ahead) }, lacking.filters);
    await this.#ledger.drained();
    this.#readBefore = before;
    const isSilent = this.isSilent();
    this.#ledger.change(({ settled }) => ({
      ...(isSilent || from >= before ? {} : { settled: [...withRun(settled, { from, to: before })] }),
      readTo: now,
      lastSuccess: micros(microsOfMs(this.#clock.now())),
      heartbeat: this.heartbeat.newest,
    }));
    await this.#ledger.save();
  }

  async #readDirectory(): Promise<void> {
    const { directory } = this.#options;
    const before = this.remembered?.directory;
    const read = await directory?.update(this.now(), this.#signal, { before, alive: this.#alive });
    if (!read) return;
    this.#ledger.change(() => ({ directory: read }));
    await this.#ledger.save();
  }

  /** The newest part of a stretch that is not read yet. */
  async #readOlder(gap: Run): Promise<void> {
    const { older } = this.#readings;
    const stretch = { from: older.beginningOf(gap.to, gap.from), to: gap.to };
    const done = await older.readOld(stretch);
    if (done === 'ask_for_less') return;
    if (done !== 'too_old') return this.#ledger.settle(done.read, done.taken);
    this.#ledger.change(({ outOfReach }) => ({
      outOfReach: [...withRun(outOfReach, { from: gap.from, to: stretch.to })],
    }));
    await this.#ledger.save();
  }
}
