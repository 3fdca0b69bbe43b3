import type { DuckDBConnection } from '@duckdb/node-api';
import type { AuditRecord } from '../../../contract/record.ts';
import { canonicalJson, envelope } from '../../records/content.ts';
import { type Decision, contentNumber } from '../dedupe.ts';
import { readDerivedId } from '../derived-id.ts';
import type { PreparedEvent } from '../store.ts';
import { dayOf } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { eventOf, shown } from './list.ts';
import { hash64 } from '../hash.ts';
import { Params, integerIn, rowsOf, textIn } from './sql.ts';

/**
 * Contents that nothing has any more, since the platform has added to the record, and the id of the event that stands for
 * it now. No part of the schema’s version: without it, an event that comes again as it was is there twice.
 */
export const replacedTable = `
CREATE TABLE IF NOT EXISTS replaced (time BIGINT NOT NULL, content_hash UHUGEINT NOT NULL, id VARCHAR NOT NULL);`;

type StoredRow = {
  readonly sequence: bigint;
  readonly time: bigint;
  readonly content: bigint;
  readonly id: string;
};

/** A stored event for which another stands: the same with something added. */
export type Replacement = {
  readonly old: StoredRow;
  /** The id that the other has from now on. */
  readonly id: string;
  /** The other: an event of the batch that is new, or one that is stored. */
  readonly by: PreparedEvent | StoredRow;
};

const isDerived = (id: string): boolean => readDerivedId(id) !== undefined;

/** What a record says, name by name; how it came is no part of it. */
type Members = ReadonlyMap<string, string>;

const membersOf = (record: AuditRecord): Members =>
  new Map(
    Object.entries(record)
      .filter(([name]) => !envelope.includes(name))
      .map(([name, value]) => [name, canonicalJson(value)]),
  );

/** Whether one says everything that another says, and more. */
const saysMore = (one: Members, other: Members): boolean =>
  one.size > other.size && [...other].every(([name, text]) => one.get(name) === text);

/** A place and a content: what is counted. */
const keyOf = (time: bigint, content: bigint): string => `${time} ${content}`;

const grouped = <Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};

/** Stored events of these instants, those with a sender's own id first. */
const readRows = async (connection: DuckDBConnection, times: readonly bigint[]): Promise<StoredRow[]> => {
  const params = new Params();
  const [first, last] = [times[0] ?? 0n, times.at(-1) ?? 0n];
  const sql = `SELECT sequence, time, id, content_hash FROM events
    WHERE time >= ${params.integer(first)} AND time <= ${params.integer(last)}
      AND time IN (SELECT unnest(${params.integers(times)})) ORDER BY sequence`;
  const rows = (await rowsOf(connection, sql, params)).map((row) => ({
    sequence: integerIn(row, 'sequence'),
    time: integerIn(row, 'time'),
    id: textIn(row, 'id'),
    content: integerIn(row, 'content_hash'),
  }));
  return rows.toSorted((a, b) => Number(isDerived(a.id)) - Number(isDerived(b.id)));
};

/** What rows say, by sequence. */
const readMembers = async (
  connection: DuckDBConnection,
  rows: readonly StoredRow[],
): Promise<ReadonlyMap<bigint, Members>> => {
  const params = new Params();
  const [times, sequences] = [rows.map(({ time }) => time), rows.map(({ sequence }) => sequence)];
  const sql = `SELECT ${shown} FROM events WHERE time IN (SELECT unnest(${params.integers(times)}))
    AND sequence IN (SELECT unnest(${params.integers(sequences)}))`;
  const found = (await rowsOf(connection, sql, params)).map((row) => eventOf(row));
  return new Map(found.map(({ sequence, record }) => [sequence, membersOf(record)]));
};

/** Ids of events that stand for others already. */
const readStanding = async (
  { hasReplaced }: Catalogue,
  connection: DuckDBConnection,
  rows: readonly StoredRow[],
): Promise<ReadonlySet<string>> => {
  if (!hasReplaced) return new Set();
  const params = new Params();
  const sql = `SELECT id FROM replaced WHERE time IN (SELECT unnest(${params.integers(rows.map(({ time }) => time))}))`;
  return new Set((await rowsOf(connection, sql, params)).map((row) => textIn(row, 'id')));
};

