import { isUnfiltered, noFilters } from '../../../../contract/filters.ts';
import type { FindingQuestions, FirstSeen, FirstSeenQuestion } from '../../questions/findings.ts';
import { isOfEvents } from '../../second-step-events.ts';
import { type Row, textIn, instantIn, numberIn } from '../sql.ts';
import type { OverviewContext } from '../overview/range-attempts.ts';
import { attemptsWith } from './attempts-with.ts';
import { personIn, totalIn } from './bursts.ts';

/** A browser is its user agent without the numbers: the same after an update. */
const browser = String.raw`regexp_replace(user_agent, '[0-9]+([._][0-9]+)*', '', 'g')`;

/**
 * Successes in the order of each person’s, and whether they have an address, or a browser, that none of so many before
 * had. The ways in which people come (person, address, browser) are few: numbered once, successes are sorted as numbers.
 * A value is looked for only where it begins: there the last success that had it, if any, is the end of a stretch.
 */
const seen = (range: string, successes: number): string => `
  ways AS MATERIALIZED (SELECT person, is_user_id, address, user_agent, max(upstream) AS upstream, max(start) AS newest
    FROM entered GROUP BY person, is_user_id, address, user_agent),
  people AS (SELECT person, is_user_id, max(upstream) AS upstream, row_number() OVER ()::INTEGER AS who
    FROM ways GROUP BY person, is_user_id HAVING max(newest) >= ${range}),
  agents AS (SELECT user_agent, dense_rank() OVER (ORDER BY ${browser})::INTEGER AS browser_id FROM (SELECT DISTINCT user_agent FROM ways)),
  numbered AS MATERIALIZED (SELECT person, is_user_id, address, user_agent, people.upstream, who, browser_id,
      dense_rank() OVER (ORDER BY address)::INTEGER AS place_id, row_number() OVER ()::INTEGER AS way
    FROM ways JOIN people USING (person, is_user_id) JOIN agents USING (user_agent)),
  ranked AS (SELECT way, who, place_id, browser_id, request_id, start, row_number() OVER own AS nth,
      lag(place_id) OVER own AS place_before, lead(place_id) OVER own AS place_after,
      lag(browser_id) OVER own AS browser_before, lead(browser_id) OVER own AS browser_after
    FROM entered JOIN numbered USING (person, is_user_id, address, user_agent) WINDOW own AS (PARTITION BY who ORDER BY start, request_id)),
  edges AS (SELECT *, place_before IS DISTINCT FROM place_id AS begins_place, browser_before IS DISTINCT FROM browser_id AS begins_browser
    FROM ranked WHERE begins_place OR begins_browser OR place_after IS DISTINCT FROM place_id OR browser_after IS DISTINCT FROM browser_id),
  seen AS (SELECT way, request_id, start, nth,
      begins_place AND coalesce(nth - lag(nth) OVER (PARTITION BY who, place_id ORDER BY nth) > ${successes}, true) AS new_address,
      begins_browser AND coalesce(nth - lag(nth) OVER (PARTITION BY who, browser_id ORDER BY nth) > ${successes}, true) AS new_browser
    FROM edges)`;

const foundIn = (rows: readonly Row[], what: string, successes: number) => {
  const own = rows.filter((row) => row['what'] === what);
  return {
    total: totalIn(own),
    found: own.map((row): FirstSeen => ({
      requestId: textIn(row, 'request_id'),
      start: instantIn(row, 'start'),
      person: personIn(row),
      value: textIn(row, 'told'),
      looked: Math.min(numberIn(row, 'nth') - 1, successes),
    })),
  };
};

/**
 * Sign-ins with an address or browser that is in none of the person’s last successes. Their history is of all
 * applications and addresses, whatever is filtered by; the sign-in itself passes the filters.
 */
export const readFirstSeen = async (
  answering: OverviewContext,
  question: FirstSeenQuestion,
): ReturnType<FindingQuestions['firstSeen']> => {
  const { from, to, since, settled, successes, known, limit } = question;
  const everything = { from, to, settled, filters: noFilters, before: since };
  const columns = ['person', 'user_id', 'upstream_user_id', 'address', 'user_agent'] as const;
  const nothing = { addresses: { found: [], total: 0 }, browsers: { found: [], total: 0 } };
  const source = await attemptsWith(answering, everything, ['signed_in'], columns, { renewals: true });
  if (!source) return nothing;
  const { sql, params } = source;
  const isAll = isUnfiltered(question.filters) && isOfEvents(question);
  const matching = isAll ? undefined : await attemptsWith(answering, question, ['signed_in'], [], { params });
  if (!isAll && !matching) return nothing;
  const range = params.integer(from);
  const told = (what: string, value: string): string =>
    `(SELECT '${what}' AS what, request_id, start, person, is_user_id, upstream, ${value} AS told, nth, count(*) OVER () AS total
      FROM unseen JOIN numbered USING (way) WHERE ${value} <> '' AND new_${what} ORDER BY start DESC, request_id LIMIT ${limit})`;
  const rows = await answering.engine.ask(
    `WITH entered AS MATERIALIZED (SELECT request_id, start, person, user_id IS NOT NULL AS is_user_id, upstream_user_id AS upstream,
         coalesce(address, '') AS address, coalesce(user_agent, '') AS user_agent FROM ${sql} WHERE person IS NOT NULL AND NOT renewal),
       ${seen(range, successes)},
       unseen AS MATERIALIZED (SELECT * FROM seen WHERE start >= ${range} AND nth > ${known} AND (new_address OR new_browser)
         ${matching ? `AND request_id IN (SELECT request_id FROM ${matching.sql})` : ''})
     ${told('address', 'address')} UNION ALL ${told('browser', 'user_agent')}`,
    params,
    answering.signal,
  );
  return {
    addresses: foundIn(rows, 'address', successes),
    browsers: foundIn(rows, 'browser', successes),
  };
};
