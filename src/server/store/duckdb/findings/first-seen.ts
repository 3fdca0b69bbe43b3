import { hasAttemptFilters } from '../../../../contract/attempt-filters.ts';
import { isUnfiltered, noFilters } from '../../../../contract/filters.ts';
import { micros, microsPerDay } from '../../../../contract/instant.ts';
import type { FirstSeen, FirstSeenQuestion, NewestFindings } from '../../questions/findings.ts';
import { dayOf, runOfDay } from '../../windows.ts';
import { networkSql } from '../place-network-sql.ts';
import { within } from '../reading.ts';
import { type Row, textIn, instantIn, numberIn, utcDay } from '../sql.ts';
import type { OverviewContext } from '../overview/range-attempts.ts';
import { attemptsWith } from './attempts-with.ts';
import { recordedIn, totalIn } from './bursts.ts';

/** A browser is its user agent without the numbers: the same after an update. */
const browser = String.raw`regexp_replace(user_agent, '[0-9]+([._][0-9]+)*', '', 'g')`;

/** Whether a value that begins at an edge was in none of so many successes before it, as far as those since a day are known. */
const isNew = (value: 'place' | 'browser', successes: number, since: string, of = ''): string =>
  `(${of}begins_${value} AND coalesce(${of}${value}_ago > ${successes} OR ${of}${value}_day < ${since}, true))`;

/**
 * Successes in the order of each person’s, and those from a network that none of so many before had. The ways in which
 * people come (person, address, browser) are few: numbered once, successes are sorted as numbers. A value is looked for
 * only where it begins: there the last success that had it, if any, is the end of a stretch. What is known on a day
 * reaches so far back from that day, whatever the range: few sign-ins are strange, for each of which it is counted what was
 * known then, the first of it as from a new network.
 */