/**
 * Which stored events others stand for. Where all of an instant is read, and no longer has an event that is stored, but one
 * with everything of it and more, the platform has added to it.
 */
export const findReplaced = async (
  connection: DuckDBConnection,
  catalogue: Catalogue,
  events: readonly PreparedEvent[],
  decisions: readonly Decision[],
): Promise<readonly Replacement[]> => {
  const whole = events.filter(
    ({ isWholeInstant, time }) => isWholeInstant === true && catalogue.hasEventsOn(dayOf(time)),
  );
  if (whole.length === 0) return [];
  const times = [...new Set(whole.map(({ time }) => time))].toSorted((a, b) => (a < b ? -1 : 1));
  const rows = grouped(await readRows(connection, times), ({ time, content }) => keyOf(time, content));
  const answered = grouped(whole, (event) => keyOf(event.time, contentNumber(event)));
  const gone = [...rows].flatMap(([key, own]) => own.slice(answered.get(key)?.length ?? 0));
  if (gone.length === 0) return [];
  const members = await readMembers(connection, gone);
  const standing = await readStanding(catalogue, connection, gone);
  // an event may have come in a part of the same batch before it came with its whole instant
  const added = grouped(
    events.filter((_, at) => decisions[at]?.kind === 'add'),
    (event) => keyOf(event.time, contentNumber(event)),
  );
  const free = whole.flatMap((event): { by: PreparedEvent | StoredRow; event: PreparedEvent }[] => {
    const key = keyOf(event.time, contentNumber(event));
    const by = added.get(key)?.shift() ?? rows.get(key)?.shift();
    return by && !standing.has(by.id) ? [{ by, event }] : [];
  });
  const sizeOf = ({ sequence }: StoredRow): number => members.get(sequence)?.size ?? 0;
  return gone
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
    .flatMap((old) => {
      const own = members.get(old.sequence) ?? new Map<string, string>();
      const at = free.findIndex(
        ({ by, event }) =>
          event.time === old.time &&
          (isDerived(by.id) || isDerived(old.id)) && // what a sender calls two events stays two
          saysMore(membersOf(event.record), own),
      );
      const [found] = at === -1 ? [] : free.splice(at, 1);
      if (!found) return [];
      return [{ old, by: found.by, id: isDerived(found.by.id) && !isDerived(old.id) ? old.id : found.by.id }];
    });
};

/** Take away what others stand for, within the transaction that is open, and remember what it was. */
export const removeReplaced = async (
  connection: DuckDBConnection,
  replacements: readonly Replacement[],
): Promise<void> => {
  if (replacements.length === 0) return;
  const gone = new Params();
  const sequences = gone.integers(replacements.map(({ old }) => old.sequence));
  await rowsOf(connection, `DELETE FROM events WHERE sequence IN (SELECT unnest(${sequences}))`, gone);
  const renamed = (before: (each: Replacement) => string, params: Params): string => `(SELECT
    unnest(${params.integers(replacements.map(({ old }) => old.time))}) AS time,
    unnest(${params.hashes(replacements.map(({ old }) => old.content))}) AS content_hash,
    unnest(${params.list(replacements.map(before))}) AS before,
    unnest(${params.list(replacements.map(({ id }) => id))}) AS id,
    unnest(${params.keys(replacements.map(({ id }) => hash64(id)))}) AS key) now`;
  const [others, stored, kept] = [new Params(), new Params(), new Params()];
  await rowsOf(
    connection,
    `UPDATE replaced SET id = now.id FROM ${renamed(({ old }) => old.id, others)}
     WHERE replaced.time = now.time AND replaced.id = now.before`,
    others,
  );
  await rowsOf(
    connection,
    `UPDATE events SET id = now.id, id_key = now.key FROM ${renamed(({ by }) => by.id, stored)}
     WHERE events.time = now.time AND events.id = now.before AND now.before <> now.id`,
    stored,
  );
  const inserted = renamed(({ id }) => id, kept);
  await rowsOf(connection, `INSERT INTO replaced SELECT time, content_hash, id FROM ${inserted}`, kept);
};
