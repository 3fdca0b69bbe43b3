import { fields } from '../../../../contract/fields.ts';
import type { Filters } from '../../../../contract/filters.ts';
import type { AttemptStore, StoredAttempt } from '../../attempt-questions.ts';
import type { Asking, ListQuestion, Store, StoredEvent } from '../../store.ts';
import type { StoredFilters } from '../conditions.ts';
import type { Containing } from '../facets.ts';
import type { Params, Row } from '../sql.ts';
import type { LongTexts } from './long-texts.ts';
import { bytesBeside, isStandIn, storedText, storedTexts } from './stand-in.ts';
import { standInsIn, storedQuestion, valuesOf, wholeAnswer, wholeEvent } from './whole.ts';

/** So many bytes of long texts are in one answer, and one event or attempt at least. */
export const bytesAtOnce = 16 * 1024 * 1024;

type Given = {
  readonly texts: () => LongTexts;
  readonly ask: (sql: string, params: Params, asking: Asking) => Promise<readonly Row[]>;
};

const searched: readonly string[] = fields.filter((field) => field.searched).map(({ name }) => name);

const storedValues = (lists: Filters['any']): Filters['any'] =>
  Object.fromEntries(
    Object.entries(lists).map(([property, values]) => [
      property,
      values.flatMap((value) => storedTexts(value, property)),
    ]),
  );

/** The first items that come to so many bytes together: at least one. */
const firstOf = <Item>(items: readonly Item[], bytesOf: (item: Item) => number): readonly Item[] => {
  let bytes = 0;
  const end = items.findIndex((item, index) => (bytes += bytesOf(item)) > bytesAtOnce && index > 0);
  return end === -1 ? items : items.slice(0, end);
};

const eventsOf = ({ events, decisive }: StoredAttempt): readonly StoredEvent[] =>
  decisive ? [...events, decisive] : events;

type Asked = { readonly filters: Filters };

/** What of a question is no value, and asked as it is: names of properties, and a part of a value. */
const noValues: ReadonlySet<string> = new Set(['by', 'properties', 'contains', 'long']);

/**
 * A store whose questions and answers hold texts of any length, over one that holds stand-ins for the long ones. What
 * it lists is as much as fits into memory: a page can be shorter than asked for when `more` says so.
 */
export const withWholeTexts = (store: Store, { texts, ask }: Given): Store => {
  const asker = (asking: Asking) => (sql: string, params: Params) => ask(sql, params, asking);

  const read = async (standIns: Iterable<string>, asking: Asking) => texts().read(standIns, asker(asking));

  const filtersOf = async ({ any, none, ...rest }: Filters, asking: Asking): Promise<StoredFilters> => {
    const { q } = rest;
    const long = q === undefined ? [] : await texts().holding(q, searched, asker(asking));
    return { ...rest, any: storedValues(any), none: storedValues(none), long };
  };

  const questionOf = async <Question>(question: Question, asking: Asking): Promise<Question> => {
    const { filters, ...rest } = question as Question & Partial<Asked>;
    const asIs = Object.fromEntries(Object.entries(rest).filter(([name]) => noValues.has(name)));
    return {
      ...storedQuestion(rest),
      ...asIs,
      ...(filters ? { filters: await filtersOf(filters, asking) } : {}),
    } as Question;
  };

  const containing = async <Question extends Containing & { readonly properties: readonly string[] }>(
    question: Question,
    asking: Asking,
  ): Promise<Question> => {
    const { contains, properties } = question;
    if (contains === undefined || texts().isEmpty) return question;
    const long: [string, readonly string[]][] = [];
    for (const property of properties)
      long.push([property, await texts().holding(contains, [property], asker(asking))]);
    return { ...question, long: Object.fromEntries(long) };
  };

  /** A question of the store, asked and answered in whole texts. */
  const whole =
    <Question, Answer>(answer: (question: Question, asking?: Asking) => Promise<Answer>) =>
    async (question: Question, asking: Asking = {}): Promise<Answer> => {
      const told = await answer(await questionOf(question, asking), asking);
      const standIns = standInsIn(told);
      return standIns.size === 0 ? told : wholeAnswer(told, await read(standIns, asking));
    };

  const wholeAll = <Questions extends object>(questions: Questions): Questions =>
    Object.fromEntries(
      Object.entries(questions).map(([name, answer]) => [name, whole(answer as Parameters<typeof whole>[0])]),
    ) as Questions;

  const wholeEvents = async (events: readonly StoredEvent[], asking: Asking) => {
    const standIns = events.flatMap((event) => valuesOf(event).filter((value) => isStandIn(value)));
    if (standIns.length === 0) return events;
    const found = await read(standIns, asking);
    return events.map((event) => wholeEvent(event, found));
  };

  const wholeAttempts = async (attempts: readonly StoredAttempt[], asking: Asking): Promise<StoredAttempt[]> => {
    const found = await read(
      attempts.flatMap((attempt) => [
        ...standInsIn({ ...attempt, events: [], decisive: undefined }),
        ...eventsOf(attempt).flatMap((event) => valuesOf(event).filter((value) => isStandIn(value))),
      ]),
      asking,
    );
    if (found.size === 0) return [...attempts];
    return attempts.map(({ events, decisive, ...attempt }) => ({
      ...wholeAnswer(attempt, found),
      events: events.map((event) => wholeEvent(event, found)),
      ...(decisive ? { decisive: wholeEvent(decisive, found) } : {}),
    }));
  };

  const attempts: AttemptStore = {
    ...wholeAll(store.attempts),
    page: async (question, asking = {}) => {
      const { attempts: found, more } = await store.attempts.page(await questionOf(question, asking), asking);
      const first = firstOf(found, (attempt) =>
        eventsOf(attempt).reduce((sum, event) => sum + bytesBeside(valuesOf(event)), 0),
      );
      return { attempts: await wholeAttempts(first, asking), more: more || first.length < found.length };
    },
    named: async (question, asking = {}) =>
      wholeAttempts(await store.attempts.named(storedQuestion(question), asking), asking),
    facets: async (question, asking = {}) =>
      whole(store.attempts.facets)(await containing(question, asking), asking),
  };

  return {
    ...store,
    attempts,
    overview: wholeAll(store.overview),
    findings: wholeAll(store.findings),
    list: async (question: ListQuestion, asking = {}) => {
      const { events, more } = await store.list(await questionOf(question, asking), asking);
      const first = firstOf(events, (event) => bytesBeside(valuesOf(event)));
      return { events: await wholeEvents(first, asking), more: more || first.length < events.length };
    },
    histogram: whole(store.histogram),
    facets: async (question, asking = {}) => whole(store.facets)(await containing(question, asking), asking),
    countSince: async (scope, sequence, asking = {}) =>
      store.countSince(await questionOf(scope, asking), sequence, asking),
    emails: (userIds) => {
      const stored = new Map([...userIds].map((id) => [storedText(id, 'user_id'), id]));
      const known = store.emails(stored.keys());
      return [...stored].reduce<Record<string, string>>((all, [id, own]) => {
        const email = known[id];
        if (email !== undefined) all[own] = email;
        return all;
        // an object that inherits nothing: a user can be called “constructor”
      }, Object.create(null));
    },
  };
};
