import { sourcesOf } from '../../../../contract/fields.ts';
import type { Filters } from '../../../../contract/filters.ts';
import type { AttemptFacetsQuestion, AttemptQuestions, StoredAttempt } from '../../questions/attempts.ts';
import type { StoredEvent } from '../../../records/stored-event.ts';
import type { EventQuestions, FacetsQuestion } from '../../questions/events.ts';
import type { Asking } from '../../questions/scope.ts';
import type { Store } from '../../store.ts';
import { type StoredFilters, searchedColumns } from '../conditions.ts';
import type { Database } from '../database.ts';
import type { Containing } from '../facets.ts';
import { knownOf } from '../known-emails.ts';
import type { Params, Row } from '../sql.ts';
import type { Cost } from '../admission.ts';
import type { LongTexts } from './long-texts.ts';
import { bytesOfAttempt, bytesOfEvent, firstOf, withNewestEvents } from './batches-by-bytes.ts';
import { bytesBeside, isStandIn, storedText, storedTexts } from './stand-in.ts';
import { standInsIn, storedQuestion, idAndValues, wholeAnswer, wholeEvent } from './whole.ts';

const storedValues = (lists: Filters['any']): Filters['any'] =>
  Object.fromEntries(
    Object.entries(lists).map(([property, values]) => [
      property,
      values.flatMap((value) => storedTexts(value, property)),
    ]),
  );

const eventsOf = ({ events, decisive }: StoredAttempt): readonly StoredEvent[] =>
  decisive ? [...events, decisive] : events;

type Asked = { readonly filters: Filters };

/** What of a question is asked as it is: names of properties, a part of a value, the place where a page begins. */
const noValues: ReadonlySet<string> = new Set(['by', 'properties', 'contains', 'long', 'after']);

/**
 * A store whose questions and answers hold texts of any length, over one that holds stand-ins for the long ones. What
 * it lists is as much as fits into memory: a page can be shorter than asked for when `more` says so.
 */
