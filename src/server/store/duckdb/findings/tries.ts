import { microsPerSecond } from '../../../../contract/instant.ts';
import { breather } from '../../breath.ts';
import type { Tries, TriesQuestion } from '../../questions/findings.ts';
import { tellable } from '../overview/breakdown.ts';
import { type OverviewContext, attemptsOfRanges } from '../overview/range-attempts.ts';
import { eachPerson, peopleColumns } from '../people-sql.ts';
import { recordedIn } from './bursts.ts';
import { instantIn, textOrNoneIn } from '../sql.ts';

/** So many attempts are judged at most, the newest: a program can fail every second for months. */
const judged = 100_000;

const keys = ['person', 'is_user_id', 'application', 'address'] as const;

const same = (one: string, other: string): string =>
  keys.map((key) => `${one}.${key} IS NOT DISTINCT FROM ${other}.${key}`).join(' AND ');

/**
 * Attempts of one person, application and address, of those who have `least` in a row whose intervals
 * differ by no more than a rhythm’s may: what is left out can be none.
 */
export const findTries = async (
  answering: OverviewContext,
  question: TriesQuestion,
): Promise<readonly Tries[]> => {
  const { filters, least, tolerance } = question;
  const columns = [...peopleColumns, 'application_names', 'addresses'] as const;
  const source = await attemptsOfRanges(answering, question, { columns });
  if (!source) return [];
  const { sql, params } = source;
  const by = keys.join(', ');
  const rows = await answering.engine.ask(
    `WITH own AS MATERIALIZED (SELECT * FROM ${sql}),
       named AS (SELECT * FROM (${eachPerson('own', ['start', 'addresses', 'application_names'], { filters, params })})
         WHERE person IS NOT NULL),
       used AS (SELECT * EXCLUDE (application_names), unnest(coalesce(application_names, [NULL])) AS application FROM named),
       placed AS (SELECT * EXCLUDE (addresses), unnest(coalesce(addresses, [NULL])) AS address FROM used),
       told AS MATERIALIZED (SELECT * FROM placed WHERE ${tellable('application_name', filters, 'application', params)} AND ${tellable('source_ip', filters, 'address', params)}),
       frequent AS (SELECT ${by} FROM told GROUP BY ${by} HAVING count(*) >= ${least}),
       tries AS MATERIALIZED (SELECT told.* FROM told JOIN frequent ON ${same('told', 'frequent')}),
       gaps AS (SELECT *, start - lag(start) OVER (PARTITION BY ${by} ORDER BY start) AS gap FROM tries),
       spreads AS (SELECT *, max(gap) OVER next AS widest, min(gap) OVER next AS narrowest, count(gap) OVER next AS gaps
         FROM gaps WINDOW next AS (PARTITION BY ${by} ORDER BY start ROWS BETWEEN CURRENT ROW AND ${least - 2} FOLLOWING)),
       regular AS (SELECT DISTINCT ${by} FROM spreads WHERE gaps = ${least - 1} AND widest >= ${microsPerSecond}
         AND widest - narrowest <= 2 * greatest(${microsPerSecond}, widest * ${tolerance}))
     SELECT tries.* EXCLUDE (request_id)
     FROM tries JOIN regular ON ${same('tries', 'regular')} ORDER BY start DESC, ${keys.map((key) => `tries.${key}`).join(', ')}, upstream LIMIT ${judged}`,
    params,
    answering.signal,
  );
  const told = new Map<string, Tries & { readonly starts: Tries['starts'][number][] }>();
  const breathe = breather();
  for (const row of rows.toReversed()) {
    await breathe();
    const key = JSON.stringify(keys.map((name) => row[name]));
    const known = told.get(key) ?? {
      person: recordedIn(row),
      application: textOrNoneIn(row, 'application'),
      address: textOrNoneIn(row, 'address'),
      starts: [],
    };
    known.starts.push(instantIn(row, 'start'));
    told.set(key, known);
  }
  return [...told.values()];
};
