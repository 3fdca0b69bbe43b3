import type { DuckDBConnection } from '@duckdb/node-api';
import type { AuditRecord } from '../../../contract/record.ts';
import { canonicalJson, envelope } from '../../records/content.ts';
import { type Decision, contentNumber } from '../dedupe.ts';
import { readDerivedId } from '../derived-id.ts';
import type { PreparedEvent } from '../store.ts';
import { dayOf } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { eventOf, shown } from './list.ts';
import { Params, integerIn, rowsOf } from './sql.ts';

/**
 * Contents that nothing has any more, since the platform has added to the record, and the id of the event that stands for
 * it now. No part of the schema’s version: without it, an event that comes again as it was is there twice.
 */
export const replacedTable = `
CREATE TABLE IF NOT EXISTS replaced (time BIGINT NOT NULL, content_hash UHUGEINT NOT NULL, id VARCHAR NOT NULL);`;

/** A stored event, and the one that stands for it: the same with something added. */
export type Replacement = {
  readonly event: PreparedEvent;
  readonly old: {
    readonly sequence: bigint;
    readonly time: bigint;
    readonly content: bigint;
    readonly id: string;
  };
};

/** What a record says, name by name; how it came is no part of it. */
const membersOf = (record: AuditRecord): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(record)
      .filter(([name]) => !envelope.includes(name))
      .map(([name, value]) => [name, canonicalJson(value)]),
  );

type Members = ReadonlyMap<string, string>;

/** Whether one says everything that another says, and more. */
const saysMore = (one: Members, other: Members): boolean =>
  one.size > other.size && [...other].every(([name, text]) => one.get(name) === text);

type Candidate = Replacement['old'] & { readonly members: Members };

/** Stored events of these instants. */
const readAt = async (connection: DuckDBConnection, times: readonly bigint[]): Promise<Candidate[]> => {
  const params = new Params();
  const [first, last] = [times[0] ?? 0n, times.at(-1) ?? 0n];
  const sql = `SELECT ${shown}, content_hash FROM events
    WHERE time >= ${params.integer(first)} AND time <= ${params.integer(last)}
      AND time IN (SELECT unnest(${params.integers(times)})) ORDER BY sequence`;
  return (await rowsOf(connection, sql, params)).map((row) => {
    const { time, sequence, id, record } = eventOf(row);
    return { time, sequence, id, content: integerIn(row, 'content_hash'), members: membersOf(record) };
  });
};

/** Takes so many of each content away, and leaves the others. */
const without = (stored: readonly Candidate[], answered: Map<string, number>): Candidate[] =>
  stored.filter(({ time, content }) => {
    const key = `${time} ${content}`;
    const count = answered.get(key) ?? 0;
    answered.set(key, count - 1);
    return count <= 0;
  });

/**
 * Which events of a batch stand for stored ones. Where all of an instant is read, and it has an event with everything of a
 * stored one and more, and no longer that one, the platform has added to it.
 */
export const findReplaced = async (
  connection: DuckDBConnection,
  catalogue: Catalogue,
  events: readonly PreparedEvent[],
  decisions: readonly Decision[],
): Promise<readonly Replacement[]> => {
  const added = events.filter(
    ({ isWholeInstant, time }, at) =>
      isWholeInstant === true && decisions[at]?.kind === 'add' && catalogue.hasEventsOn(dayOf(time)),
  );
  if (added.length === 0) return [];
  const times = [...new Set(added.map(({ time }) => time))].toSorted((a, b) => (a < b ? -1 : 1));
  const answered = new Map<string, number>();
  for (const event of events) {
    const key = `${event.time} ${contentNumber(event)}`;
    answered.set(key, (answered.get(key) ?? 0) + 1);
  }
  const left = without(await readAt(connection, times), answered).toSorted(
    (a, b) => b.members.size - a.members.size,
  );
  if (left.length === 0) return [];
  return added.flatMap((event) => {
    const members = membersOf(event.record);
    const at = left.findIndex(({ time, members: own }) => time === event.time && saysMore(members, own));
    const [found] = at === -1 ? [] : left.splice(at, 1);
    if (!found) return [];
    const { members: _, ...old } = found;
    // a sender's own id stays: it may send the event again
    const isOwn = readDerivedId(old.id) === undefined;
    return [{ event: isOwn ? { ...event, id: old.id } : event, old }];
  });
};

/** Take away what others stand for, within the transaction that is open, and remember what it was. */
export const removeReplaced = async (
  connection: DuckDBConnection,
  replacements: readonly Replacement[],
): Promise<void> => {
  if (replacements.length === 0) return;
  const [gone, moved, kept] = [new Params(), new Params(), new Params()];
  const sequences = gone.integers(replacements.map(({ old }) => old.sequence));
  await rowsOf(connection, `DELETE FROM events WHERE sequence IN (SELECT unnest(${sequences}))`, gone);
  const unnested = (params: Params): string => `SELECT
    unnest(${params.integers(replacements.map(({ old }) => old.time))}) AS time,
    unnest(${params.hashes(replacements.map(({ old }) => old.content))}) AS content_hash,
    unnest(${params.list(replacements.map(({ old }) => old.id))}) AS old,
    unnest(${params.list(replacements.map(({ event }) => event.id))}) AS id`;
  await rowsOf(
    connection,
    `UPDATE replaced SET id = now.id FROM (${unnested(moved)}) now
     WHERE replaced.time = now.time AND replaced.id = now.old`,
    moved,
  );
  await rowsOf(connection, `INSERT INTO replaced SELECT time, content_hash, id FROM (${unnested(kept)})`, kept);
};
