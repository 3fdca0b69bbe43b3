import type { z } from 'zod';
import type { listQuerySchema } from '../../contract/audits.ts';
import { writeFilters } from '../../contract/filters.ts';
import type { Answering } from './answering.ts';
import { BadParameter } from '../request-errors.ts';
import { directoryNames } from './directory-names.ts';
import { scopeOf } from './scope.ts';
import { hash } from 'node:crypto';
import type { ListAnswer } from '../../contract/audits.ts';
import { type AuditRecord, saidIn } from '../../contract/record.ts';
import { codeEvents } from '../diagnosis/code-events.ts';
import { words } from '../words/language.ts';
import { decodeCursor, encodeCursor, questionKey } from '../store/cursor.ts';
import { type ListInBatches, readBatches } from '../store/batches.ts';
import type { StoredEvent } from '../records/stored-event.ts';
import type { ListQuestion } from '../store/questions/events.ts';
import { type Asking, patiently } from '../store/questions/scope.ts';
import type { Store } from '../store/store.ts';

/** Characters of a value that a title can need. */
const titleLength = 200;

/** Texts are told apart by it. */
const digestOf = (text: string): string => hash('sha256', text);

/** An event with as much of its values as its title needs: the others of a page may be large. */
const sketchOf = (event: StoredEvent): StoredEvent => ({
  ...event,
  record: Object.fromEntries(
    Object.entries(event.record).flatMap(([name, value]) => {
      if (typeof value !== 'string') return [];
      return [[name, name === 'request_id' ? digestOf(value) : value.slice(0, titleLength)]];
    }),
  ) as AuditRecord,
});

/** What stands beside the records of a page, gathered while they are read. */
class Beside {
  readonly #expand: readonly string[];
  readonly #store: Store;
  readonly #ids: string[] = [];
  readonly #sketches: StoredEvent[] = [];
  // an object that inherits nothing: a user can be called “constructor”
  readonly #emails = Object.create(null) as Record<string, string>;
  readonly #names = Object.create(null) as Record<string, string>;
  readonly #owners = Object.create(null) as Record<string, string>;

  constructor(store: Store, expand: readonly string[]) {
    this.#store = store;
    this.#expand = expand;
  }

  async add(events: readonly StoredEvent[], asking: Asking): Promise<void> {
    if (this.#expand.includes('event_ids')) this.#ids.push(...events.map(({ id }) => id));
    if (this.#expand.includes('step_titles')) this.#sketches.push(...events.map((each) => sketchOf(each)));
    const users = events.flatMap(({ record }) => saidIn(record, 'user_id') ?? []);
    if (this.#expand.includes('emails'))
      Object.assign(this.#emails, await this.#store.events.emails({ userIds: users }, asking));
    if (this.#expand.includes('names')) await this.#addNames(events, users, asking);
  }

  async #addNames(events: readonly StoredEvent[], users: readonly string[], asking: Asking): Promise<void> {
    const ids = events.flatMap(({ record }) =>
      saidIn(record, 'user_id') === undefined ? (saidIn(record, 'upstream_user_id') ?? []) : [],
    );
    const owners = await this.#store.events.owners({ ids }, asking);
    const userIds = [...users, ...Object.values(owners)];
    const names = await directoryNames({ store: this.#store, asking }, userIds);
    Object.assign(this.#names, names);
    for (const [id, owner] of Object.entries(owners)) if (owner in names) this.#owners[id] = owner;
  }

  answer(): Omit<ListAnswer, 'auth_audits' | 'limit' | 'page_at_id'> {
    return {
      ...(this.#expand.includes('event_ids') ? { event_ids: this.#ids } : {}),
      ...(this.#expand.includes('step_titles')
        ? { step_titles: codeEvents(this.#sketches).map((event) => words.eventTitle(event)) }
        : {}),
      ...(this.#expand.includes('emails') ? { known_emails: this.#emails } : {}),
      ...(this.#expand.includes('names') ? { known_names: this.#names, known_owners: this.#owners } : {}),
    };
  }
}

type Rest = Omit<ListAnswer, 'auth_audits'>;

/** A page of records in batches that fit into memory: it is as long as was asked for, however large they are. */
async function* batchesOfList(
  store: Store,
  question: ListQuestion,
  {
    key,
    expand,
    asking,
  }: { readonly key: string; readonly expand: readonly string[]; readonly asking: Asking },
): ListInBatches<AuditRecord, Rest> {
  const beside = new Beside(store, expand);
  const { limit } = question;
  let last: StoredEvent | undefined;
  let isMore = false;
  for await (const { items, more } of readBatches<StoredEvent>(
    { wanted: limit, atOnce: limit },
    async (most, after) => {
      const next = { ...question, limit: most, ...(after ? { after } : {}) };
      const { events, more: follow } = await store.events.list(next, after ? patiently(asking) : asking);
      return { items: events, more: follow };
    },
  )) {
    await beside.add(items, asking);
    [last, isMore] = [items.at(-1), more];
    yield items.map(({ record }) => record);
  }
  return {
    limit,
    ...(isMore && last ? { page_at_id: encodeCursor({ ...question, after: last }, key) } : {}),
    ...beside.answer(),
  };
}

/**
 * A page of records.
 * @throws BadParameter by name
 */
export const answerList = (
  { store, now, asking }: Answering,
  query: z.output<typeof listQuerySchema>,
): ListInBatches<AuditRecord, Rest> => {
  const scope = scopeOf(query, now);
  const key = questionKey([
    query.dt_from,
    query.dt_to,
    ...writeFilters(scope.filters)
      .map((filter) => JSON.stringify(filter))
      .toSorted(), // a client may write the same filters in another order
    JSON.stringify(query.event_id?.toSorted()),
  ]);
  const cursor = query.page_at_id === undefined ? undefined : decodeCursor(query.page_at_id, key);
  if (query.page_at_id !== undefined && cursor?.order !== query.order)
    throw new BadParameter('page_at_id', 'is not from an answer to the same filters, range and order');
  const question: ListQuestion = {
    ...scope,
    ...cursor,
    order: query.order,
    limit: query.limit,
    ...(query.event_id ? { eventIds: query.event_id } : {}),
  };
  return batchesOfList(store, question, { key, expand: query.expand ?? [], asking });
};
