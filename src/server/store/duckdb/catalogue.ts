import type { DuckDBConnection } from '@duckdb/node-api';
import type { Micros } from '../../../contract/instant.ts';
import { saidIn } from '../../../contract/record.ts';
import { AttemptTimes } from '../attempt-times.ts';
import { contentNumber } from '../dedupe.ts';
import { FingerprintSet, fingerprintOf } from '../fingerprint-set.ts';
import { HashSet64 } from '../hash-set.ts';
import { hash64 } from '../hash.ts';
import type { Retention } from '../../../contract/retention.ts';
import type { PreparedEvent } from '../store.ts';
import { type DayCount, dayOf, utcHourOf, runOfHour } from '../windows.ts';
import { type StoredFilters, daysOfPlaces } from './conditions.ts';
import { Directory } from './directory/directory.ts';
import { extraNames } from './extra.ts';
import { FindingDays } from './findings/finding-days.ts';
import { KeptHours } from './kept-hours.ts';
import { LearnedHours } from './learned-hours.ts';
import type { KnownAddresses } from './known-addresses.ts';
import { pairOf, taughtIn } from './known-emails.ts';
import { loadAttemptTimes } from './load-attempt-times.ts';
import { loadIds, loadPresence } from './load-hashes.ts';
import { readMeta } from './meta.ts';
import { NewestEmails } from './newest-emails.ts';
import { identifiersIn, located, presenceKey } from './presence.ts';
import { type Removed, firstChange, lastAffected, readRetention } from './removal/removed.ts';
import { countRows, rowsOf, textIn } from './sql.ts';
import { StoredContents } from './stored-contents.ts';
import { StoredDays } from './stored-days.ts';
import { LongTexts } from './texts/long-texts.ts';
import { type LearnedEmail, type Writers, openWriters } from './tables.ts';
import { Watermarks } from './watermarks.ts';

/** What is read of it after the store is open: first what nothing is written without. */
export type LoadPart = 'needed' | 'rest';

/** What a batch adds to the catalogue: worked out before the commit, stored by it, remembered after it. */
export type Learned = {
  readonly presence: readonly bigint[];
  readonly emails: readonly LearnedEmail[];
  readonly extras: readonly string[];
};

/** What is remembered of the store, so that most questions read only the days that can answer them. Made from its tables. */
export class Catalogue {
  /** Ids that are stored, and some that are not: all of them once it is whole. */
  readonly ids = new FingerprintSet();
  /** Contents that are stored, of the days that are written to. */
  readonly contents = new StoredContents();
  /** When attempts begin and end. */
  readonly attempts = new AttemptTimes();
  /** Days whose attempts need not be grouped. */
  readonly kept = new KeptHours();
  /** Days of which it is kept what was found. */
  readonly found: FindingDays;
  /** Of which days it is known how their attempts went. */
  readonly learned = new LearnedHours();
  /** What appends to the tables as they stand. */
  readonly writers: Writers;
  /** Whose which address is. */
  readonly addresses: KnownAddresses;
  readonly directory: Directory;
  /** Texts that are too long for a column. */
  texts: LongTexts;
  /** On which days identifiers occur. */
  readonly presence = new HashSet64();
  /** How many events there are, and when. */
  readonly days = new StoredDays();
  readonly #emails = new NewestEmails();
  readonly #extras = new Set<string>();
  /** Sequence of the last event that was stored while numbers were rounded to doubles; 0 when none was. */
  roundedUntil = 0n;
  /** Sequence of the newest event; 0 when there is none. */
  sequence = 0n;
  /** Changes whenever the data does. */
  version = 0;
  /** By which rule events are kept, if by one; before which instant they were removed, and what is of no use without them. */
  rule: Retention | undefined;
  removedBefore: Micros | undefined;
  tidiedBefore: Micros | undefined;
  /** Whether events stand for others that are stored no more. */
  hasReplaced = false;
  /** Until when sources that are read are complete. */
  watermarks = new Watermarks();
  /** How far it is read. Before `needed`, identifiers may occur on any day, and attempts are not known. */
  #known: 'days' | LoadPart = 'days';
  /** Resolve once a part is read; reject when it could not be read, or the store was closed before. */
  reading: Readonly<Record<LoadPart, Promise<void>>> = { needed: Promise.resolve(), rest: Promise.resolve() };

  private constructor(writers: Writers, texts: LongTexts, directory: Directory, found: FindingDays) {
    this.writers = writers;
    this.found = found;
    this.texts = texts;
    this.directory = directory;
    this.addresses = directory.addresses;
  }

  /**
   * Read of the tables of an open database what is soon read, and enough for questions about events.
   * @throws StoreError when they have a column that is unknown, or lack one
   */
  static async load(connection: DuckDBConnection): Promise<Catalogue> {
    const people = await Directory.load(connection);
    const [texts, found] = [await LongTexts.load(connection), await FindingDays.load(connection)];
    const catalogue = new Catalogue(await openWriters(connection), texts, people, found);
    catalogue.roundedUntil = BigInt((await readMeta(connection, 'rounded_until')) ?? 0);
    for (const { hour } of await rowsOf(connection, 'SELECT hour FROM kept_hours'))
      catalogue.kept.add(runOfHour(Number(hour)));
    await catalogue.days.load(connection);
    Object.assign(catalogue, await readRetention(connection));
    for (const row of await rowsOf(connection, 'SELECT user_id, email FROM known_emails'))
      catalogue.addresses.add(textIn(row, 'user_id'), textIn(row, 'email'));
    // behind a letter: the engine's client takes a byte order mark off the beginning of a text
    for (const row of await rowsOf(connection, `SELECT '.' || name AS name FROM extra_fields`))
      catalogue.#extras.add(textIn(row, 'name').slice(1));
    return catalogue;
  }

