import type { Filters } from '../../../contract/filters.ts';
import type { Run } from '../windows.ts';
import { keptPart, listColumnsOf, partAlternatives, partsOf } from './attempt-conditions.ts';
import type { Catalogue } from './catalogue.ts';
import { isLocated } from './presence.ts';
import { fromRuns } from './conditions.ts';
import type { Engine } from './engine.ts';
import { reading } from './reading.ts';
import { Params, textIn } from './sql.ts';

/** So many candidates are read one by one, each from its own stretch of time; more are read with all the others. */
const fewCandidates = 2_000;

/** Of a text, which most attempts or none may hold: where these are too few, the look at what holds it was all but in vain. */
const fewHolders = 100;

/**
 * A FROM clause of the rows kept of attempts that begin in the runs, which lie in kept hours. Only the columns that
 * are needed are named: there are many, and planning them for every run would take longer than reading them.
 */
export const fromKept = (
  runs: readonly Run[],
  columns: Iterable<string>,
  params: Params,
  keys = 'request_id, start',
): string => {
  const named = [...new Set([...keys.split(', '), ...columns])].join(', ');
  const branches = runs.map(
    ({ from, to }) =>
      `SELECT ${named} FROM attempts WHERE start >= ${params.integer(from)} AND start < ${params.integer(to)}`,
  );
  return `(${branches.join(' UNION ALL ')})`;
};

/** Whether all attempts that begin in the runs are kept, and tell themselves whether they hold what is looked for. */
export const isToldByKept = (catalogue: Catalogue, filters: Filters, runs: readonly Run[]): boolean =>
  catalogue.kept.split(runs).rest.length === 0 &&
  partsOf(filters).some((part) => isLocated(part) && listColumnsOf(part).length > 0);

/**
 * When an identifier, or a text that is known not to be everywhere, is looked for: of the attempts that begin in the runs, those that hold it, by one look at the
 * days on which it occurs; their own stretches of time are all that is left to read. May name others, too.
 * Undefined when none is looked for, or too many hold it.
 */
export const candidatesOf = async (
  engine: Engine,
  catalogue: Catalogue,
  filters: Filters,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> => {
  const part = partsOf(filters).find((each) => isLocated(each) || each.places !== undefined);
  if (!part) return undefined;
  const named = part.any['request_id'];
  if (named) return named;
  const params = new Params();
  const { kept, rest } = catalogue.kept.split(runs);
  const ofKept = kept.length === 0 ? undefined : keptPart(catalogue, part, params);
  const found: string[] = [];
  if (ofKept !== undefined)
    found.push(`SELECT request_id FROM ${fromKept(kept, listColumnsOf(part), params)} WHERE ${ofKept}`);
  const read = reading(catalogue, ofKept === undefined ? runs : rest);
  if (read.length > 0)
    found.push(
      `SELECT request_id FROM ${fromRuns(
        read,
        params,
        partAlternatives(catalogue, part, params).map((one) => `request_id IS NOT NULL AND ${one}`),
        'request_id',
      )}`,
    );
  const most = isLocated(part) ? fewCandidates : fewHolders;
  const sql = `SELECT DISTINCT request_id FROM (${found.join(' UNION ALL ')}) LIMIT ${most + 1}`;
  const rows = await engine.ask(sql, params, signal);
  return rows.length > most ? undefined : rows.map((row) => textIn(row, 'request_id'));
};
