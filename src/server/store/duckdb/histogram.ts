import type { EvenBuckets } from '../../../contract/buckets.ts';
import { breather, mapped } from '../breath.ts';
import type { HistogramCount, HistogramQuestion } from '../questions/events.ts';
import type { Asking } from '../questions/scope.ts';
import type { Catalogue } from './catalogue.ts';
import { columnOf } from './conditions.ts';
import type { Engine } from './engine.ts';
import { eventsIn } from './scope.ts';
import { Params, textIn, numberIn } from './sql.ts';

/** How many values are counted apart; the others count together. */
const apart = 10;

/** More groups of values that are not told apart are not worth carrying out of the database only to be added up. */
const manyGroups = 20_000;

/** The SQL of the bucket in which a row's `time` falls. */
export const bucketOf = (evenBuckets: readonly EvenBuckets[], params: Params): string => {
  const index = ({ from, step, first }: EvenBuckets): string =>
    `(time - ${params.integer(from)}) // ${params.integer(step)} + ${params.integer(BigInt(first))}`;
  const cases = evenBuckets.map((run, at) =>
    at === evenBuckets.length - 1
      ? `ELSE ${index(run)}`
      : `WHEN time < ${params.integer(run.to)} THEN ${index(run)}`,
  );
  return `CAST(CASE ${evenBuckets.length === 1 ? 'WHEN false THEN 0 ' : ''}${cases.join(' ')} END AS INTEGER)`;
};

type Count = {
  readonly bucket: number;
  /** Null: another value than the ten, or none. */
  readonly value: string | null;
  /** Whether it is another value. */
  readonly other: boolean;
  readonly count: number;
};

/** Add up what is not one of the values kept: other values, and none. */
const foldInto = async (
  counts: readonly Count[],
  kept: ReadonlySet<string>,
): Promise<readonly HistogramCount[]> => {
  const folded = new Map<string, { count: number } & HistogramCount>();
  const breathe = breather();
  for (const { bucket, value, other, count } of counts) {
    await breathe();
    const isKept = value !== null && kept.has(value);
    const rest = other || value !== null ? 'other' : 'missing';
    const key = `${bucket} ${isKept ? `=${value}` : rest}`;
    const own = folded.get(key);
    if (own) own.count += count;
    else folded.set(key, { bucket, count, ...(isKept ? { value } : { rest }) });
  }
  return [...folded.values()];
};

const mostFrequentOf = (counts: readonly Count[]): string[] => {
  const totals = new Map<string, number>();
  for (const { value, count } of counts)
    if (value !== null) totals.set(value, (totals.get(value) ?? 0) + count);
  return [...totals]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, apart)
    .map(([value]) => value);
};

const ask = async (
  engine: Engine,
  catalogue: Catalogue,
  question: HistogramQuestion,
  { signal }: Asking,
  kept: readonly string[] | undefined,
) => {
  const params = new Params();
  const value = columnOf(question.by, params);
  const shown = kept ? `CASE WHEN ${value} IN (${params.texts(kept)}) THEN ${value} END` : value;
  const other = kept ? `coalesce(${value} NOT IN (${params.texts(kept)}), false)` : 'false';
  const bucket = bucketOf(question.evenBuckets, params);
  const source = eventsIn(catalogue, question, params);
  if (source === undefined) return [];
  const sql = `SELECT ${bucket} AS bucket, ${shown} AS value, ${other} AS other, count(*) AS count
    FROM ${source} GROUP BY ALL ${kept ? '' : `LIMIT ${manyGroups + 1}`}`;
  return mapped(await engine.ask(sql, params, signal), (row) => ({
    bucket: numberIn(row, 'bucket'),
    value: row['value'] === null ? null : textIn(row, 'value'),
    other: Boolean(row['other']),
    count: numberIn(row, 'count'),
  }));
};

const mostFrequent = async (
  engine: Engine,
  catalogue: Catalogue,
  question: HistogramQuestion,
  { signal }: Asking,
): Promise<string[]> => {
  const params = new Params();
  const value = columnOf(question.by, params);
  const source = eventsIn(catalogue, question, params);
  if (source === undefined) return [];
  const sql = `SELECT value FROM (SELECT ${value} AS value, count(*) AS count FROM ${source} GROUP BY 1)
    WHERE value IS NOT NULL ORDER BY count DESC, value LIMIT ${apart}`;
  return (await engine.ask(sql, params, signal)).map((row) => textIn(row, 'value'));
};

/** Events counted by bucket and value. One pass, unless the values are so many that the ten must be found first. */
export const countByBucket = async (
  engine: Engine,
  catalogue: Catalogue,
  question: HistogramQuestion,
  asking: Asking,
): Promise<readonly HistogramCount[]> => {
  const counts = await ask(engine, catalogue, question, asking, undefined);
  if (counts.length <= manyGroups) return foldInto(counts, new Set(mostFrequentOf(counts)));
  const kept = await mostFrequent(engine, catalogue, question, asking);
  return foldInto(await ask(engine, catalogue, question, asking, kept), new Set(kept));
};
