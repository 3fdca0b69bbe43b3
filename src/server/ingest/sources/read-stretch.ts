import { eventNames, results } from '../../../contract/record.ts';
import { type Micros, micros, microsPerMillisecond } from '../../../contract/instant.ts';
import { isJsonObject } from '../../../contract/exact-number.ts';
import { isRefusal } from '../prepare.ts';
import type { Run } from '../../store/windows.ts';
import { PlatformError } from './platform-error.ts';
import {
  type AnsweredRecord,
  type AuditPage,
  type PageFilters,
  asked,
  checkPage,
  filterProperties,
  reach,
} from './audit-page.ts';

type Records = readonly AnsweredRecord[];

/** Asks for what lies in a stretch and passes filters. @throws PlatformError, UntrustedAnswer */
export type AskPage = (within: Run, filters: PageFilters) => Promise<AuditPage>;

/** What was read, the newest first. All that was answered is in some part, whatever is answered next, and mostly in one. */
export type ReadPart = {
  readonly stretch: Run;
  /** Records of one answer; where `isWhole`, among them every record of the stretch, and each once. */
  readonly records: readonly AnsweredRecord[];
  /** `unproven`: the stretch is done, though nobody can tell whether all of it was shown. */
  readonly state: 'piece' | 'whole' | 'unproven';
};

/** No stretch is halved below this, to which an API may round. */
const shortest = microsPerMillisecond;

/** Answers that contradict each other may have had a record come in between: so often are they asked for again. */
const again = 2;

/** Instead of an answer: it would have been too large, or is refused for its filters. */
const tooLarge = 'too large';

const half = ({ from, to }: Run): Micros => micros(from + ((to - from) / 2n / shortest || 1n) * shortest);

/**
 * Where to part a stretch of which only the newest were answered: what is newer than the oldest of them fits into an
 * answer, unless they are not the newest.
 */
const beforeOldest = (stretch: Run, records: readonly AnsweredRecord[]): Micros => {
  const oldest = oldestOf(records) ?? stretch.from;
  const next = oldest - (oldest % shortest) + shortest + reach;
  return next > stretch.from && next < stretch.to ? micros(next) : half(stretch);
};

/** Which values are known without having been seen, of properties whose values are few. */
const vocabularies: Readonly<Record<string, readonly string[]>> = {
  event_name: eventNames,
  result: results,
};

const valueOf = ({ raw }: AnsweredRecord, filter: string): string | undefined => {
  const value: unknown = isJsonObject(raw) ? raw[filterProperties[filter] ?? filter] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const contentsOf = (records: Records): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { prepared } of records) {
    if (isRefusal(prepared)) continue;
    counts.set(prepared.contentHash, (counts.get(prepared.contentHash) ?? 0) + 1);
  }
  return counts;
};

/** Whether some records hold nothing that others lack. */
const bringsNothingNew = (records: Records, others: Records): boolean => {
  const known = contentsOf(others);
  return [...contentsOf(records)].every(([content, count]) => count <= (known.get(content) ?? 0));
};

/** Of some records those of a content of which others hold fewer: all of it, as equal ones are told apart by their count. */
const notAmong = (records: Records, others: Records): Records => {
  const [own, known] = [contentsOf(records), contentsOf(others)];
  const lacks = (content: string): boolean => (own.get(content) ?? 0) > (known.get(content) ?? 0);
  return records.filter(({ prepared }) => isRefusal(prepared) || lacks(prepared.contentHash));
};

const oldestOf = (records: Records): Micros | undefined =>
  records.reduce<Micros | undefined>(
    (oldest, { prepared }) =>
      isRefusal(prepared) || (oldest !== undefined && oldest <= prepared.time) ? oldest : prepared.time,
    undefined,
  );

/**
 * Reads all records of stretches of time from an API that answers the newest 500 at most and knows no pages: a stretch is
 * halved until the answer is short, and what is too much of one instant is asked for by its values.
 */
export class StretchReader {
  readonly #ask: AskPage;
  /** Answers that are no part of a whole one, or not yet. */
  #aside: (readonly AnsweredRecord[])[] = [];

  constructor(ask: AskPage) {
    this.#ask = ask;
  }

  /**
   * Read a stretch whose ends are whole milliseconds, the newest part first.
   * @throws PlatformError, UntrustedAnswer; what was told before is read
   */
  async *read(stretch: Run): AsyncGenerator<ReadPart, void> {
    try {
      yield* this.#parts(stretch);
    } catch (error) {
      yield* this.#pieces(stretch, []);
      throw error;
    }
  }

