import type { End, OverviewScope, OverviewQuestions } from '../../questions/overview.ts';
import { rankedStages } from '../attempt-columns.ts';
import { waits } from '../../../../contract/outcome.ts';
import { asOutcome } from '../steps-sql.ts';
import { type OverviewContext, attemptsOfRanges } from './range-attempts.ts';
import { numberIn, textOrNoneIn } from '../sql.ts';

const columns = ['reached', 'end_stage', 'end_result', 'waiting_for'] as const;

/** How far attempts came, and where they ended. */
export const countStops = async (
  answering: OverviewContext,
  question: OverviewScope,
): ReturnType<OverviewQuestions['stops']> => {
  const source = await attemptsOfRanges(answering, question, { columns });
  if (!source) return { reached: [], ends: [] };
  // an attempt’s stages are few of 512 sets: they are counted by set, and taken apart here
  const rows = await answering.engine.ask(
    `SELECT end_stage AS stage, end_result AS result, outcome, waiting_for, reached, count(*) AS count
     FROM ${source.sql} GROUP BY ALL`,
    source.params,
    answering.signal,
  );
  const counted = rows.map((row) => ({
    stage: textOrNoneIn(row, 'stage'),
    result: textOrNoneIn(row, 'result'),
    outcome: asOutcome(row['outcome']),
    waitingFor: waits.find((each) => each === row['waiting_for']),
    reached: numberIn(row, 'reached'),
    count: numberIn(row, 'count'),
  }));
  const ends = new Map<string, End>();
  for (const { reached: _, ...end } of counted) {
    const key = JSON.stringify([end.stage, end.result, end.outcome, end.waitingFor]);
    ends.set(key, { ...end, count: end.count + (ends.get(key)?.count ?? 0) });
  }
  return {
    reached: [...rankedStages, undefined].map((stage, index) => {
      const bit = stage === undefined ? 1 : 1 << (index + 1);
      return { stage, count: sumOf(counted.filter(({ reached }) => (reached & bit) !== 0)) };
    }),
    ends: [...ends.values()],
  };
};

const sumOf = (counted: readonly { readonly count: number }[]): number =>
  counted.reduce((sum, { count }) => sum + count, 0);