  /**
   * Read a part of the rest, which takes long. What was read before it failed does no harm.
   * @param signal ends it
   */
  async read(part: LoadPart, connection: DuckDBConnection, signal?: AbortSignal): Promise<void> {
    if (part === 'needed') {
      this.hasReplaced = (await countRows(connection, 'replaced')) > 0;
      await loadAttemptTimes(connection, this.attempts, this.days.all, this.kept, signal);
      await loadPresence(connection, this.presence, signal);
    } else {
      await loadIds(connection, this.ids, signal);
      await this.#emails.load(connection);
    }
    this.#known = part;
  }

  /** Whether it can be told what a commit changes. */
  get isReady(): boolean {
    return this.#known !== 'days';
  }

  get isWhole(): boolean {
    return this.#known === 'rest';
  }

  /** What is new in events that are about to be stored. */
  learn(events: readonly PreparedEvent[]): Learned {
    const presence = new Set<bigint>();
    const emails: LearnedEmail[] = [];
    const pairs = new Set<string>();
    const extras = new Set<string>();
    for (const { record, time } of events) {
      const day = dayOf(time);
      for (const property of located) {
        const value = saidIn(record, property);
        if (value === undefined) continue;
        const key = presenceKey(property, value, day);
        if (!this.presence.has(key)) presence.add(key);
      }
      for (const name of extraNames(record)) if (!this.#extras.has(name)) extras.add(name);
      const address = taughtIn(record);
      if (!address) continue;
      const { userId, email } = address;
      const pair = pairOf(userId, email);
      if (pairs.has(pair) || this.addresses.isRecorded(userId, email)) continue;
      pairs.add(pair);
      emails.push({ userId, email, time });
    }
    return { presence: [...presence], emails, extras: [...extras] };
  }

  /** Remember what a commit has stored. */
  remember(events: readonly PreparedEvent[], learned: Learned, sequence: bigint): void {
    for (const event of events) {
      const { id, time, record } = event;
      this.ids.add(fingerprintOf(hash64(id)));
      this.contents.add(contentNumber(event));
      this.days.count(dayOf(time), 1);
      this.days.extend(time);
      const requestId = saidIn(record, 'request_id');
      if (requestId !== undefined) {
        const start = this.attempts.add(requestId, time, time);
        this.learned.change(utcHourOf(start), sequence);
      }
      this.#emails.note(record, time);
    }
    for (const key of learned.presence) this.presence.add(key);
    for (const { userId, email } of learned.emails) this.addresses.add(userId, email);
    for (const name of learned.extras) this.#extras.add(name);
    this.sequence = sequence;
    this.version += 1;
  }

  /** Remember ids that rows without one were given. */
  rememberClaims(ids: readonly string[]): void {
    for (const id of ids) this.ids.add(fingerprintOf(hash64(id)));
    this.version += 1;
  }

  /** Remember that a commit has taken events away for which others stand. */
  rememberReplaced(old: readonly { readonly time: bigint }[]): void {
    for (const { time } of old) this.days.count(dayOf(time), -1);
    if (old.length > 0) this.hasReplaced = true;
  }

  /** Remember that a commit has removed all events before an instant, with which attempts were cut. */
  forget({ before, days, first, rest, changed, presence }: Removed, now: number): void {
    this.kept.touch(changed, now);
    this.kept.losses += 1; // attempts that are not kept were cut, too
    this.attempts.forgetBefore(before, rest);
    this.learned.forget(utcHourOf(before), rest.values());
    this.found.change(firstChange(changed), lastAffected(before));
    for (const key of presence) this.presence.delete(key);
    this.#emails.forgetBefore(before);
    this.days.forgetBefore(before, days, first);
    this.removedBefore = before;
    this.version += 1;
  }

  /** Whether any event lies on a day. */
  hasEventsOn(day: number): boolean {
    return this.days.has(day);
  }

  get size(): number {
    return this.days.size;
  }

  extent(): { readonly first: Micros; readonly last: Micros } | undefined {
    return this.days.extent();
  }

  extras(): readonly string[] {
    return [...this.#extras].toSorted();
  }

  emailOf(userId: string): string | undefined {
    return this.#emails.of(userId) ?? this.directory.entryOf(userId)?.email;
  }

  /** The days that can hold events which pass the filters, ascending. May name too many, never too few. */
  daysFor(filters: StoredFilters): readonly DayCount[] {
    const wanted = this.isReady ? identifiersIn(filters, (email) => this.addresses.usersOf(email)) : [];
    const days = daysOfPlaces(this.days.all, filters);
    if (wanted.length === 0) return days;
    return days.filter(({ day }) =>
      wanted.every((values) =>
        values.some(([property, value]) => this.presence.has(presenceKey(property, value, day))),
      ),
    );
  }
}