  async *#parts(stretch: Run): AsyncGenerator<ReadPart, void> {
    const left: Run[] = [stretch];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const page = await this.#whole(asked(next), {});
      if (page !== tooLarge && !page.isFull) {
        yield* this.#pieces(next, page.records);
        yield { stretch: next, records: page.records, state: 'whole' };
      } else if (next.to - next.from > shortest) {
        if (page !== tooLarge) this.#aside.push(page.records);
        const middle = page === tooLarge ? half(next) : beforeOldest(next, page.records);
        left.push({ from: next.from, to: middle }, { from: middle, to: next.to });
      } else {
        const found: (readonly AnsweredRecord[])[] = [];
        const seen = page === tooLarge ? [] : page.records;
        const isWhole = await this.#split(next, {}, seen, found).catch((error: unknown) => {
          this.#aside.push(...found);
          throw error;
        });
        yield* this.#pieces(next, found.flat());
        if (isWhole) yield { stretch: next, records: found.flat(), state: 'whole' };
        else {
          for (const records of found) yield { stretch: next, records, state: 'piece' };
          yield { stretch: next, records: [], state: 'unproven' };
        }
      }
    }
  }

  /** What was set aside, but for what is told otherwise. */
  *#pieces(stretch: Run, told: readonly AnsweredRecord[]): Generator<ReadPart, void> {
    const aside = this.#aside;
    this.#aside = [];
    for (const answered of aside) {
      const records = notAmong(answered, told);
      if (records.length > 0) yield { stretch, records, state: 'piece' };
    }
  }

  /** An answer that is known to be whole unless it is full. */
  async #whole(within: Run, filters: PageFilters): Promise<AuditPage | typeof tooLarge> {
    let page = await this.#page(within, filters);
    for (let tries = 0; page !== tooLarge && !page.isFull; tries += 1) {
      const oldest = oldestOf(page.records);
      if (oldest === undefined) return page;
      // an answer can be cut without saying so: then what is older brings something new
      const to = micros(oldest + reach);
      const older = await this.#beside(
        page,
        { from: within.from, to: to < within.to ? to : within.to },
        filters,
      );
      if (older === tooLarge) return page;
      if (bringsNothingNew(older.records, page.records)) return page;
      this.#aside.push(older.records);
      const next = tries === again ? page : await this.#beside(page, within, filters);
      if (next === tooLarge || next.records.length <= page.records.length) return { ...page, isFull: true };
      this.#aside.push(page.records);
      page = next;
    }
    return page;
  }

  /** Ask for more beside an answer, which is not lost when that fails. */
  async #beside(page: AuditPage, within: Run, filters: PageFilters): Promise<AuditPage | typeof tooLarge> {
    try {
      return await this.#page(within, filters);
    } catch (error) {
      this.#aside.push(page.records);
      throw error;
    }
  }

  async #page(within: Run, filters: PageFilters): Promise<AuditPage | typeof tooLarge> {
    let page: AuditPage;
    try {
      page = await this.#ask(within, filters);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      if (error.problem === 'too_large') return tooLarge;
      // a value of a filter that it does not take says nothing of the stretch, which it answered without
      if (error.problem === 'bad_request' && Object.keys(filters).length > 0) return tooLarge;
      throw error;
    }
    try {
      checkPage(page, within, filters);
    } catch (error) {
      this.#aside.push(page.records); // nothing is known of what lacks, but they are records
      throw error;
    }
    return page;
  }

  /**
   * Ask for an instant value by value. Only where the values of a property are known, seen or not, can it be told that
   * nothing else is there.
   * @param found where the answers are added, each by itself
   * @returns whether all of it was answered, and each record once
   */
  async #split(
    stretch: Run,
    filters: PageFilters,
    seen: readonly AnsweredRecord[],
    found: (readonly AnsweredRecord[])[],
  ): Promise<boolean> {
    const free = Object.keys(filterProperties).filter((name) => filters[name] === undefined);
    const values = new Map(
      free.map((name) => {
        const own = seen.flatMap((record) => valueOf(record, name) ?? []);
        return [name, [...new Set([...(vocabularies[name] ?? []), ...own])]] as const;
      }),
    );
    const covers = (name: string): boolean =>
      seen.length > 0 && seen.every((record) => valueOf(record, name) !== undefined);
    const known = free.find((name) => vocabularies[name] !== undefined && covers(name));
    const [fewest] = free
      .filter((name) => (values.get(name)?.length ?? 0) > 1)
      .toSorted((a, b) => (values.get(a)?.length ?? 0) - (values.get(b)?.length ?? 0));
    const name = known ?? fewest;
    this.#aside.push(seen); // whatever is found below it, nothing that was answered is left out
    if (name === undefined) return false;
    let isWhole = name === known;
    for (const value of values.get(name) ?? []) {
      const own = { ...filters, [name]: value };
      const page = await this.#whole(asked(stretch), own);
      if (page !== tooLarge && !page.isFull) found.push(page.records);
      else {
        const records = page === tooLarge ? [] : page.records;
        isWhole = (await this.#split(stretch, own, records, found)) && isWhole;
      }
    }
    return isWhole;
  }
}
