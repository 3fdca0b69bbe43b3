import { setImmediate } from 'node:timers/promises';
import { microsOfMs } from '../../contract/instant.ts';
import { type AuditHabits, type PlatformRecord, answerAudits } from '../demo/platform/answer-audits.ts';
import { PlatformError } from '../ingest/sources/platform-error.ts';
import type { PassingTime } from '../ingest/sources/passing-time.ts';
import type { ApiReply } from '../ingest/sources/connection.ts';
import type { Api } from '../ingest/sources/pull-options.ts';

/** What happens at a moment of the platform's clock, in milliseconds. */
export type Happening = { readonly at: number; readonly happen: (platform: VirtualPlatform) => unknown };

/** What becomes of a request: an answer, or a failure of it. */
export type Fault = 'none' | 'cut' | 'busy' | 'unavailable' | 'unauthorized' | 'hangs' | 'html' | 'too_large';

const failures: Readonly<Record<Exclude<Fault, 'none'>, () => PlatformError>> = {
  cut: () => new PlatformError('cut', 'The answer ended in the middle.'),
  busy: () => new PlatformError('busy', 'Too much was asked.', { status: 429, retryAfterMs: 2_000 }),
  unavailable: () =>
    new PlatformError('unavailable', 'Away for a while.', { status: 503, retryAfterMs: 7_000 }),
  unauthorized: () => new PlatformError('unauthorized', 'Not signed in.', { status: 401 }),
  hangs: () => new PlatformError('timeout', 'Nothing came.'),
  html: () => new PlatformError('not_json', 'It answered a page.'),
  too_large: () => new PlatformError('too_large', 'Too large.', { status: 413 }),
};

/** So long a request takes, in milliseconds. */
const requestMs = 150;

/** A platform whose time passes only as it is asked, and as it is waited for. */
export class VirtualPlatform implements PassingTime {
  records: PlatformRecord[];
  habits: AuditHabits;
  /** By how many milliseconds its clock is ahead of ours. */
  ahead = 0;
  faults: Iterator<Fault> | undefined;
  /** Every list of records that was answered. */
  readonly answered: (readonly PlatformRecord['record'][])[] = [];
  #now: number;
  #happenings: Happening[];
  #reached: { readonly at: number; readonly resolve: () => void } | undefined;

  constructor(
    now: number,
    records: readonly PlatformRecord[],
    habits: AuditHabits,
    happenings: readonly Happening[],
  ) {
    this.#now = now;
    this.records = [];
    this.habits = habits;
    this.#happenings = happenings.toSorted((a, b) => a.at - b.at);
    for (const record of records) this.add(record);
  }

  now(): number {
    return this.#now;
  }

  add(record: PlatformRecord): void {
    const at = this.records.findLastIndex(({ time }) => time <= record.time) + 1;
    this.records = this.records.toSpliced(at, 0, record);
  }

  replace(old: PlatformRecord, record: PlatformRecord['record']): void {
    this.records = this.records.map((each) => (each === old ? { ...each, record } : each));
  }

  /** Resolves when the clock has come so far. */
  async until(at: number): Promise<void> {
    if (this.#now >= at) return;
    await new Promise<void>((resolve) => {
      this.#reached = { at, resolve };
    });
  }

  async #pass(ms: number): Promise<void> {
    const to = this.#now + Math.max(1, ms);
    while (this.#happenings[0] !== undefined && this.#happenings[0].at <= to) {
      const next = this.#happenings.shift();
      this.#now = Math.max(this.#now, next?.at ?? 0);
      await next?.happen(this);
    }
    this.#now = to;
    if (this.#reached && to >= this.#reached.at) this.#reached.resolve();
    await setImmediate();
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await this.#pass(ms);
    signal.throwIfAborted();
  }

  /** As a pull asks it. */
  get api(): Api {
    return { get: (_path, params) => this.#answer(params) };
  }

  async #answer(params: Readonly<Record<string, string>>): Promise<ApiReply> {
    await this.#pass(requestMs);
    const fault = this.faults?.next().value ?? 'none';
    if (fault !== 'none') throw failures[fault as Exclude<Fault, 'none'>]();
    const now = this.#now + this.ahead;
    const { status, body } = answerAudits(this.records, params, this.habits, now);
    if (status !== 200) throw new PlatformError('bad_request', body.error_message, { status });
    this.answered.push(body.auth_audits);
    // as its text would be read
    const read: unknown = JSON.parse(JSON.stringify(body));
    const date = microsOfMs(Math.floor(now / 1000) * 1000);
    return { body: read, date, bytes: 1_000 };
  }
}
