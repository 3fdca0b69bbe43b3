import type { DuckDBConnection } from '@duckdb/node-api';
import { microsPerHour } from '../../../contract/instant.ts';
import { saidIn } from '../../../contract/record.ts';
import { type Decision, type Holding, type KnownContents, contentNumbers, decide } from '../dedupe.ts';
import { readDerivedId } from '../derived-id.ts';
import { fingerprintOf } from '../fingerprint-set.ts';
import { hash64 } from '../hash.ts';
import type { Appended, PreparedEvent } from '../store.ts';
import type { Catalogue, Learned } from './catalogue.ts';
import type { Run } from '../windows.ts';
import { changedFrom } from './findings/changed-from.ts';
import { forgetFindings } from './findings/finding-days.ts';
import { findReplaced, removeReplaced } from './replace.ts';
import { Params, type Row, rowsOf, textIn, integerIn } from './sql.ts';
import type { LearnedTexts } from './texts/long-texts.ts';
import { shortenedEvent } from './texts/stand-in.ts';

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
const lookUp = async (
  connection: DuckDBConnection,
  events: readonly PreparedEvent[],
  catalogue: Catalogue,
): Promise<KnownContents> => {
  const stored: Stored[] = [];
  const met = events.filter((event) =>
    contentNumbers(event).some((content) => catalogue.contents.has(fingerprintOf(content))),
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
    ({ id }) => !contents.has(id) && catalogue.ids.has(fingerprintOf(hash64(id))),
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

const storeLearned = async (
  connection: DuckDBConnection,
  { writers }: Catalogue,
  learned: Learned,
  texts: LearnedTexts,
): Promise<void> => {
  await writers.longKeys(connection, texts.keys);
  await writers.longTexts(connection, texts.pieces);
  await writers.presence(connection, learned.presence);
  await writers.emails(connection, learned.emails);
  await writers.extras(connection, learned.extras);
};

/** Give rows that came without an id the id of the sender who has now claimed them: one pass for all. */
const claim = async (
  connection: DuckDBConnection,
  { hasReplaced }: Catalogue,
  claims: readonly { event: PreparedEvent; claimed: string }[],
) => {
  if (claims.length === 0) return;
  const params = new Params();
  const ids = params.list(claims.map(({ event }) => event.id));
  const keys = params.keys(claims.map(({ event }) => hash64(event.id)));
  const times = params.integers(claims.map(({ event }) => event.time));
  const claimed = params.list(claims.map((each) => each.claimed));
  const claimsSql = `(SELECT unnest(${ids}) AS id, unnest(${keys}) AS key, unnest(${times}) AS time, unnest(${claimed}) AS claimed) claim`;
  await connection.run(
    `UPDATE events SET id = claim.id, id_key = claim.key, source = NULL FROM ${claimsSql}
     WHERE events.time = claim.time AND events.id = claim.claimed`,
    params.values,
    params.types,
  );
  if (!hasReplaced) return;
  await connection.run(
    `UPDATE replaced SET id = claim.id FROM ${claimsSql}
     WHERE replaced.time = claim.time AND replaced.id = claim.claimed`,
    params.values,
    params.types,
  );
};

/** Where the attempts lie that events come to, each as long as it then is. */
const stretchesOfAttempts = (catalogue: Catalogue, events: readonly PreparedEvent[]): readonly Run[] =>
  events.flatMap(({ record, time }) => {
    const id = saidIn(record, 'request_id');
    return id === undefined ? [] : [catalogue.attempts.with(id, time)];
  });

/** What a batch did: for each event in order, and those whose known id came with other content. */
export type BatchResult = { readonly appended: readonly Appended[]; readonly conflicts: readonly string[] };

/**
 * Store a batch in one transaction: look up what is there, decide, append. Resolves after the commit, which is
 * on disk; rejects with nothing stored.
 */
export const appendBatch = async (
  connection: DuckDBConnection,
  catalogue: Catalogue,
  given: readonly PreparedEvent[],
): Promise<BatchResult> => {
  const short = given.map((event) => shortenedEvent(event));
  const events = short.map(({ event }) => event);
  const decisions: Decision[] = decide(events, await lookUp(connection, events, catalogue));
  const replacements = await findReplaced(connection, catalogue, events, decisions);
  const replaced = new Set<bigint>(replacements.map(({ old }) => old.time));
  const standing = new Map(replacements.map(({ by, id }) => [by, id]));
  const kept = events
    .filter((_, index) => decisions[index]?.kind === 'add')
    .map((event) => ({ ...event, id: standing.get(event) ?? event.id }));
  const claims = events.flatMap((event, index) => {
    const decision = decisions[index];
    return decision?.kind === 'claim' ? [{ event, claimed: decision.claimed }] : [];
  });
  const learned = catalogue.learn(kept);
  let { sequence } = catalogue;
  if (kept.length > 0 || claims.length > 0 || replacements.length > 0) {
    const changed = stretchesOfAttempts(catalogue, [
      ...kept,
      ...events.filter((event) => replaced.has(event.time)),
    ]);

    const emails = learned.emails.map(({ email }) => email);
    const from = changedFrom(catalogue, changed, emails);
    const lost = catalogue.kept.within(changed);
    await connection.run('BEGIN');
    const long = short.flatMap((each, index) => (decisions[index]?.kind === 'duplicate' ? [] : each.long));
    const texts = await catalogue.texts.learn(long, (sql, params) => rowsOf(connection, sql, params));
    if (lost.length > 0) await connection.run(`DELETE FROM kept_days WHERE day IN (${lost.join(', ')})`);
    if (from !== undefined) await forgetFindings(connection, catalogue.found.after(from));
    await removeReplaced(connection, replacements);
    await catalogue.writers.events(
      connection,
      kept.map((event) => ({ event, sequence: (sequence += 1n) })),
    );
    await claim(connection, catalogue, claims);
    await storeLearned(connection, catalogue, learned, texts);
    await connection.run('COMMIT');
    // only now: what is remembered of a commit that failed would be wrong when the batch comes again
    catalogue.kept.touch(changed, performance.now());
    if (from !== undefined) catalogue.found.change(from);
    catalogue.remember(kept, learned, sequence);
    catalogue.rememberReplaced(replacements.map(({ old }) => old));
    catalogue.texts.remember(texts);
    catalogue.rememberClaims(claims.map(({ event }) => event.id));
  }
  return {
    appended: decisions.map(({ kind }) => (kind === 'add' ? 'success' : 'duplicate')),
    conflicts: given.filter((_, index) => isConflict(decisions[index])).map(({ id }) => id),
  };
};

const isConflict = (decision: Decision | undefined): boolean =>
  decision?.kind === 'duplicate' && decision.conflict;
