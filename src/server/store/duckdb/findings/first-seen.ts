import { hasAttemptFilters } from '../../../../contract/attempt-filters.ts';
import { isUnfiltered, noFilters } from '../../../../contract/filters.ts';
import type { FirstSeen, FirstSeenQuestion, NewestFindings } from '../../questions/findings.ts';
import { networkSql } from '../place-network-sql.ts';
import { type Row, textIn, instantIn, numberIn } from '../sql.ts';
import type { OverviewContext } from '../overview/range-attempts.ts';
import { attemptsWith } from './attempts-with.ts';
import { recordedIn, totalIn } from './bursts.ts';

/** A browser is its user agent without the numbers: the same after an update. */
const browser = String.raw`regexp_replace(user_agent, '[0-9]+([._][0-9]+)*', '', 'g')`;

/**
 * Successes in the order of each person’s, and whether they have a network, or a browser, that none of so many before
 * had. The ways in which people come (person, address, browser) are few: numbered once, successes are sorted as numbers.
 * A value is looked for only where it begins: there the last success that had it, if any, is the end of a stretch.
 */
const seen = (range: string, successes: number): string => `
  ways AS MATERIALIZED (SELECT person, is_user_id, address, user_agent, max(upstream) AS upstream, max(start) AS newest
    FROM entered GROUP BY person, is_user_id, address, user_agent),
  people AS (SELECT person, is_user_id, max(upstream) AS upstream, row_number() OVER ()::INTEGER AS who
    FROM ways GROUP BY person, is_user_id HAVING max(newest) >= ${range}),
  agents AS (SELECT user_agent, dense_rank() OVER (ORDER BY ${browser})::INTEGER AS browser_id FROM (SELECT DISTINCT user_agent FROM ways)),
  places AS (SELECT address, dense_rank() OVER (ORDER BY ${networkSql('address')})::INTEGER AS place_id FROM (SELECT DISTINCT address FROM ways)),
  numbered AS MATERIALIZED (SELECT person, is_user_id, address, user_agent, people.upstream, who, browser_id, place_id,
      row_number() OVER ()::INTEGER AS way
    FROM ways JOIN people USING (person, is_user_id) JOIN agents USING (user_agent) JOIN places USING (address)),
  ranked AS (SELECT way, who, place_id, browser_id, request_id, start, row_number() OVER own AS nth,
      lag(place_id) OVER own AS place_before, lead(place_id) OVER own AS place_after,
      lag(browser_id) OVER own AS browser_before, lead(browser_id) OVER own AS browser_after
    FROM entered JOIN numbered USING (person, is_user_id, address, user_agent) WINDOW own AS (PARTITION BY who ORDER BY start, request_id)),
  edges AS (SELECT *, place_before IS DISTINCT FROM place_id AS begins_place, browser_before IS DISTINCT FROM browser_id AS begins_browser
    FROM ranked WHERE begins_place OR begins_browser OR place_after IS DISTINCT FROM place_id OR browser_after IS DISTINCT FROM browser_id),
  told AS (SELECT way, who, request_id, start, nth,
      begins_place AND coalesce(nth - lag(nth) OVER (PARTITION BY who, place_id ORDER BY nth) > ${successes}, true) AS new_place,
      begins_browser AND coalesce(nth - lag(nth) OVER (PARTITION BY who, browser_id ORDER BY nth) > ${successes}, true) AS new_browser
    FROM edges),
  seen AS (SELECT *, coalesce(sum(new_place::INTEGER) OVER (PARTITION BY who ORDER BY nth
      RANGE BETWEEN ${successes} PRECEDING AND 1 PRECEDING), 0) AS moves FROM told)`;

const firstSeenIn = (row: Row, successes: number): FirstSeen => {
  const userAgent = textIn(row, 'user_agent');
  return {
    requestId: textIn(row, 'request_id'),
    start: instantIn(row, 'start'),
    person: recordedIn(row),
    address: textIn(row, 'address'),
    ...(userAgent === '' ? {} : { userAgent }),
    // of a browser that is not recorded nothing can be told
    isNewBrowser: userAgent !== '' && Boolean(row['new_browser']),
    looked: Math.min(numberIn(row, 'nth') - 1, successes),
    people: numberIn(row, 'people'),
  };
};

/**
 * Sign-ins from a network that is in none of the person’s last successes. Their history is of all applications and
 * addresses, whatever is filtered by; the sign-in itself passes the filters.
 */
export const readFirstSeen = async (
  answering: OverviewContext,
  question: FirstSeenQuestion,
): Promise<NewestFindings<FirstSeen>> => {
  const { from, to, since, settled, successes, known, relay, limit } = question;
  const everything = { from, to, settled, filters: noFilters, before: since };
  const columns = ['person', 'upstream_user_id', 'address', 'user_agent'] as const;
  const nothing = { found: [], total: 0 };
  const source = await attemptsWith(answering, everything, ['signed_in'], columns, { renewals: true });
  if (!source) return nothing;
  const { sql, params } = source;
  const isAll = isUnfiltered(question.filters) && !hasAttemptFilters(question);
  const matching = isAll ? undefined : await attemptsWith(answering, question, ['signed_in'], [], { params });
  if (!isAll && !matching) return nothing;
  const range = params.integer(from);
  const rows = await answering.engine.ask(
    `WITH entered AS MATERIALIZED (SELECT request_id, start, person, is_user_id, upstream_user_id AS upstream,
         coalesce(address, '') AS address, coalesce(user_agent, '') AS user_agent FROM ${sql} WHERE person IS NOT NULL AND NOT renewal),
       ${seen(range, successes)},
       unseen AS MATERIALIZED (SELECT * FROM seen JOIN (SELECT * EXCLUDE (who) FROM numbered) USING (way)
         WHERE start >= ${range} AND nth > ${known} AND new_place AND moves < ${relay} AND address <> ''),
       crowds AS (SELECT address, count(DISTINCT who) AS people FROM unseen GROUP BY address)
     SELECT request_id, start, person, is_user_id, upstream, address, user_agent, new_browser, nth, people, count(*) OVER () AS total
     FROM unseen JOIN crowds USING (address)
     ${matching ? `WHERE request_id IN (SELECT request_id FROM ${matching.sql})` : ''}
     ORDER BY start DESC, request_id LIMIT ${limit}`,
    params,
    answering.signal,
  );
  return { found: rows.map((row) => firstSeenIn(row, successes)), total: totalIn(rows) };
};
