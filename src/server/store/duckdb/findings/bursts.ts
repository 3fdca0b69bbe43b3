import { microsPerDay } from '../../../../contract/instant.ts';
import type { Burst, BurstQuestion, NewestFindings, RecordedPerson } from '../../questions/findings.ts';
import { eachPerson, peopleColumns, personIn, whoSql } from '../people-sql.ts';
import { type Row, instantIn, numberIn, textIn, textOrNoneIn, utcDay } from '../sql.ts';
import { tellable } from '../overview/breakdown.ts';
import { type OverviewContext, attemptsOfRanges } from '../overview/range-attempts.ts';

/** The columns by which the hits of one subject are told from another’s. */
type Keys = readonly [string, ...string[]];

const same = (keys: Keys, one: string, other: string): string =>
  keys.map((key) => `${one}.${key} = ${other}.${key}`).join(' AND ');

/**
 * Common table expressions that join the overlapping stretches of `hits` (the keys, lo and hi) to `bursts` (the keys,
 * began and ended). Equal stretches count once: which of them begins would be another row in each window.
 */
const joinedHits = (keys: Keys): string => {
  const by = `PARTITION BY ${keys.join(', ')} ORDER BY lo, hi`;
  return `marked AS (SELECT *, coalesce(lo > max(hi) OVER (${by} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS begins
      FROM (SELECT DISTINCT ${keys.join(', ')}, lo, hi FROM hits)),
    numbered AS (SELECT *, count(*) FILTER (begins) OVER (${by} ROWS UNBOUNDED PRECEDING) AS burst FROM marked),
    bursts AS (SELECT ${keys.join(', ')}, min(lo) AS began, max(hi) AS ended FROM numbered GROUP BY ${keys.join(', ')}, burst)`;
};

/**
 * The newest bursts with all of `tries` that they hold; those that last longer than a day by the day.
 * @param told aggregates over those
 */
const newestBursts = (keys: Keys, told: string, limit: number): string =>
  `SELECT ${keys.map((key) => `bursts.${key}`).join(', ')}, min(tries.start) AS first, max(tries.start) AS last, ${told}, count(*) OVER () AS total
   FROM bursts JOIN tries ON ${same(keys, 'bursts', 'tries')} AND tries.start BETWEEN began AND ended
   GROUP BY ${keys.map((key) => `bursts.${key}`).join(', ')}, began, ended, CASE WHEN ended - began > ${microsPerDay} THEN ${utcDay('tries.start')} END
   ORDER BY last DESC, ${keys.map((key) => `bursts.${key}`).join(', ')} LIMIT ${limit}`;

/** Hits: from each row of `tries` back to the first within the stretch, where `least` or more lie between. */
const hitsOfTries = (keys: Keys, { least, within }: BurstQuestion): string => `
  hits AS (SELECT ${keys.join(', ')}, min(start) OVER recent AS lo, start AS hi FROM tries
    WINDOW recent AS (PARTITION BY ${keys.join(', ')} ORDER BY start RANGE BETWEEN ${within} PRECEDING AND CURRENT ROW)
    QUALIFY count(*) OVER recent >= ${least})`;

const personKeys = ['person', 'is_user_id'] as const;

/** Who a row tells, and as what they were recorded: of several ways for whom no user_id is known. */
export const recordedIn = (row: Row): RecordedPerson => {
  const [person, upstream] = [personIn(row), textOrNoneIn(row, 'upstream')];
  return person.isUserId || upstream === undefined ? person : { ...person, upstream };
};

export const burstIn = (row: Row): Burst => ({
  first: instantIn(row, 'first'),
  last: instantIn(row, 'last'),
  count: numberIn(row, 'count'),
});

export const totalIn = (rows: readonly Row[]): number => Number(rows[0]?.['total'] ?? 0);

/** Attempts of one person from one address, close together. */
export const readBruteForce = async (
  answering: OverviewContext,
  question: BurstQuestion,
): Promise<NewestFindings<Burst & { readonly person: RecordedPerson; readonly address: string }>> => {
  const columns = [...peopleColumns, 'addresses'] as const;
  const source = await attemptsOfRanges(answering, question, { columns });
  if (!source) return { found: [], total: 0 };
  const { sql, params } = source;
  const { filters, limit } = question;
  const keys = [...personKeys, 'address'] as const;
  const rows = await answering.engine.ask(
    `WITH own AS MATERIALIZED (SELECT * FROM ${sql}),
       named AS (${eachPerson('own', ['start', 'addresses'], { filters, params })}),
       placed AS (SELECT * EXCLUDE (addresses), unnest(addresses) AS address FROM named WHERE person IS NOT NULL),
       tries AS MATERIALIZED (SELECT * FROM placed WHERE ${tellable('source_ip', filters, 'address', params)}),
       ${hitsOfTries(keys, question)}, ${joinedHits(keys)}
     ${newestBursts(keys, 'count(*) AS count, max(upstream) AS upstream', limit)}`,
    params,
    answering.signal,
  );
  return {
    found: rows.map((row) => ({
      ...burstIn(row),
      person: recordedIn(row),
      address: textIn(row, 'address'),
    })),
    total: totalIn(rows),
  };
};

/** Attempts of many people from one address, close together. */
export const readSpray = async (
  answering: OverviewContext,
  question: BurstQuestion,
): Promise<NewestFindings<Burst & { readonly address: string; readonly people: number }>> => {
  const source = await attemptsOfRanges(answering, question, { columns: [...peopleColumns, 'addresses'] });
  if (!source) return { found: [], total: 0 };
  const { sql, params } = source;
  const { filters, least, within, limit } = question;
  const keys = ['address'] as const;
  const rows = await answering.engine.ask(
    `WITH own AS MATERIALIZED (SELECT * FROM ${sql}),
       named AS (SELECT request_id, start, addresses, ${whoSql} AS who FROM (${eachPerson('own', ['start', 'addresses'])})),
       placed AS MATERIALIZED (SELECT * EXCLUDE (addresses), unnest(addresses) AS address FROM named),
       wide AS (SELECT address FROM placed
         WHERE ${tellable('source_ip', filters, 'address', params)} GROUP BY address HAVING count(DISTINCT who) >= ${least}),
       tries AS MATERIALIZED (SELECT * FROM placed WHERE address IN (SELECT address FROM wide)),
       hits AS (SELECT address, min(start) OVER recent AS lo, start AS hi, count(DISTINCT who) OVER recent AS people
         FROM tries WINDOW recent AS (PARTITION BY address ORDER BY start RANGE BETWEEN ${within} PRECEDING AND CURRENT ROW)
         QUALIFY people >= ${least}),
       ${joinedHits(keys)}
     ${newestBursts(keys, 'count(DISTINCT request_id) AS count, count(DISTINCT who) AS people', limit)}`,
    params,
    answering.signal,
  );
  return {
    found: rows.map((row) => ({
      ...burstIn(row),
      address: textIn(row, 'address'),
      people: numberIn(row, 'people'),
    })),
    total: totalIn(rows),
  };
};
