import { type SecondStepEnd, secondStepEnds } from '../../../../contract/overview.ts';
import type { OverviewScope, OverviewQuestions, SecondSteps } from '../../questions/overview.ts';
import { rankedStages } from '../attempt-columns.ts';
import { type OverviewContext, attemptsOfRanges } from './range-attempts.ts';
import { numberIn, textOrNoneIn } from '../sql.ts';

const endOf: Readonly<Record<string, SecondStepEnd>> = {
  Success: 'passed',
  Failure: 'not_accepted',
  Denied: 'refused',
  Timeout: 'no_answer',
};

type Counted = { readonly end: SecondStepEnd; readonly tries: number; readonly count: number };

const secondStepsOf = (counted: readonly Counted[]): SecondSteps => {
  const sum = (of: readonly Counted[]): number => of.reduce((total, { count }) => total + count, 0);
  const passed = counted.filter(({ end }) => end === 'passed');
  return {
    asked: sum(counted),
    ends: Object.fromEntries(
      secondStepEnds.map((end) => [end, sum(counted.filter((each) => each.end === end))]),
    ),
    tries: new Map(
      [...new Set(passed.map(({ tries }) => tries))]
        .toSorted((a, b) => a - b)
        .map((tries) => [tries, sum(passed.filter((each) => each.tries === tries))]),
    ),
  };
};

/** How the second step went in attempts that were asked for one. */
export const countSecondSteps = async (
  answering: OverviewContext,
  question: OverviewScope,
): ReturnType<OverviewQuestions['secondStep']> => {
  const source = await attemptsOfRanges(answering, question, { columns: ['reached', 'second_step'] });
  if (!source) return { now: secondStepsOf([]), before: undefined };
  const { sql, params } = source;
  const asked = 1 << (rankedStages.indexOf('MFA Challenge') + 1);
  // the answers are in the order of time: the last word is the last of them
  const rows = await answering.engine.ask(
    `SELECT start >= ${params.integer(question.from)} AS now, (second_step[-1]).result AS last,
       list_position(list_transform(second_step, lambda each: each.result), 'Success') AS tries, count(*) AS count
     FROM ${sql} WHERE reached & ${asked} <> 0 GROUP BY ALL`,
    params,
    answering.signal,
  );
  const counted = rows.map((row) => ({
    isNow: Boolean(row['now']),
    end: endOf[textOrNoneIn(row, 'last') ?? ''] ?? 'unanswered',
    tries: Number(row['tries'] ?? 0),
    count: numberIn(row, 'count'),
  }));
  const before = counted.filter(({ isNow }) => !isNow);
  return {
    now: secondStepsOf(counted.filter(({ isNow }) => isNow)),
    before: before.length === 0 ? undefined : secondStepsOf(before),
  };
};
