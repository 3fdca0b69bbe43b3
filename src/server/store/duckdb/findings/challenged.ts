import { stepsOfLetters } from '../../../diagnosis/rules.ts';
import type { ChallengedAttempt, FindingQuestions } from '../../questions/findings.ts';
import { tellable } from '../overview/breakdown.ts';
import { type OverviewContext, attemptsOfRanges } from '../overview/range-attempts.ts';
import { instantIn, instantsIn, textIn, textOrNoneIn } from '../sql.ts';
import { asOutcome } from '../steps-sql.ts';
import { personIn } from './bursts.ts';

/** So many attempts are told at most, the newest. */
const told = 100_000;

const columns = [
  'people',
  'user_id',
  'upstream_user_id',
  'address',
  'user_agent',
  'challenges',
  'letters',
  'times',
] as const;

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
    `WITH named AS (SELECT * EXCLUDE (people, upstream_user_id), upstream_user_id AS upstream, user_id IS NOT NULL AS is_user_id,
         unnest(people) AS person FROM ${sql}),
       tries AS MATERIALIZED (SELECT * FROM named WHERE challenges > 0 AND ${tellable('user', filters, 'person', params)}),
       pressed AS (SELECT DISTINCT person, is_user_id FROM
         (SELECT person, is_user_id, sum(challenges) OVER (PARTITION BY person, is_user_id ORDER BY start
            RANGE BETWEEN ${within} PRECEDING AND CURRENT ROW) AS held FROM tries) WHERE held >= ${least})
     SELECT request_id, start, outcome, person, is_user_id, upstream, address, user_agent, letters, times
     FROM tries JOIN pressed USING (person, is_user_id) ORDER BY start DESC, request_id, person LIMIT ${told}`,
    params,
    answering.signal,
  );
  return rows.toReversed().map((row): ChallengedAttempt => {
    const steps = stepsOfLetters(textIn(row, 'letters'));
    const [address, userAgent] = [textOrNoneIn(row, 'address'), textOrNoneIn(row, 'user_agent')];
    return {
      requestId: textIn(row, 'request_id'),
      start: instantIn(row, 'start'),
      outcome: asOutcome(row['outcome']),
      person: personIn(row),
      ...(address === undefined ? {} : { address }),
      ...(userAgent === undefined ? {} : { userAgent }),
      steps: instantsIn(row, 'times').map((time, at) => ({ time, step: steps[at] })),
    };
  });
};
