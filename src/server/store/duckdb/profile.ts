import type { Outcome } from '../../../contract/outcome.ts';
import type { AttemptPosition, Profile, ProfileQuestion } from '../questions/attempts.ts';
import type { Asking } from '../questions/scope.ts';
import { countAttempts, countPeople, runsInBatches } from './attempt-counts.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { mostResults, secondStep } from './profile-counts.ts';
import { profileOfFew } from './profile-of-few.ts';
import { withRenewals } from './renewals.ts';
import { eventsIn } from './scope.ts';
import { seenValues } from './seen.ts';
import { Params, instantIn, numberIn, textIn } from './sql.ts';
import { asOutcome, result, stage } from './steps-sql.ts';

/** How many only renew a session, and of the others the newest of each outcome. */
const readRenewals = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: ProfileQuestion,
  signal: AbortSignal | undefined,
): Promise<Pick<Profile, 'renewals' | 'newest'>> => {
  const newest: Partial<Record<Outcome, AttemptPosition>> = {};
  let renewals = 0;
  for (const runs of runsInBatches(catalogue, scope)) {
    const source = await withRenewals(engine, catalogue, scope, runs, signal, {});
    if (!source) continue;
    const rows = await engine.ask(
      `SELECT outcome, renewal, count(*) AS count, max({ 'at': start, 'id': request_id })['at'] AS start,
         max({ 'at': start, 'id': request_id })['id'] AS request_id
       FROM ${source.sql} GROUP BY outcome, renewal`,
      source.params,
      signal,
    );
    for (const row of rows) {
      if ((row['renewal'] as unknown) === true) renewals += numberIn(row, 'count');
      // batches ascend
      else
        newest[asOutcome(row['outcome'])] = {
          start: instantIn(row, 'start'),
          requestId: textIn(row, 'request_id'),
        };
    }
  }
  return { renewals, newest };
};

const countChallenges = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: ProfileQuestion,
  signal: AbortSignal | undefined,
): Promise<Profile['challenges']> => {
  const params = new Params();
  const source = eventsIn(catalogue, scope, params, `${stage} AS step, ${result} AS value`);
  if (source === undefined) return [];
  const rows = await engine.ask(
    `SELECT value, count(*) AS count FROM ${source} WHERE step = '${secondStep}' AND value IS NOT NULL
     GROUP BY value ORDER BY count DESC, value LIMIT ${mostResults}`,
    params,
    signal,
  );
  return rows.map((row) => ({ value: textIn(row, 'value'), count: numberIn(row, 'count') }));
};

/** What is told together of somebody, say: by one look at their few events, or each by itself. */
export const readProfile = async (
  engine: Engine,
  catalogue: Catalogue,
  question: ProfileQuestion,
  asking: Asking,
): Promise<Profile> => {
  const ofFew = await profileOfFew(engine, catalogue, question, asking);
  if (ofFew) return ofFew;
  const { signal } = asking;
  const { people: limit } = question;
  return {
    counts: question.evenBuckets.length === 0 ? [] : await countAttempts(engine, catalogue, question, asking),
    ...(await readRenewals(engine, catalogue, question, signal)),
    seen: await seenValues(engine, catalogue, question, asking),
    challenges: await countChallenges(engine, catalogue, question, signal),
    ...(limit === undefined
      ? {}
      : { people: await countPeople(engine, catalogue, { ...question, limit }, asking) }),
  };
};
