import type { DuckDBConnection } from '@duckdb/node-api';
import { type Micros, micros } from '../../../contract/instant.ts';
import { saidIn } from '../../../contract/record.ts';
import { type Decision, type KnownContents, decide } from '../dedupe.ts';
import { hash64 } from '../hash.ts';
import type { Appended, PreparedEvent } from '../store.ts';
import type { Catalogue, Learned } from './catalogue.ts';
import type { Run } from '../windows.ts';
import { lookUp } from './look-up.ts';
import { changedFrom } from './findings/changed-from.ts';
import { forgetFindings } from './findings/finding-days.ts';
import { findReplaced, removeReplaced } from './replace.ts';
import { Params, rowsOf } from './sql.ts';
import type { LearnedTexts } from './texts/long-texts.ts';
import { shortenedEvent } from './texts/stand-in.ts';

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

/** Where the attempts begin that events come to: where they began, and where they do now. */
const beginningsOf = (catalogue: Catalogue, events: readonly PreparedEvent[]): readonly Run[] =>
  events.flatMap(({ record, time }) => {
    const id = saidIn(record, 'request_id');
    if (id === undefined) return [];
    const known = catalogue.attempts.of(id)?.from ?? time;
    const [first, last] = known < time ? [known, known] : [time, known];
    return [{ from: first, to: micros(last + 1n) }];
  });

/** An event of a batch as it is stored, with what else there is of it; decided: it is taken. */
type Short = ReturnType<typeof shortenedEvent>;
type Taken = { readonly short: readonly Short[]; readonly decisions: readonly Decision[] };

/**
 * Decide what becomes of a batch, without the events that are older than the rule and would be new: they are not taken. What
 * is stored already is known by itself, as ever, until it is removed.
 */
const decideTaken = (all: readonly Short[], known: KnownContents, floor: Micros | undefined): Taken => {
  let short = all;
  for (;;) {
    const decisions = decide(
      short.map(({ event }) => event),
      known,
    );
    const isOld = ({ event }: Short): boolean => floor !== undefined && event.time < floor;
    const old = new Set(
      short.flatMap((each, at) => (isOld(each) && decisions[at]?.kind === 'add' ? [each.event.id] : [])),
    );
    if (old.size === 0) return { short, decisions };
    // others may have been taken for duplicates of these
    short = short.filter((each) => !(isOld(each) && old.has(each.event.id)));
  }
};

/** What a batch did: for each event in order, and those whose known id came with other content. */
export type BatchResult = { readonly appended: readonly Appended[]; readonly conflicts: readonly string[] };

/**
 * Store a batch in one transaction: look up what is there, decide, append. Resolves after the commit, which is
 * on disk; rejects with nothing stored.
 * @param floor what is older is taken no more
 */
export const appendBatch = async (
  connection: DuckDBConnection,
  catalogue: Catalogue,
  all: readonly PreparedEvent[],
  floor?: Micros,
): Promise<BatchResult> => {
  const shortened = all.map((event) => shortenedEvent(event));
  const known = await lookUp(
    connection,
    shortened.map(({ event }) => event),
    catalogue,
  );
  const { short, decisions } = decideTaken(shortened, known, floor);
  const events = short.map(({ event }) => event);
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
    const losing = stretchesOfAttempts(
      catalogue,
      events.filter((event) => replaced.has(event.time)),
    );
    const changed = [...stretchesOfAttempts(catalogue, kept), ...losing];
    // an attempt that loses an event may begin anywhere within it
    const begun = [...beginningsOf(catalogue, [...kept, ...claims.map(({ event }) => event)]), ...losing];

    const emails = learned.emails.map(({ email }) => email);
    const from = changedFrom(catalogue, changed, emails);
    const lost = catalogue.kept.within(begun);
    await connection.run('BEGIN');
    const long = short.flatMap((each, index) => (decisions[index]?.kind === 'duplicate' ? [] : each.long));
    const texts = await catalogue.texts.learn(long, (sql, params) => rowsOf(connection, sql, params));
    if (lost.length > 0) await connection.run(`DELETE FROM kept_hours WHERE hour IN (${lost.join(', ')})`);
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
    catalogue.kept.touch(begun, performance.now());
    if (from !== undefined) catalogue.found.change(from);
    catalogue.remember(kept, learned, sequence);
    catalogue.rememberReplaced(replacements.map(({ old }) => old));
    catalogue.texts.remember(texts);
    catalogue.rememberClaims(claims.map(({ event }) => event.id));
  }
  const decided = new Map(short.map((each, index) => [each, decisions[index]]));
  return {
    appended: shortened.map((each): Appended => {
      if (!decided.has(each)) return 'too_old';
      return decided.get(each)?.kind === 'add' ? 'success' : 'duplicate';
    }),
    conflicts: all
      .filter((_, index) => {
        const each = shortened[index];
        return each !== undefined && isConflict(decided.get(each));
      })
      .map(({ id }) => id),
  };
};

const isConflict = (decision: Decision | undefined): boolean =>
  decision?.kind === 'duplicate' && decision.conflict;
