import { fold } from '../../../../contract/fold.ts';
import type { CalledFit } from '../../called-by.ts';
import type { Named } from '../../questions/events.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Engine } from '../engine.ts';
import { foldSql } from '../fold-sql.ts';
import { Params, instantIn, numberIn, textIn } from '../sql.ts';

/** Of so many who fit best it is counted in how many events they are. */
const counted = 200;

/** The best of people whom words call, with the events of their user_ids, and of addresses that they alone have. */
export const countedPeople = async (
  engine: Engine,
  { addresses }: Catalogue,
  called: readonly CalledFit[],
  limit: number,
  signal: AbortSignal | undefined,
): Promise<readonly Named[]> => {
  if (called.length === 0) return [];
  const best = called.slice(0, counted);
  const params = new Params();
  const own = best.flatMap(({ userId }) =>
    addresses.ownOf(userId).map((email) => [fold(email), userId] as const),
  );
  const ids = params.list(best.map(({ userId }) => userId));
  const [emails, users] = [
    params.list(own.map(([email]) => email)),
    params.list(own.map(([, user]) => user)),
  ];
  const sql = `SELECT person, sum(count) AS count, max(last) AS last FROM (
      SELECT user_id AS person, count(*) AS count, max(time) AS last FROM events
        WHERE user_id IN (SELECT unnest(${ids})) GROUP BY ALL
      UNION ALL SELECT owner AS person, count, last
        FROM (SELECT ${foldSql('upstream_user_id')} AS folded, count(*) AS count, max(time) AS last FROM events
          WHERE user_id IS NULL AND upstream_user_id IS NOT NULL GROUP BY ALL)
        JOIN (SELECT unnest(${emails}) AS email, unnest(${users}) AS owner) ON email = folded)
    GROUP BY person`;
  const rows = new Map((await engine.ask(sql, params, signal)).map((row) => [textIn(row, 'person'), row]));
  const named = best.map(({ userId, ...fit }) => {
    const row = rows.get(userId);
    return { userId, ...fit, count: row ? numberIn(row, 'count') : 0, row };
  });
  return named
    .toSorted(
      (a, b) =>
        b.fullness - a.fullness ||
        Number(b.begins) - Number(a.begins) ||
        b.count - a.count ||
        (a.userId < b.userId ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ userId, count, row }) => ({
      property: 'person',
      value: userId,
      count,
      ...(row ? { last: instantIn(row, 'last') } : {}),
    }));
};
