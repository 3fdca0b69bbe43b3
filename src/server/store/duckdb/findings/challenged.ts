import { mapped } from '../../breath.ts';
import type { ChallengedAttempt, FindingQuestions } from '../../questions/findings.ts';
import { type OverviewContext, attemptsOfRanges } from '../overview/range-attempts.ts';
import { eachPerson, peopleColumns } from '../people-sql.ts';
import { asThemselves, instantOfDigits, textIn, textOrNoneIn, toldAsOne } from '../sql.ts';
import { asOutcome, stepsIn } from '../steps-sql.ts';
import { recordedIn } from './bursts.ts';

/** So many attempts are told at most, the newest. */
const newest = 100_000;

const columns = [...peopleColumns, 'address', 'user_agent', 'challenges', 'letters', 'times'] as const;

/** What is gathered of each besides who it is of. */
const gathered = ['start', 'outcome', 'address', 'user_agent', 'challenges', 'letters', 'times'];

const told = toldAsOne({
  ...asThemselves(
    'request_id',
    'outcome',
    'person',
    'is_user_id',
    'upstream',
    'address',
    'user_agent',
    'letters',
  ),
  start: 'CAST(start AS VARCHAR)',
  times: 'CAST(times AS VARCHAR[])',
});

/** The second steps, refused or unanswered, of people who have so many of them close together. */
export const readChallenged = async (
  answering: OverviewContext,
  question: Parameters<FindingQuestions['challenged']>[0],
): Promise<readonly ChallengedAttempt[]> => {
  const source = await attemptsOfRanges(answering, question, { columns });
  if (!source) return [];
  const { sql, params } = source;
  const { filters, least, within } = question;
  const rows = await answering.engine.ask(
    `WITH own AS MATERIALIZED (SELECT * FROM ${sql} WHERE challenges > 0),
       tries AS MATERIALIZED (SELECT * FROM (${eachPerson('own', gathered, { filters, params })}) WHERE person IS NOT NULL),
       pressed AS (SELECT DISTINCT person, is_user_id FROM
         (SELECT person, is_user_id, sum(challenges) OVER (PARTITION BY person, is_user_id ORDER BY start
            RANGE BETWEEN ${within} PRECEDING AND CURRENT ROW) AS held FROM tries) WHERE held >= ${least})
     SELECT ${told.sql} FROM tries JOIN pressed USING (person, is_user_id) ORDER BY start DESC, request_id, person LIMIT ${newest}`,
    params,
    answering.signal,
  );
  return mapped(rows.toReversed(), (each): ChallengedAttempt => {
    const row = told.in(each);
    const [address, userAgent] = [textOrNoneIn(row, 'address'), textOrNoneIn(row, 'user_agent')];
    return {
      requestId: textIn(row, 'request_id'),
      start: instantOfDigits(textIn(row, 'start')),
      outcome: asOutcome(row['outcome']),
      person: recordedIn(row),
      ...(address === undefined ? {} : { address }),
      ...(userAgent === undefined ? {} : { userAgent }),
      steps: stepsIn(row),
    };
  });
};
