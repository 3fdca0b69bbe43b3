import { type Run, commonRuns, hoursOf, joinRuns, joinTouching, runOfDay, runOfHour } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { fromRuns } from './conditions.ts';
import type { Engine } from './engine.ts';

import { type Part, daysOfRuns, inParts, isIn, batchesOfRuns } from './parts.ts';
import { reading, unionRuns, within } from './reading.ts';
import { Params, textIn } from './sql.ts';
import { isWide, lettersOf, momentsOf } from './steps-sql.ts';

/** To put events in order takes less memory than to group all their columns: so many times as many are read at once. */
const times = 2;

/** Which attempts to learn about: those that begin in the runs, or these, as of an event. */
type Wanted = {
  readonly read: readonly Run[];
  readonly begin?: readonly Run[];
  readonly ids?: readonly string[];
  /** Only those that have an event after this one. */
  readonly since?: bigint;
  readonly upTo: bigint;
};

const learnPart = async (
  engine: Engine,
  catalogue: Catalogue,
  { read, begin, ids, since = 0n, upTo }: Wanted,
  part: Part,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const params = new Params();
  const source = () => fromRuns(read, params);
  const conditions = ['request_id IS NOT NULL', isIn(part), `sequence <= ${params.integer(upTo)}`];
  if (ids) conditions.push(`request_id IN (${params.texts(ids)})`);
  if (since > 0n)
    conditions.push(
      `request_id IN (SELECT request_id FROM ${source()} WHERE sequence > ${params.integer(since)})`,
    );
  const having = begin ? `HAVING ${within(begin, 'min(time)', params)}` : '';
  const sql = `SELECT DISTINCT ${lettersOf('moments')} AS letters FROM
    (SELECT ${momentsOf(isWide(catalogue.extent()))} AS moments FROM ${source()}
     WHERE ${conditions.join(' AND ')} GROUP BY request_id ${having})`;
  const rows = await engine.ask(sql, params, signal);
  await engine.flows.add(
    rows.map((row) => textIn(row, 'letters')),
    (work) => engine.lend(work),
  );
};

const learn = async (
  engine: Engine,
  catalogue: Catalogue,
  wanted: Wanted,
  signal: AbortSignal | undefined,
): Promise<void> => inParts(async (part) => learnPart(engine, catalogue, wanted, part, signal));

const isWithin = (run: Run, within: Run): boolean => run.from >= within.from && run.to <= within.to;

/**
 * See to it that `Flows` knows how all attempts went that begin in the runs, none of which is kept. What is known
 * already is not looked at again: beside a sender only what has just come is.
 * @returns the event up to which that holds: what came later must be left out of the statement that relies on it
 */
export const learnFlows = async (
  engine: Engine,
  catalogue: Catalogue,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
): Promise<bigint> => {
  const upTo = catalogue.sequence;
  const stored = joinTouching(daysOfRuns(catalogue, runs).map(({ day }) => runOfDay(day)));
  const hours = [...new Set(commonRuns(runs, stored).flatMap(hoursOf))];
  const due = hours.flatMap((hour) => {
    const since = catalogue.learned.since(hour);
    return since === undefined ? [] : [{ hour, since }];
  });
  const done = (learned: readonly number[]): void => {
    for (const hour of learned) catalogue.learned.learn(hour, upTo);
  };
  // what is known up to some event is read for itself: of it little is new
  for (const some of [due.filter(({ since }) => since === 0n), due.filter(({ since }) => since > 0n)]) {
    const since = some.reduce((least, each) => (each.since < least ? each.since : least), upTo);
    const begun = joinTouching(some.map(({ hour }) => runOfHour(hour)));
    for (const batch of batchesOfRuns(catalogue, begun, engine.eventsAtOnce * times)) {
      const begin = joinRuns(batch);
      await learn(engine, catalogue, { read: reading(catalogue, begin), begin, since, upTo }, signal);
      // what is learned stays so when the question is stopped before the end; slices of a day may cut hours
      done(batch.flatMap((run) => hoursOf(run).filter((hour) => isWithin(runOfHour(hour), run))));
    }
    done(some.map(({ hour }) => hour));
  }
  return upTo;
};

/** The same of attempts by their ids, of which there are few. */
export const learnFlowsOf = async (
  engine: Engine,
  catalogue: Catalogue,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<bigint> => {
  const upTo = catalogue.sequence;
  const read = unionRuns(ids.flatMap((id) => catalogue.attempts.of(id) ?? []));
  if (read.length > 0) await learn(engine, catalogue, { read, ids, upTo }, signal);
  return upTo;
};