const seen = (firstDay: string, { successes, historyDays }: FirstSeenQuestion): string => `
  ways AS MATERIALIZED (SELECT person, is_user_id, address, user_agent, max(upstream) AS upstream, max(day) AS newest
    FROM entered GROUP BY person, is_user_id, address, user_agent),
  people AS (SELECT person, is_user_id, max(upstream) AS upstream, row_number() OVER ()::INTEGER AS who
    FROM ways GROUP BY person, is_user_id HAVING max(newest) >= ${firstDay}),
  agents AS (SELECT user_agent, dense_rank() OVER (ORDER BY ${browser})::INTEGER AS browser_id FROM (SELECT DISTINCT user_agent FROM ways)),
  places AS (SELECT address, dense_rank() OVER (ORDER BY ${networkSql('address')})::INTEGER AS place_id FROM (SELECT DISTINCT address FROM ways)),
  numbered AS MATERIALIZED (SELECT person, is_user_id, address, user_agent, people.upstream, who, browser_id, place_id,
      row_number() OVER ()::INTEGER AS way
    FROM ways JOIN people USING (person, is_user_id) JOIN agents USING (user_agent) JOIN places USING (address)),
  ranked AS MATERIALIZED (SELECT way, who, place_id, browser_id, request_id, start, day, row_number() OVER own AS nth,
      lag(place_id) OVER own AS place_before, lead(place_id) OVER own AS place_after,
      lag(browser_id) OVER own AS browser_before, lead(browser_id) OVER own AS browser_after,
      coalesce(day - lag(day) OVER own > ${historyDays}, true) AS begins, coalesce(lead(day) OVER own - day > ${historyDays}, true) AS ends
    FROM entered JOIN numbered USING (person, is_user_id, address, user_agent) WINDOW own AS (PARTITION BY who ORDER BY start, request_id)),
  edges AS (SELECT *, begins OR place_before <> place_id AS begins_place, begins OR browser_before <> browser_id AS begins_browser
    FROM ranked WHERE begins_place OR begins_browser OR ends OR place_after <> place_id OR browser_after <> browser_id),
  dated AS MATERIALIZED (SELECT way, who, request_id, start, day, nth, begins_place, begins_browser,
      nth - lag(nth) OVER by_place AS place_ago, lag(day) OVER by_place AS place_day,
      nth - lag(nth) OVER by_browser AS browser_ago, lag(day) OVER by_browser AS browser_day
    FROM edges WINDOW by_place AS (PARTITION BY who, place_id ORDER BY nth), by_browser AS (PARTITION BY who, browser_id ORDER BY nth)),
  strange AS MATERIALIZED (SELECT *, day - ${historyDays} AS since, ${isNew('browser', successes, 'since')} AS new_browser
    FROM dated WHERE day >= ${firstDay} AND ${isNew('place', successes, `day - ${historyDays}`)}),
  forgotten AS (SELECT who, nth, sum(count) AS count FROM strange
    JOIN (SELECT who, day AS on_day, count(*) AS count FROM ranked GROUP BY ALL) USING (who) WHERE on_day < since GROUP BY who, nth),
  known AS MATERIALIZED (SELECT strange.*, coalesce(count, 0) AS forgotten FROM strange LEFT JOIN forgotten USING (who, nth)),
  moved AS (SELECT who, known.nth, count(*) AS moves FROM known JOIN dated AS earlier USING (who)
    WHERE earlier.nth < known.nth AND earlier.nth >= known.nth - ${successes} AND earlier.nth > forgotten + 1
      AND ${isNew('place', successes, 'known.since', 'earlier.')}
    GROUP BY who, known.nth),
  seen AS (SELECT * EXCLUDE (nth, moves), nth - forgotten AS nth,
      coalesce(moves, 0) + (nth - forgotten BETWEEN 2 AND ${successes + 1})::INTEGER AS moves
    FROM known LEFT JOIN moved USING (who, nth))`;

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
  const { from, to, settled, successes, known, relay, historyDays, peopleDays, limit } = question;
  const firstDay = dayOf(from) - peopleDays + 1;
  const days = { from: runOfDay(dayOf(from)).from, to: runOfDay(dayOf(to - 1n)).to };
  const before = micros(days.from - BigInt(historyDays + peopleDays - 1) * microsPerDay);
  const everything = { ...days, settled, filters: noFilters, before };
  const columns = ['person', 'upstream_user_id', 'address', 'user_agent'] as const;
  const nothing = { found: [], total: 0 };
  const source = await attemptsWith(answering, everything, ['signed_in'], columns, { renewals: true });
  if (!source) return nothing;
  const { sql, params } = source;
  const isAll = isUnfiltered(question.filters) && !hasAttemptFilters(question);
  const matching = isAll ? undefined : await attemptsWith(answering, question, ['signed_in'], [], { params });
  if (!isAll && !matching) return nothing;
  const rows = await answering.engine.ask(
    `WITH entered AS MATERIALIZED (SELECT request_id, start, ${utcDay('start')} AS day, person, is_user_id, upstream_user_id AS upstream,
         coalesce(address, '') AS address, coalesce(user_agent, '') AS user_agent FROM ${sql} WHERE person IS NOT NULL AND NOT renewal),
       ${seen(`${firstDay}`, question)},
       unseen AS MATERIALIZED (SELECT * FROM seen JOIN (SELECT * EXCLUDE (who) FROM numbered) USING (way)
         WHERE nth > ${known} AND moves < ${relay} AND address <> ''),
       crowds AS (SELECT address, own.day, count(DISTINCT who) AS people FROM (SELECT DISTINCT address, day FROM unseen) AS own
         JOIN unseen USING (address) WHERE unseen.day BETWEEN own.day - ${peopleDays - 1} AND own.day GROUP BY ALL)
     SELECT request_id, start, person, is_user_id, upstream, address, user_agent, new_browser, nth, people, count(*) OVER () AS total
     FROM unseen JOIN crowds USING (address, day) WHERE ${within([{ from, to }], 'start', params)}
       ${matching ? `AND request_id IN (SELECT request_id FROM ${matching.sql})` : ''}
     ORDER BY start DESC, request_id LIMIT ${limit}`,
    params,
    answering.signal,
  );
  return { found: rows.map((row) => firstSeenIn(row, successes)), total: totalIn(rows) };
};
