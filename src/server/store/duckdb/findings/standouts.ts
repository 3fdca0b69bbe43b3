import { failures } from '../../../../contract/outcome.ts';
import { type Micros, micros, microsPerDay } from '../../../../contract/instant.ts';
import type { NewestFindings, Standout, StandoutQuestion } from '../../questions/findings.ts';
import { tellable } from '../overview/breakdown.ts';
import type { OverviewContext } from '../overview/range-attempts.ts';
import { attemptsWith } from './attempts-with.ts';
import { burstIn, totalIn } from './bursts.ts';
import { whoSql } from '../people-sql.ts';
import { type Row, instantsIn, integerIn, numberIn, textIn, textsIn, utcDay } from '../sql.ts';

const later = (one: bigint, other: bigint): Micros => micros(one > other ? one : other);
const sooner = (one: bigint, other: bigint): Micros => micros(one < other ? one : other);

/**
 * Stretches in which a provider or application fails more than in its history. In whole numbers, so that a rate at the threshold crosses it.
 */
export const readStandouts = async (
  answering: OverviewContext,
  question: StandoutQuestion,
): Promise<NewestFindings<Standout>> => {
  const { by, filters, from, to, anchor, step, history, gap, least, users, historyLeast } = question;
  const { times, points, limit } = question;
  const since = micros(anchor - BigInt(history + gap) * step);
  const list = by === 'upstream_idp' ? 'providers' : 'application_names';
  const scope = { ...question, before: since };
  const columns = [list, 'person', 'address'] as const;
  const source = await attemptsWith(answering, scope, ['signed_in', ...failures], columns);
  if (!source) return { found: [], total: 0 };
  const { sql, params } = source;
  const [range, start, first] = [params.integer(from), params.integer(anchor), params.integer(since)];
  const rows = await answering.engine.ask(
    `WITH valued AS (SELECT start, (start - ${first}) // ${step} AS stretch, outcome, coalesce(${whoSql}, '@' || address, '') AS who, address, unnest(${list}) AS value FROM ${sql}
         WHERE start < ${start} OR start >= ${range}),
       stretches AS (SELECT value, stretch, min(start) AS opened, min(start) FILTER (outcome <> 'signed_in') AS first, max(start) FILTER (outcome <> 'signed_in') AS last,
           count(*) AS decided, count(*) FILTER (outcome <> 'signed_in') AS unsuccessful,
           count(DISTINCT who) FILTER (outcome <> 'signed_in') AS users
         FROM valued WHERE ${tellable(by, filters, 'value', params)} GROUP BY ALL),
       compared AS (SELECT *, coalesce(sum(decided) OVER earlier, 0)::BIGINT AS known, coalesce(sum(unsuccessful) OVER earlier, 0)::BIGINT AS usual
         FROM stretches WINDOW earlier AS (PARTITION BY value ORDER BY stretch RANGE BETWEEN ${history + gap} PRECEDING AND ${gap + 1} PRECEDING)),
       crossing AS (SELECT *, stretch - row_number() OVER (PARTITION BY value ORDER BY stretch) AS run FROM compared
         WHERE opened >= ${range} AND decided >= ${least} AND known >= ${historyLeast} AND users >= ${users}
           AND unsuccessful * known >= ${times} * usual * decided
           AND 100 * (unsuccessful * known - usual * decided) >= ${points} * decided * known),
       lasting AS (SELECT *, CASE WHEN count(*) OVER (PARTITION BY value, run) * ${step} > ${microsPerDay} THEN ${utcDay(`(${first} + stretch * ${step})`)} END AS day
         FROM crossing),
       told AS MATERIALIZED (SELECT value, min(stretch) AS stretch, max(stretch) AS last_stretch, min(first) AS first, max(last) AS last,
       sum(decided)::BIGINT AS count, sum(unsuccessful)::BIGINT AS unsuccessful,
       arg_min(known, stretch) AS known, arg_min(usual, stretch) AS usual, count(*) OVER () AS total
     FROM lasting GROUP BY value, run, day ORDER BY last DESC, value LIMIT ${limit}),
       places AS (SELECT told.value, told.stretch, address, count(DISTINCT who) AS users FROM told JOIN valued
         ON valued.value = told.value AND valued.stretch BETWEEN told.stretch AND told.last_stretch
         WHERE outcome <> 'signed_in' AND address IS NOT NULL GROUP BY ALL),
       listed AS (SELECT value, stretch, list(address ORDER BY address) AS addresses, list(users ORDER BY address) AS users
         FROM places GROUP BY value, stretch)
     SELECT told.*, addresses, users FROM told LEFT JOIN listed USING (value, stretch) ORDER BY last DESC, value`,
    params,
    answering.signal,
  );
  const addressesIn = (row: Row): Standout['addresses'] => {
    const users = instantsIn(row, 'users');
    return textsIn(row, 'addresses').map((address, at) => ({ address, users: Number(users[at] ?? 0n) }));
  };
  const begin = (stretch: bigint): bigint => since + stretch * step;
  return {
    found: rows.map((row) => ({
      ...burstIn(row),
      value: textIn(row, 'value'),
      from: later(begin(integerIn(row, 'stretch')), from),
      to: sooner(begin(integerIn(row, 'last_stretch')) + step, to),
      unsuccessful: numberIn(row, 'unsuccessful'),
      addresses: addressesIn(row),
      history: {
        from: micros(begin(integerIn(row, 'stretch')) - BigInt(history + gap) * step),
        count: numberIn(row, 'known'),
        unsuccessful: numberIn(row, 'usual'),
      },
    })),
    total: totalIn(rows),
  };
};
