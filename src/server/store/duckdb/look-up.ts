import type { DuckDBConnection } from '@duckdb/node-api';
import { microsPerHour } from '../../../contract/instant.ts';
import { type Holding, type KnownContents, contentNumbers } from '../dedupe.ts';
import { readDerivedId } from '../derived-id.ts';
import { fingerprintOf } from '../fingerprint-set.ts';
import { hash64 } from '../hash.ts';
import type { PreparedEvent } from '../store.ts';
import { dayOf } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { Params, type Row, integerIn, rowsOf, textIn } from './sql.ts';

/** The times of a batch as stretches without long gaps, so that a stray old event does not widen the look-up. */
const stretchesOf = (events: readonly PreparedEvent[]): { from: bigint; to: bigint }[] => {
  const stretches: { from: bigint; to: bigint }[] = [];
  for (const { time } of events.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))) {
    const last = stretches.at(-1);
    if (last && time - last.to <= microsPerHour) last.to = time;
    else stretches.push({ from: time, to: time });
  }
  return stretches;
};

/** `isRounded`: stored while numbers were rounded to doubles; `isReplaced`: another stands for what had this content. */
type Stored = {
  readonly id: string;
  readonly content: string;
  readonly isRounded: boolean;
  readonly isReplaced?: boolean;
};

const contentIn = (row: Row): string => integerIn(row, 'content_hash').toString(16).padStart(32, '0');

const readStored = async (
  connection: DuckDBConnection,
  { roundedUntil }: Catalogue,
  where: string,
  params: Params,
): Promise<Stored[]> => {
  const sql = `SELECT id, content_hash, sequence FROM events WHERE ${where}`;
  return (await rowsOf(connection, sql, params)).map((row) => ({
    id: textIn(row, 'id'),
    content: contentIn(row),
    isRounded: integerIn(row, 'sequence') <= roundedUntil,
  }));
};

/** Contents for which others stand now. */
const readReplaced = async (
  connection: DuckDBConnection,
  where: string,
  params: Params,
): Promise<Stored[]> => {
  const sql = `SELECT id, content_hash FROM replaced WHERE ${where}`;
  return (await rowsOf(connection, sql, params)).map((row) => ({
    id: textIn(row, 'id'),
    content: contentIn(row),
    isRounded: false,
    isReplaced: true,
  }));
};

/** @param content of all of them */
const holdingOf = (stored: readonly Stored[], content: string): Holding => {
  // a row of that time may have its id from a content that was told by other rules
  const derived = stored.filter(
    ({ id, isRounded, isReplaced }) =>
      id.startsWith(`sha256-${content}`) ||
      ((isRounded || isReplaced === true) && readDerivedId(id) !== undefined),
  );
  return { own: stored.length - derived.length, derived: derived.map(({ id }) => id) };
};

/**
 * What is stored of a batch already. Of new events there is nothing to look up: the catalogue knows their ids and
 * contents for new. Equal contents have equal times; an id can be anywhere, so it is hashed.
 */
export const lookUp = async (
  connection: DuckDBConnection,
  events: readonly PreparedEvent[],
  catalogue: Catalogue,
): Promise<KnownContents> => {
  const stored: Stored[] = [];
  const days = events.map(({ time }) => dayOf(time));
  await catalogue.contents.read(
    connection,
    days,
    (day) => catalogue.hasReplaced || catalogue.hasEventsOn(day),
  );
  const met = events.filter((event) =>
    contentNumbers(event).some((content) => catalogue.contents.has(content)),
  );
  for (const { from, to } of stretchesOf(met)) {
    const params = new Params();
    const range = `time >= ${params.integer(from)} AND time <= ${params.integer(to)}`;
    const within = met.filter(({ time }) => time >= from && time <= to);
    const hashes = params.hashes([...new Set(within.flatMap(contentNumbers))]);
    const where = `${range} AND content_hash IN (SELECT unnest(${hashes}))`;
    stored.push(...(await readStored(connection, catalogue, where, params)));
    if (catalogue.hasReplaced) stored.push(...(await readReplaced(connection, where, params)));
  }
  const contents = new Map(
    stored.filter(({ isReplaced }) => isReplaced !== true).map((each) => [each.id, each]),
  );
  const elsewhere = events.filter(
    ({ id }) => !contents.has(id) && (!catalogue.isWhole || catalogue.ids.has(fingerprintOf(hash64(id)))),
  );
  if (elsewhere.length > 0) {
    const params = new Params();
    const keys = params.keys([...new Set(elsewhere.map(({ id }) => hash64(id)))]);
    const where = `id_key IN (SELECT unnest(${keys}))`;
    for (const each of await readStored(connection, catalogue, where, params)) contents.set(each.id, each);
  }
  const byContent = new Map<string, Stored[]>();
  for (const each of stored) {
    const own = byContent.get(each.content) ?? [];
    byContent.set(each.content, own);
    own.push(each);
  }
  return {
    contentOf: (id) => contents.get(id),
    idsOf: (content) => {
      const equal = byContent.get(content) ?? [];
      const [rounded, exact] = [true, false].map((is) => equal.filter(({ isRounded }) => isRounded === is));
      return { rounded: holdingOf(rounded ?? [], content), exact: holdingOf(exact ?? [], content) };
    },
  };
};
