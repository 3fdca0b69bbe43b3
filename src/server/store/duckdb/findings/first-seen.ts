import { isUnfiltered, noFilters } from '../../../../contract/filters.ts';
import { micros } from '../../../../contract/instant.ts';
import type { FindingStore, FirstSeen, FirstSeenQuestion } from '../../finding-questions.ts';
import { isOfEvents } from '../../second-step-events.ts';
import type { Row } from '../sql.ts';
import type { Answering } from '../overview/period.ts';
import { attemptsWith } from './attempts-with.ts';
import { personIn, totalIn } from './bursts.ts';

/** A browser is its user agent without the numbers: the same after an update. */
const browser = String.raw`regexp_replace(user_agent, '[0-9]+([._][0-9]+)*', '', 'g')`;

/**
 * Successes in the order of each person’s, with the place of the last one before that had the same address, or the
 * same browser. People, addresses and user agents are numbered first: numbers are sorted in a third of the time.
 */
const seen = (range: string): string => `
  people AS MATERIALIZED (SELECT *, row_number() OVER ()::INTEGER AS who FROM
    (SELECT person, is_user_id, max(upstream) AS upstream FROM entered GROUP BY person, is_user_id HAVING max(start) >= ${range})),
  addresses AS MATERIALIZED (SELECT address, row_number() OVER ()::INTEGER AS place_id FROM (SELECT DISTINCT address FROM entered)),
  agents AS MATERIALIZED (SELECT user_agent, row_number() OVER ()::INTEGER AS agent_id, dense_rank() OVER (ORDER BY ${browser})::INTEGER AS browser_id
    FROM (SELECT DISTINCT user_agent FROM entered)),
  ranked AS (SELECT who, place_id, agent_id, browser_id, request_id, start, row_number() OVER (PARTITION BY who ORDER BY start, request_id) AS nth
    FROM entered JOIN people USING (person, is_user_id) LEFT JOIN addresses USING (address) LEFT JOIN agents USING (user_agent)),
  seen AS (SELECT *, lag(nth) OVER (PARTITION BY who, place_id ORDER BY nth) AS address_before,
      lag(nth) OVER (PARTITION BY who, browser_id ORDER BY nth) AS browser_before FROM ranked)`;

const foundIn = (rows: readonly Row[], what: string, successes: number) => {
  const own = rows.filter((row) => row['what'] === what);
  return {
    total: totalIn(own),
    found: own.map((row): FirstSeen => ({
      requestId: String(row['request_id']),
      start: micros(row['start'] as bigint),
      person: personIn(row),
      value: String(row['told']),
      looked: Math.min(Number(row['nth']) - 1, successes),
    })),
  };
};

/**
 * Sign-ins with an address or browser that is in none of the person’s last successes. Their history is of all
 * applications and addresses, whatever is filtered by; the sign-in itself passes the filters.
 */
export const findFirstSeen = async (
  answering: Answering,
  question: FirstSeenQuestion,
): ReturnType<FindingStore['firstSeen']> => {
  const { from, to, since, settled, successes, known, limit } = question;
  const everything = { from, to, settled, filters: noFilters, before: since };
  const columns = ['person', 'user_id', 'upstream_user_id', 'address', 'user_agent'] as const;
  const nothing = { addresses: { found: [], total: 0 }, browsers: { found: [], total: 0 } };
  const source = await attemptsWith(answering, everything, ['signed_in'], columns);
  if (!source) return nothing;
  const { sql, params } = source;
  const isAll = isUnfiltered(question.filters) && isOfEvents(question);
  const matching = isAll ? undefined : await attemptsWith(answering, question, ['signed_in'], [], params);
  if (!isAll && !matching) return nothing;
  const range = params.integer(from);
  const told = (what: string, table: string, id: string, value: string): string =>
    `(SELECT '${what}' AS what, request_id, start, person, is_user_id, upstream, ${value} AS told, nth, count(*) OVER () AS total
      FROM unseen JOIN people USING (who) JOIN ${table} USING (${id})
      WHERE ${value} <> '' AND coalesce(nth - ${what}_before > ${successes}, true) ORDER BY start DESC, request_id LIMIT ${limit})`;
  const rows = await answering.engine.ask(
    `WITH entered AS MATERIALIZED (SELECT request_id, start, person, user_id IS NOT NULL AS is_user_id,
         upstream_user_id AS upstream, address, user_agent FROM ${sql} WHERE person <> ''),
       ${seen(range)},
       unseen AS MATERIALIZED (SELECT * FROM seen WHERE start >= ${range} AND nth > ${known}
         AND (coalesce(nth - address_before > ${successes}, true) OR coalesce(nth - browser_before > ${successes}, true))
         ${matching ? `AND request_id IN (SELECT request_id FROM ${matching.sql})` : ''})
     ${told('address', 'addresses', 'place_id', 'address')} UNION ALL ${told('browser', 'agents', 'agent_id', 'user_agent')}`,
    params,
    answering.signal,
  );
  return {
    addresses: foundIn(rows, 'address', successes),
    browsers: foundIn(rows, 'browser', successes),
  };
};
