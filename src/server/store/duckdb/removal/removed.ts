import type { DuckDBConnection } from '@duckdb/node-api';
import { type Micros, micros } from '../../../../contract/instant.ts';
import { type Retention, parseRetention, retentionText } from '../../../../contract/retention.ts';
import { type DayCount, type Run, dayOf } from '../../windows.ts';
import { readMeta, writeMeta } from '../meta.ts';
import { integerIn, rowsOf } from '../sql.ts';

/** What a step has removed. */
export type Removed = {
  /** All events before this instant. */
  readonly before: Micros;
  /** How many events of which days those were. */
  readonly days: readonly DayCount[];
  /** The first event that is left; undefined when none is. */
  readonly first: Micros | undefined;
  /** By request_id where the other events lie of attempts that began before the instant. */
  readonly rest: ReadonlyMap<string, Run>;
  /** Where attempts lie that are others now, or no more. */
  readonly changed: readonly Run[];
  /** What stood for identifiers on days on which they occur no more. */
  readonly presence: readonly bigint[];
};

/** Where the first of what was changed lies: nothing is ever before it. */
export const firstChange = (changed: readonly Run[]): bigint =>
  changed.reduce<bigint>((least, { from }) => (from < least ? from : least), 2n ** 63n - 1n);

/** So many days after what was removed it can still tell in what was found: what is usual is that of the four weeks before. */
const affectedDays = 62;

/** The last day on which something else can be found, once what was before an instant is gone. */
export const lastAffected = (before: Micros): number => dayOf(before) + affectedDays;

/** What a store remembers of the rule by which events are kept. */
type KeptRetention = {
  readonly rule: Retention | undefined;
  readonly removedBefore: Micros | undefined;
  /** The same, as far as what is of no use without those events was removed, too. */
  readonly tidiedBefore: Micros | undefined;
  /** The sequence of the newest event there ever was: what was removed gives its own to no other. */
  readonly sequence: bigint;
};

export const readRetention = async (connection: DuckDBConnection): Promise<KeptRetention> => {
  const rule = parseRetention((await readMeta(connection, 'retention')) ?? '');
  const [removed, tidied] = [
    await readMeta(connection, 'removed_before'),
    await readMeta(connection, 'tidied_before'),
  ].map((text) => (text === undefined ? undefined : micros(BigInt(text))));
  const [row] = await rowsOf(connection, 'SELECT max(sequence) AS newest FROM events HAVING count(*) > 0');
  const newest = row ? integerIn(row, 'newest') : 0n;
  const last = BigInt((await readMeta(connection, 'last_sequence')) ?? 0);
  return {
    rule: typeof rule === 'string' ? undefined : rule,
    removedBefore: removed,
    tidiedBefore: tidied,
    sequence: last > newest ? last : newest,
  };
};

/** Keep by which rule events are kept, within the transaction that is open. */
export const writeRule = (connection: DuckDBConnection, rule: Retention | undefined): Promise<void> =>
  writeMeta(connection, 'retention', rule && retentionText(rule));

/** Keep how far events were removed, likewise. */
export const writeRemoved = async (
  connection: DuckDBConnection,
  before: Micros,
  sequence: bigint,
): Promise<void> => {
  await writeMeta(connection, 'removed_before', String(before));
  await writeMeta(connection, 'last_sequence', String(sequence));
};
