import { noFilters } from '../../../../contract/filters.ts';
import { micros } from '../../../../contract/instant.ts';
import type { FirstSeen, FirstSeenQuestion, Found } from '../../finding-questions.ts';
import type { Answering } from '../overview/period.ts';
import { attemptsWith } from './attempts-with.ts';
import { personIn, totalIn } from './bursts.ts';

/** A browser is its user agent without the numbers: the same after an update. */
const valueOf = {
  address: 'address',
  browser: String.raw`regexp_replace(user_agent, '[0-9]+([._][0-9]+)*', '', 'g')`,
} as const;

/**
 * Sign-ins with an address or browser that is in none of the person’s last successes. Their history is of all
 * applications and addresses, whatever is filtered by; the sign-in itself passes the filters.
 */
export const findFirstSeen = async (
  answering: Answering,
  question: FirstSeenQuestion,
): Promise<Found<FirstSeen>> => {
  const { of, from, to, since, settled, successes, known, limit } = question;
  const told = of === 'address' ? 'address' : 'user_agent';
  const everything = { from, to, settled, filters: noFilters, before: since };
  const columns = ['person', 'user_id', 'upstream_user_id', told] as const;
  const source = await attemptsWith(answering, everything, ['signed_in'], columns);
  const matching = source && (await attemptsWith(answering, question, ['signed_in'], [], source.params));
  if (!source || !matching) return { found: [], total: 0 };
  const { sql, params } = source;
  const range = params.integer(from);
  const rows = await answering.engine.ask(
    `WITH entered AS (SELECT request_id, start, person, ${told} AS told, user_id IS NOT NULL AS is_user_id,
         upstream_user_id AS upstream FROM ${sql} WHERE person <> ''),
       own AS (SELECT * FROM entered WHERE person IN (SELECT person FROM entered WHERE start >= ${range})),
       named AS (SELECT told, ${valueOf[of].replace(told, 'told')} AS value FROM (SELECT DISTINCT told FROM own)),
       ranked AS (SELECT own.*, value, row_number() OVER (PARTITION BY person, is_user_id ORDER BY start, request_id) AS place
         FROM own LEFT JOIN named ON own.told = named.told),
       seen AS (SELECT *, lag(place) OVER (PARTITION BY person, is_user_id, value ORDER BY place) AS earlier FROM ranked)
     SELECT request_id, start, person, is_user_id, upstream, told, place - 1 AS before, count(*) OVER () AS total FROM seen
     WHERE start >= ${range} AND told <> '' AND place > ${known} AND coalesce(place - earlier > ${successes}, true)
       AND request_id IN (SELECT request_id FROM ${matching.sql})
     ORDER BY start DESC, request_id LIMIT ${limit}`,
    params,
    answering.signal,
  );
  return {
    found: rows.map((row) => ({
      requestId: String(row['request_id']),
      start: micros(row['start'] as bigint),
      person: personIn(row),
      value: String(row['told']),
      looked: Math.min(Number(row['before']), successes),
    })),
    total: totalIn(rows),
  };
};
