import { isFieldName } from '../../../contract/fields.ts';
import {
  Knowledge,
  inHours,
  isEmailShaped,
  textOf,
  withoutCase,
  modelWithoutProperty,
} from './filter-model.ts';
import type { Facet, FacetsQuestion, ListQuestion } from '../questions/events.ts';
import type { EventScope } from '../questions/scope.ts';
import type { Appended, PreparedEvent } from '../store.ts';

type Row = Pick<PreparedEvent, 'id' | 'time' | 'record' | 'contentHash'> & { readonly arrival: number };

/** By what a count of a histogram is told apart. */
export const countKey = (count: { bucket: number; value?: string; rest?: string | undefined }): string =>
  JSON.stringify([count.bucket, count.rest === undefined ? [count.value] : count.rest]);

/** What a store must answer, in the plainest code: an array of rows, searched from end to end. */
export class Model {
  rows: Row[] = [];

  append(events: readonly PreparedEvent[]): Appended[] {
    return events.map((event) => this.#appendOne(event));
  }

  #appendOne({ id, occurrence, contentHash, time, record }: PreparedEvent): Appended {
    if (this.rows.some((row) => row.id === id)) return 'duplicate';
    const equal = this.rows.filter((row) => row.contentHash === contentHash);
    if (occurrence === undefined) {
      const claimed = equal.find((row) => row.id.startsWith(`sha256-${contentHash}-`));
      if (claimed) {
        this.rows = this.rows.map((row) => (row === claimed ? { ...row, id } : row));
        return 'duplicate';
      }
    } else if (equal.length >= occurrence) return 'duplicate';
    this.rows.push({ id, contentHash, time, record, arrival: this.rows.length });
    return 'success';
  }

  userIds(): string[] {
    return this.rows.flatMap(({ record }) => record.user_id ?? []);
  }

  /** The address of a user's newest record that has one; the later arrival among equal times. */
  emailOf(userId: string): string | undefined {
    return this.#sorted('desc').find(
      ({ record }) => textOf(record, 'user_id') === userId && isEmailShaped(record.upstream_user_id),
    )?.record.upstream_user_id;
  }

  #sorted(order: 'asc' | 'desc'): Row[] {
    const ascending = this.rows.toSorted((a, b) =>
      a.time === b.time ? a.arrival - b.arrival : a.time < b.time ? -1 : 1,
    );
    return order === 'asc' ? ascending : ascending.toReversed();
  }

  scope({ from, to, filters, eventIds }: EventScope, order: 'asc' | 'desc' = 'desc'): Row[] {
    const known = new Knowledge(this.rows.map(({ record }) => record));
    return this.#sorted(order).filter(
      ({ time, id, record }) =>
        (from === undefined || time >= from) &&
        (to === undefined || time < to) &&
        (eventIds === undefined || eventIds.includes(id)) &&
        inHours(time, filters) &&
        known.passes(record, filters),
    );
  }

  /** All that a list walks over, page by page. */
  list(question: Omit<ListQuestion, 'limit'>): Pick<Row, 'id' | 'time' | 'record'>[] {
    return this.scope(question, question.order).map(({ id, time, record }) => ({ id, time, record }));
  }

  counts(scope: EventScope, property: string): Map<string | undefined, number> {
    const counts = new Map<string | undefined, number>();
    for (const { record } of this.scope(scope)) {
      const text = textOf(record, property);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return counts;
  }

  facet(question: FacetsQuestion, property: string): Facet {
    const filters = modelWithoutProperty(question.filters, property);
    const counts = [...this.counts({ ...question, filters }, property)];
    const needle = withoutCase(question.contains ?? '');
    const values = counts
      .flatMap(([value, count]) =>
        value !== undefined && withoutCase(value).includes(needle) ? [{ value, count }] : [],
      )
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return {
      values: values.slice(0, question.limit),
      missing: counts.find(([value]) => value === undefined)?.[1] ?? 0,
      more: values.length > question.limit,
    };
  }

  /** Events by bucket and value: the ten most frequent values, and the others and none beside them. */
  histogram(question: EventScope & { readonly by: string }, edges: readonly bigint[]): Map<string, number> {
    const totals = [...this.counts(question, question.by)].flatMap(([value, count]) =>
      value === undefined || value === '' ? [] : [{ value, count }],
    );
    const kept = totals
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, 10)
      .map(({ value }) => value);
    const counts = new Map<string, number>();
    for (const { record, time } of this.scope(question)) {
      const text = textOf(record, question.by);
      const rest = text === undefined || text === '' ? 'missing' : 'other';
      const bucket = edges.findLastIndex((edge) => edge <= time);
      const key = countKey({ bucket, ...(text && kept.includes(text) ? { value: text } : { rest }) });
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  extras(): string[] {
    const names = this.rows.flatMap(({ record }) => Object.keys(record));
    return [...new Set(names.filter((name) => name !== 'time' && !isFieldName(name)))].toSorted();
  }

  extent(): { first: bigint; last: bigint } | undefined {
    const [first, last] = [this.#sorted('asc')[0], this.#sorted('desc')[0]];
    return first && last && { first: first.time, last: last.time };
  }
}
