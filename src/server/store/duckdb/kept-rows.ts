import type { Run } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { fromRuns } from './conditions.ts';
import { keptAttempts } from './kept-columns.ts';
import { reading, within } from './reading.ts';
import { Params } from './sql.ts';
import { isWide } from './steps-sql.ts';

export type Statement = { readonly sql: string; readonly params: Params };

/** Rows of the table of kept attempts that begin in the run go. */
const removal = (run: Run): Statement => {
  const params = new Params();
  return { sql: `DELETE FROM attempts WHERE ${within([run], 'start', params)}`, params };
};

const addition = (catalogue: Catalogue, run: Run, upTo: bigint): Statement => {
  const params = new Params();
  const from = `${fromRuns(reading(catalogue, [run]), params)}
    WHERE request_id IS NOT NULL AND sequence <= ${params.integer(upTo)}`;
  const rows = keptAttempts(from, within([run], 'min(time)', params), isWide(catalogue.extent()));
  return { sql: `INSERT INTO attempts BY NAME ${rows} ORDER BY start, request_id`, params };
};

/**
 * Statements that put the attempts which begin in a run into the table of kept ones, in place of what it has.
 * @param slices stretches that make up the run: a large one would not fit into memory
 * @param upTo the event up to which `Flows` knows how they went
 */
export const rowsOfRun = (
  catalogue: Catalogue,
  run: Run,
  slices: readonly Run[],
  upTo: bigint,
): readonly Statement[] => [removal(run), ...slices.map((slice) => addition(catalogue, slice, upTo))];
