import { fields, isFieldName } from '../../../contract/fields.ts';
import { formatInstant, micros } from '../../../contract/instant.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { valueText } from '../../../contract/value-text.ts';
import { hash64 } from '../hash.ts';
import type { StoredEvent } from '../../records/stored-event.ts';
import type { ListQuestion } from '../questions/events.ts';
import type { Asking } from '../questions/scope.ts';
import { type Run, pageSteps } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { isLocated } from './presence.ts';
import {
  conditionsOf,
  emailAlternatives,
  fromRuns,
  searchAlternatives,
  unsearched,
  where,
} from './conditions.ts';
import type { Engine } from './engine.ts';
import { parseExtra } from './extra.ts';
import { boundsOf } from './scope.ts';
import { Params, type Row, asThemselves, instantIn, integerIn, textIn, toldAsOne } from './sql.ts';
import { lookInSteps } from './texts/look-in-steps.ts';
import { hoursConditions } from './week-hours.ts';

const names = fields.map(({ name }) => name);

const told = toldAsOne(asThemselves(...names));

/** What is read of an event, for `eventOf`. */
export const shown = `time, sequence, id, extra, ${told.sql}`;
const columns = ['time', 'sequence', 'id', 'extra', ...names].join(', ');

/** A record from a row of `shown`. */
export const recordOf = (row: Row): AuditRecord => {
  const record: AuditRecord = { time: formatInstant(integerIn(row, 'time')) };
  const texts = told.in(row);
  for (const { name } of fields) {
    const value = texts[name];
    if (typeof value === 'string') record[name] = value;
  }
  const extra = row['extra'];
  if (typeof extra === 'string')
    for (const [name, member] of Object.entries(parseExtra(extra))) {
      // beside the columns are their empty texts, and a list or an object that came before the contract named it
      const value: unknown = isFieldName(name) ? valueText(member) : member;
      // defined rather than assigned, so that an extra called __proto__ is a property like any other
      Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
    }
  return record;
};

/** An event from a row of `shown`. */
export const eventOf = (row: Row): StoredEvent => ({
  time: instantIn(row, 'time'),
  sequence: integerIn(row, 'sequence'),
  id: textIn(row, 'id'),
  record: recordOf(row),
});

/** How many events the first look for a page may read; what is rare is not found among a page's worth. */
const firstBudget = ({ filters, limit, eventIds }: ListQuestion, conditions: number): number => {
  if (eventIds !== undefined || isLocated(filters)) return 500_000;
  return conditions === 0 ? Math.max(limit * 4, 500) : 12_500;
};

const statement = (question: ListQuestion, runs: readonly Run[], limit: number, catalogue: Catalogue) => {
  const params = new Params();
  const { filters, eventIds, after, order } = question;
  const { email, ...any } = filters.any;
  const alternatives = email
    ? emailAlternatives(email, catalogue.addresses.usersOf, params)
    : searchAlternatives(filters, params);
  const source = fromRuns(runs, params, alternatives);
  const conditions = [
    ...conditionsOf({ ...(email ? filters : unsearched(filters)), any }, catalogue.addresses.usersOf, params),
    ...hoursConditions(catalogue, filters, 'time', params),
  ];
  if (eventIds) {
    // an alias of the hash column prunes nothing, but comparing integers first is much the cheaper scan
    conditions.push(`id_key IN (SELECT unnest(${params.keys(eventIds.map(hash64))}))`);
    conditions.push(`id IN (${params.texts(eventIds)})`);
  }
  if (after) {
    const beyond = order === 'desc' ? '<' : '>';
    const time = params.integer(after.time);
    conditions.push(
      `(time ${beyond} ${time} OR (time = ${time} AND sequence ${beyond} ${params.integer(after.sequence)}))`,
    );
  }
  const direction = order === 'desc' ? 'DESC' : 'ASC';
  const sorted = `ORDER BY time ${direction}, sequence ${direction}`;
  const sql = `SELECT ${shown} FROM
    (SELECT ${columns} FROM ${source} ${where(conditions)} ${sorted} LIMIT ${limit}) ${sorted}`;
  return { sql, params };
};

/** One page of events, by (time, sequence). Looks at the near end first, and further only while rows lack. */
export const listEvents = async (
  engine: Engine,
  catalogue: Catalogue,
  question: ListQuestion,
  { signal }: Asking,
): Promise<{ events: readonly StoredEvent[]; more: boolean }> => {
  const { order, after, limit, filters } = question;
  const bounds = boundsOf(catalogue, question);
  if (!bounds) return { events: [], more: false };
  const within = !after
    ? bounds
    : order === 'desc'
      ? { ...bounds, to: micros(after.time + 1n) < bounds.to ? micros(after.time + 1n) : bounds.to }
      : { ...bounds, from: after.time > bounds.from ? after.time : bounds.from };
  const conditions =
    conditionsOf(filters, catalogue.addresses.usersOf, new Params()).length +
    hoursConditions(catalogue, filters, 'time', new Params()).length;
  const events: StoredEvent[] = [];
  const look = async (asked: ListQuestion, runs: readonly Run[]): Promise<void> => {
    const { sql, params } = statement(asked, runs, limit + 1 - events.length, catalogue);
    events.push(...(await engine.ask(sql, params, signal)).map(eventOf));
  };
  const budget = firstBudget(question, conditions);
  await lookInSteps(engine, question, [...pageSteps(catalogue.daysFor(filters), within, order, budget)], {
    look,
    isFound: () => events.length > limit,
    daysFor: (asked) => catalogue.daysFor(asked.filters),
    signal,
  });
  return { events: events.slice(0, limit), more: events.length > limit };
};
