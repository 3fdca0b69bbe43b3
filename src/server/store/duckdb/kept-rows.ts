import type { Run } from '../windows.ts';
import { reading, within } from './attempt-scope.ts';
import type { Catalogue } from './catalogue.ts';
import { fromRuns } from './conditions.ts';
import { keptOfAttempt } from './kept-columns.ts';
import { Params } from './sql.ts';

export type Statement = { readonly sql: string; readonly params: Params };

/** Rows of the table of kept attempts that begin in the run go. */
const removal = (run: Run): Statement => {
  const params = new Params();
  return { sql: `DELETE FROM attempts WHERE ${within([run], 'start', params)}`, params };
};

const addition = (catalogue: Catalogue, run: Run): Statement => {
  const params = new Params();
  const sql = `INSERT INTO attempts SELECT ${keptOfAttempt} FROM ${fromRuns(reading(catalogue, [run]), params)}
    WHERE request_id IS NOT NULL GROUP BY request_id HAVING ${within([run], 'min(time)', params)}
    ORDER BY start, request_id`;
  return { sql, params };
};

/**
 * Statements that put the attempts which begin in a run into the table of kept ones, in place of what it has.
 * @param slices stretches that make up the run: a large one would not fit into memory
 */
export const rowsOfRun = (catalogue: Catalogue, run: Run, slices: readonly Run[]): readonly Statement[] => [
  removal(run),
  ...slices.map((slice) => addition(catalogue, slice)),
];
