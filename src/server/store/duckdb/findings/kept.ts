import { noFilters } from '../../../../contract/filters.ts';
import { micros } from '../../../../contract/instant.ts';
import type { FindingQuestions, KeptFindings } from '../../questions/findings.ts';
import { dayOf } from '../../windows.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Engine } from '../engine.ts';
import { Params, numberIn, textIn } from '../sql.ts';

/** So many rows fit into any answer. */
const mostRows = 2 ** 31;

const sooner = (one: bigint, other: bigint): bigint => (one < other ? one : other);

/** What is kept of what overlaps a range. */
export const readKept = async (
  engine: Engine,
  catalogue: Catalogue,
  { signature, from, to, settled, most }: Parameters<FindingQuestions['kept']>[0],
  signal: AbortSignal | undefined,
): Promise<KeptFindings> => {
  const { found: kept, watermarks } = catalogue;
  const { changes } = kept;
  const days = catalogue
    .daysFor(noFilters)
    .filter(({ day, count }) => count > 0 && day >= dayOf(from) - 1 && day <= dayOf(to - 1n))
    .map(({ day }) => ({ day, known: kept.of(day, signature) }));
  const known = days.filter((each) => each.known !== undefined);
  const totals: Record<string, number> = {};
  const add = (kind: string, count: number): void => {
    totals[kind] = (totals[kind] ?? 0) + count;
  };
  for (const { known: day } of known)
    for (const [kind, count] of Object.entries(day?.untold ?? {})) add(kind, count);
  const params = new Params();
  const within = `day IN (SELECT unnest(${params.integers(known.map(({ day }) => BigInt(day)))}))
    AND first < ${params.integer(to)} AND last >= ${params.integer(from)}`;
  const rows =
    known.length === 0
      ? []
      : await engine.ask(
          `SELECT kind, facts, count(*) OVER (PARTITION BY kind) AS total FROM findings WHERE ${within}
           QUALIFY row_number() OVER (PARTITION BY kind ORDER BY gravity, last DESC, first, facts) <= ${Math.min(most, mostRows)}
           ORDER BY gravity, last DESC, first, facts`,
          params,
          signal,
        );
  if (kept.changes !== changes)
    return readKept(engine, catalogue, { signature, from, to, settled, most }, signal);
  for (const [kind, total] of new Map(rows.map((row) => [textIn(row, 'kind'), numberIn(row, 'total')])))
    add(kind, total);
  return {
    missing: days.filter((each) => each.known === undefined).map(({ day }) => day),
    found: rows.map((row) => ({ kind: textIn(row, 'kind'), facts: textIn(row, 'facts') })),
    totals,
    settled: micros(watermarks.all().reduce((least, [, at]) => sooner(least, at), settled as bigint)),
  };
};
