import { properties } from '../../../contract/fields.ts';
import { judgeSteps } from '../../diagnosis/judge.ts';
import { allSteps } from '../../diagnosis/rules.ts';
import { hash64 } from '../hash.ts';
import { attemptColumns, distinctValues } from './attempt-columns.ts';
import { refusedIn } from './flows.ts';
import { type Column, groupedAttempts, judgedColumns } from './attempt-rows.ts';
import { columnOf } from './conditions.ts';
import { Params } from './sql.ts';

/** Every value of a property or reading that can be counted, of which none is an extra: nothing is bound in its SQL. */
const distinctOf = (property: string): string => distinctValues(columnOf(property, new Params()));

/** By property or reading that can be counted: the column of a kept attempt that lists every value of it. */
const lists: ReadonlyMap<string, string> = new Map(
  properties
    .filter(({ facet }) => facet)
    .map(({ name }) => {
      const known = Object.entries(attemptColumns).find(([, aggregate]) => aggregate === distinctOf(name));
      return [name, known?.[0] ?? `every_${name}`];
    }),
);

/** The column of a kept attempt that lists every value of a property, null when no event has one; or undefined. */
export const listColumn = (property: string): string | undefined => lists.get(property);

const own = Object.keys(attemptColumns);
const columns = [...own, ...Object.keys(judgedColumns)] as readonly Column[];
const aggregates = [...lists]
  .filter(([, column]) => !own.includes(column))
  .map(([property, column]) => [column, distinctOf(property)] as const);

/** A statement of all that is kept of attempts. @param from as `groupedAttempts` has it */
export const keptAttempts = (from: string, having: string, wide: boolean): string =>
  groupedAttempts({ from, having, columns, aggregates, wide });

/**
 * How attempts are judged, in short: what many made-up ones come to, the same ones every time. Other rules judge some
 * of them otherwise.
 */
const judgedSamples = (): string => {
  let seed = 1;
  const below = (size: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % size;
  };
  return Array.from({ length: 3_000 }, () => {
    const steps = Array.from({ length: 1 + below(9) }, () => allSteps[below(allSteps.length)]);
    const { ended, decided, last, waitingFor, renews } = judgeSteps(steps);
    const { refused, challenges } = refusedIn(steps);
    return [ended, decided, last, waitingFor, renews, refused, challenges].join(' ');
  }).join('\n');
};

/** Changes with anything that is kept, the rules that decide included: what was kept under another is no use. */
export const keptSignature = String(
  hash64([keptAttempts('events', 'true', false), judgedSamples()].join('\n')),
);
