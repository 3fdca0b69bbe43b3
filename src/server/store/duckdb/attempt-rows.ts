import { type AttemptColumn, attemptColumns } from './attempt-columns.ts';
import { flowsTable } from './flows.ts';
import { lettersOf, momentsOf, timeOfMoment } from './steps-sql.ts';

/**
 * What `Flows` tells of an attempt whose events are grouped as `told` and joined as `flow`, and of kept attempts as it
 * told when they were kept: each column’s name, and what makes it.
 */
export const judgedColumns = {
  /** The steps of all events, in order, as letters (`rules.ts`). */
  letters: 'told.letters',
  /** The instants of all events, in order. */
  times: `list_transform(told.moments, lambda each: ${timeOfMoment('each')})`,
  /** The outcome, unless time is to tell: null. An attempt that nobody has judged is a fault, never unfinished. */
  ended: `CASE WHEN flow.last IS NULL THEN error('An attempt was not judged.') ELSE flow.ended END`,
  /** When the last event was whose time counts. */
  alive_at: timeOfMoment('told.moments[flow.last]'),
  /** Of the event that decided, or that asks for what is waited for. */
  decided_at: timeOfMoment('told.moments[flow.decided]'),
  end_stage: 'CASE WHEN flow.verbatim THEN told.unknown_stage ELSE flow.stage END',
  end_result: 'CASE WHEN flow.verbatim THEN told.unknown_result ELSE flow.result END',
  waiting_for: 'flow.waiting_for',
  /** What it consists of when it can be a renewal: `session` or `token`. */
  renews: 'flow.renews',
  /** What was refused in it, in bits (`refusedBits`); what is unanswered is so once the attempt is over. */
  refused: 'flow.refused',
  /** How many second steps were refused, or are unanswered once it is over. */
  challenges: 'flow.challenges',
} as const;
export type JudgedColumn = keyof typeof judgedColumns;

export type Column = AttemptColumn | JudgedColumn;

export const isJudged = (column: string): column is JudgedColumn => Object.hasOwn(judgedColumns, column);

const isGathered = (column: string): column is AttemptColumn => Object.hasOwn(attemptColumns, column);

/** Columns of grouped events that judged ones are made from. */
const sources: Readonly<Partial<Record<JudgedColumn, AttemptColumn>>> = {
  end_stage: 'unknown_stage',
  end_result: 'unknown_result',
};

type Grouping = {
  /** A FROM clause of events, and which of them: what stands between FROM and GROUP BY. */
  readonly from: string;
  readonly having: string;
  readonly columns: readonly Column[];
  /** More aggregates, each with its name. */
  readonly aggregates?: readonly (readonly [string, string])[];
  /** Whether instants take more room (`isWide`). */
  readonly wide: boolean;
};

/** A statement of attempts grouped from events: request_id, start, last, events (their number), the columns, the aggregates. */
export const groupedAttempts = ({ from, having, columns, aggregates = [], wide }: Grouping): string => {
  const judged = columns.filter((column) => isJudged(column));
  const gathered = new Set([
    ...columns.filter((column) => isGathered(column)),
    ...judged.flatMap((column) => sources[column] ?? []),
  ]);
  const groups = [
    'request_id, min(time) AS start, max(time) AS last, count(*) AS events',
    ...[...gathered].map((column) => `${attemptColumns[column]} AS ${column}`),
    ...aggregates.map(([name, aggregate]) => `${aggregate} AS ${name}`),
    ...(judged.length > 0 ? [`${momentsOf(wide)} AS moments`] : []),
  ];
  const own = `SELECT ${groups.join(', ')} FROM ${from} GROUP BY request_id HAVING ${having}`;
  const shown = [
    'told.request_id, told.start, told.last, told.events',
    ...columns.map((column) => `${isJudged(column) ? judgedColumns[column] : `told.${column}`} AS ${column}`),
    ...aggregates.map(([name]) => `told.${name}`),
  ];
  if (judged.length === 0) return `SELECT ${shown.join(', ')} FROM (${own}) told`;
  const flow = judged.some((column) => judgedColumns[column].includes('flow.'))
    ? `LEFT JOIN ${flowsTable} flow ON flow.letters = told.letters`
    : '';
  return `SELECT ${shown.join(', ')} FROM (SELECT *, ${lettersOf('moments')} AS letters FROM (${own})) told ${flow}`;
};
