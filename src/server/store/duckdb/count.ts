import type { Asking, EventScope } from '../questions/scope.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { eventsIn } from './scope.ts';
import { Params } from './sql.ts';

/** How many events in scope were stored after a sequence. Rows lie in that order, so only the newest are read. */
export const countSince = async (
  engine: Engine,
  catalogue: Catalogue,
  { sequence, ...scope }: EventScope & { readonly sequence: bigint },
  { signal }: Asking,
): Promise<number> => {
  const params = new Params();
  const source = eventsIn(catalogue, scope, params, 'sequence');
  if (source === undefined) return 0;
  const sql = `SELECT count(*) AS count FROM ${source} WHERE sequence > ${params.integer(sequence)}`;
  const [row] = await engine.ask(sql, params, signal);
  return Number(row?.['count'] ?? 0);
};
