import type { DuckDBConnection } from '@duckdb/node-api';
import { parseJson } from '../../../contract/exact-json.ts';
import { fields } from '../../../contract/fields.ts';
import { micros } from '../../../contract/instant.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { canonicalRecord, contentHashOf, envelope } from '../../records/content.ts';
import { contentNumber } from '../dedupe.ts';
import { hash64 } from '../hash.ts';
import { isStandIn } from './texts/stand-in.ts';
import { recordOf, shown } from './list.ts';
import { readMeta, writeMeta } from './meta.ts';
import { rewriteChanged } from './rewrite.ts';
import { Params, type Row, rowsOf, integerIn, instantIn } from './sql.ts';
import type { Table } from './tables.ts';
import { LongTexts } from './texts/long-texts.ts';
import { batchesByBytes } from './texts/batches-by-bytes.ts';
import { wholeRecord } from './texts/whole.ts';

/** Records that a change of the rules shows in: what came around them, names in any order, values of every kind. */
const samples = [
  ...envelope.map((name) => `{"event_name":"Token","${name}":"authentication"}`),
  '{"z":[1.0,1e2,-0,0.1,1E21,"é\\u0000"],"a":{"z":null,"__proto__":true,"10":"","9":{"log_type":[]}}}',
  '{"a":[9007199254740993,9007199254740993.0,12345678901234567890.5,1e400,-1E-400,1e99999999999999999999]}',
  '{"user_id":"9007199254740993","result":""}',
];

/** Changes with the rules by which contents are told from each other. */
const ownSignature = String(
  hash64(
    samples
      .map((json) => contentHashOf(canonicalRecord(parseJson(json) as AuditRecord, micros(-1n))))
      .join('\n'),
  ),
);

/** Whether stored events are known by the present rules. */
export const isIdentityOwn = async (connection: DuckDBConnection): Promise<boolean> =>
  (await readMeta(connection, 'identity')) === ownSignature;

type Change = { readonly sequence: bigint; readonly content: bigint };

const changeTable: Table<Change> & { readonly name: 'changes' } = {
  name: 'changes',
  columns: new Map([
    ['sequence', { type: 'BIGINT', write: (to, { sequence }) => to.appendBigInt(sequence) }],
    ['content_hash', { type: 'UHUGEINT', write: (to, { content }) => to.appendUHugeInt(content) }],
  ]),
};

/** Extras are the JSON that JavaScript writes, in which a name stands thus; so it may in a value, which does no harm. */
const mention = (params: Params): string =>
  `(${envelope.map((name) => `contains(extra, ${params.text(JSON.stringify(name))})`).join(' OR ')})`;

/** Bytes of an event's texts, which lie in memory meanwhile. */
const size = ['extra', ...fields.map(({ name }) => name)]
  .map((name) => `coalesce(strlen(${name}), 0)`)
  .join(' + ');

/** What the events of a slice are known by whose content may be another than before. */
const changesIn = async (
  connection: DuckDBConnection,
  long: LongTexts,
  slice: string,
): Promise<readonly Change[]> => {
  const ask = (sql: string, params: Params) => rowsOf(connection, sql, params);
  const contentOf = async (row: Row): Promise<bigint> => {
    const record = recordOf(row);
    const standIns = Object.values(record).filter((value) => isStandIn(value));
    const whole = standIns.length === 0 ? record : wholeRecord(record, await long.read(standIns, ask));
    return contentNumber({
      contentHash: contentHashOf(canonicalRecord(whole, instantIn(row, 'time'))),
    });
  };
  const params = new Params();
  const found = await ask(
    `SELECT sequence, ${size} AS size FROM events WHERE ${slice} AND ${mention(params)} ORDER BY sequence`,
    params,
  );
  const changes: Change[] = [];
  for (const batch of batchesByBytes(found, ({ size: bytes }) => Number(bytes))) {
    const own = new Params();
    const sequences = own.integers(batch.map((row) => integerIn(row, 'sequence')));
    const sql = `SELECT ${shown} FROM events WHERE ${slice} AND sequence IN (SELECT unnest(${sequences}))`;
    for (const row of await ask(sql, own))
      changes.push({ sequence: integerIn(row, 'sequence'), content: await contentOf(row) });
  }
  return changes;
};

/**
 * Have the stored events known by the present rules, when others made what they are known by. Those rules took what came
 * around a record for a part of it, so that only events that have some of it are known by another content now. An event
 * that had come with and without it has two rows: both stay, since each was acknowledged; what comes again meets both.
 * Numbers need nothing: those rules held doubles, which the present ones write as they did. Within the transaction that
 * is open.
 */
export const prepareIdentity = async (connection: DuckDBConnection): Promise<void> => {
  if (await isIdentityOwn(connection)) return;
  const params = new Params();
  const first = `SELECT 1 FROM events WHERE ${mention(params)} LIMIT 1`;
  if ((await rowsOf(connection, first, params)).length > 0) {
    const long = await LongTexts.load(connection);
    const replaced = ['coalesce(changes.content_hash, stored.content_hash) AS content_hash'];
    await rewriteChanged(connection, changeTable, replaced, async (slice) =>
      changesIn(connection, long, slice),
    );
  }
  await writeMeta(connection, 'identity', ownSignature);
};