export const withWholeTexts = (store: Store, database: Database, texts: () => LongTexts): Store => {
  // a question of its own, which waits as long as it takes: the one it is a part of has had its turn
  const asker =
    (asking: Asking, cost: Cost = 'cheap') =>
    async (sql: string, params: Params): Promise<readonly Row[]> =>
      database.answer({ ...asking, isPatient: true }, cost, async (engine, { signal }) =>
        engine.ask(sql, params, signal),
      );

  const read = async (standIns: Iterable<string>, asking: Asking) => texts().read(standIns, asker(asking));

  // an address is looked for whatever its case, which its stand-in does not tell
  const listsOf = async (lists: Filters['any'], asking: Asking): Promise<Filters['any']> => {
    const stored = storedValues(lists);
    const { email } = lists;
    if (!email) return stored;
    const long = await texts().folding(email, 'upstream_user_id', asker(asking));
    return { ...stored, email: [...new Set([...(stored['email'] ?? []), ...long])] };
  };

  const filtersOf = async ({ any, none, ...rest }: Filters, asking: Asking): Promise<StoredFilters> => {
    const { q } = rest;
    const long = q === undefined ? [] : await texts().holding(q, searchedColumns, asker(asking, 'expensive'));
    return { ...rest, any: await listsOf(any, asking), none: await listsOf(none, asking), long };
  };

  const questionOf = async <Question>(question: Question, asking: Asking): Promise<Question> => {
    const { filters, ...rest } = question as Question & Partial<Asked>;
    const asIs = Object.fromEntries(Object.entries(rest).filter(([name]) => noValues.has(name)));
    return {
      ...(await storedQuestion(rest)),
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
      long.push([property, await texts().holding(contains, sourcesOf(property), asker(asking, 'expensive'))]);
    return { ...question, long: Object.fromEntries(long) };
  };

  /** A question of the store, asked and answered in whole texts. */
  const whole =
    <Question, Answer>(answer: (question: Question, asking: Asking) => Promise<Answer>) =>
    async (question: Question, asking: Asking): Promise<Answer> => {
      const answered = await answer(await questionOf(question, asking), asking);
      const standIns = await standInsIn(answered);
      return standIns.size === 0 ? answered : wholeAnswer(answered, await read(standIns, asking));
    };

  const wholeAll = <Questions extends object>(questions: Questions): Questions =>
    Object.fromEntries(
      Object.entries(questions).map(([name, answer]) => [name, whole(answer as Parameters<typeof whole>[0])]),
    ) as Questions;

  const wholeEvents = async (events: readonly StoredEvent[], asking: Asking) => {
    const standIns = events.flatMap((event) => idAndValues(event).filter((value) => isStandIn(value)));
    if (standIns.length === 0) return events;
    const found = await read(standIns, asking);
    return events.map((event) => wholeEvent(event, found));
  };

  const wholeAttempts = async (all: readonly StoredAttempt[], more: boolean, asking: Asking) => {
    const attempts = firstOf(
      all.map((attempt) => withNewestEvents(attempt)),
      bytesOfAttempt,
    );
    const isMore = more || attempts.length < all.length;
    const standIns = await standInsIn(
      attempts.map(({ events: _events, decisive: _decisive, place: _place, ...attempt }) => attempt),
    );
    const inEvents = attempts.flatMap((attempt) =>
      eventsOf(attempt).flatMap((event) => idAndValues(event).filter((value) => isStandIn(value))),
    );
    const found = await read([...standIns, ...inEvents], asking);
    if (found.size === 0) return { attempts, more: isMore };
    const answered: StoredAttempt[] = [];
    for (const { events, decisive, place, ...attempt } of attempts)
      answered.push({
        ...(await wholeAnswer(attempt, found)),
        place,
        events: events.map((event) => wholeEvent(event, found)),
        ...(decisive ? { decisive: wholeEvent(decisive, found) } : {}),
      });
    return { attempts: answered, more: isMore };
  };

  const attempts: AttemptQuestions = {
    ...wholeAll(store.attempts),
    page: async (question, asking) => {
      const { attempts: found, more } = await store.attempts.page(await questionOf(question, asking), asking);
      return wholeAttempts(found, more, asking);
    },
    named: async (question, asking) => {
      const { attempts: found, more } = await store.attempts.named(await storedQuestion(question), asking);
      return wholeAttempts(found, more, asking);
    },
    facets: whole(async (question: AttemptFacetsQuestion, asking) =>
      store.attempts.facets(await containing(question, asking), asking),
    ),
  };

  const events: EventQuestions = {
    ...wholeAll(store.events),
    list: async (question, asking) => {
      const { events: found, more } = await store.events.list(await questionOf(question, asking), asking);
      const first = firstOf(found, bytesOfEvent);
      return { events: await wholeEvents(first, asking), more: more || first.length < found.length };
    },
    facets: whole(async (question: FacetsQuestion, asking) =>
      store.events.facets(await containing(question, asking), asking),
    ),
    knownUsers: async (question, asking) => {
      const { users, more } = await store.events.knownUsers(await questionOf(question, asking), asking);
      const first = firstOf(users, (user) => bytesBeside(Object.values(user)));
      const found = await read(await standInsIn(first), asking);
      return {
        users: await Promise.all(
          first.map(async ({ place, ...user }) => ({ ...(await wholeAnswer(user, found)), place })),
        ),
        more: more || first.length < users.length,
      };
    },
    // names of properties are held as they are
    extras: async (question, asking) => store.events.extras(question, asking),
    emails: async ({ userIds }, asking) => {
      const stored = userIds.map((id) => storedText(id, 'user_id'));
      const known = await store.events.emails({ userIds: stored }, asking);
      return knownOf(userIds, (id) => known[storedText(id, 'user_id')]);
    },
    ownAddresses: async ({ userIds }, asking) => {
      const stored = userIds.map((id) => storedText(id, 'user_id'));
      const known = await store.events.ownAddresses({ userIds: stored }, asking);
      return knownOf(userIds, (id) => known[storedText(id, 'user_id')]);
    },
  };

  return {
    ...store,
    events,
    attempts,
    overview: wholeAll(store.overview),
    findings: wholeAll(store.findings),
  };
};
