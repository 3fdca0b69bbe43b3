import type { Filters } from '../../../../contract/filters.ts';
import { micros } from '../../../../contract/instant.ts';
import type { Burst, BurstQuestion, Found, Person } from '../../finding-questions.ts';
import { challengesIn, isOfEvents } from '../../second-step-events.ts';
import { unionRuns } from '../attempt-scope.ts';
import { fromRuns } from '../conditions.ts';
import { result, stage } from '../outcome-sql.ts';
import { eventsIn } from '../scope.ts';
import { Params } from '../sql.ts';
import type { Answering } from '../overview/period.ts';
import { burstIn, hitsOfTries, joinedHits, newestBursts, personIn, personKeys, totalIn } from './bursts.ts';

const person = 'coalesce(user_id, lower(upstream_user_id))';

/** So many bursts are looked at for a sign-in, the newest. */
const looked = 1_000;

type Asked = Burst & { readonly person: Person };

/** Events that ask one person for a second step, close together. */
const askedBursts = async (
  { catalogue, engine, signal }: Answering,
  question: BurstQuestion,
  filters: Filters,
): Promise<Found<Asked>> => {
  const params = new Params();
  const source = eventsIn(catalogue, { ...question, filters }, params);
  if (source === undefined) return { found: [], total: 0 };
  const rows = await engine.ask(
    `WITH asked AS (SELECT time AS start, ${person} AS person, user_id IS NOT NULL AS is_user_id, upstream_user_id AS upstream
         FROM ${source}),
       tries AS MATERIALIZED (SELECT * FROM asked WHERE person <> ''),
       ${hitsOfTries(personKeys, question)}, ${joinedHits(personKeys)}
     ${newestBursts(personKeys, 'count(*) AS count, max(upstream) AS upstream', looked)}`,
    params,
    signal,
  );
  return {
    found: rows.map((row) => ({ ...burstIn(row), person: personIn(row) })),
    total: totalIn(rows),
  };
};

const keyOf = ({ id, isUserId }: Person): string => `${isUserId} ${id}`;

/** When the people of bursts signed in, from the first event of each until so long after its last. */
const signIns = async (
  { engine, signal }: Answering,
  asked: readonly Asked[],
  within: bigint,
): Promise<ReadonlyMap<string, readonly bigint[]>> => {
  const times = new Map<string, bigint[]>();
  if (asked.length === 0) return times;
  const params = new Params();
  const runs = unionRuns(asked.map(({ first, last }) => ({ from: first, to: micros(last + within + 1n) })));
  const source = fromRuns(runs, params);
  const people = params.texts([...new Set(asked.map((each) => each.person.id))]);
  const rows = await engine.ask(
    `SELECT ${person} AS person, user_id IS NOT NULL AS is_user_id, time FROM ${source}
     WHERE ${stage} IN ('Token', 'Assertion Request') AND ${result} IN ('Success', 'Create') AND ${person} IN (${people})`,
    params,
    signal,
  );
  for (const row of rows) {
    const key = keyOf(personIn(row));
    times.set(key, [...(times.get(key) ?? []), row['time'] as bigint]);
  }
  return times;
};

/** Bursts of second-step requests; those that ended in a sign-in come first. */
export const findFatigue = async (
  answering: Answering,
  question: BurstQuestion,
): Promise<Found<Asked & { readonly signedIn: boolean }>> => {
  const filters = isOfEvents(question) ? challengesIn(question.filters) : undefined;
  if (!filters) return { found: [], total: 0 };
  const { found, total } = await askedBursts(answering, question, filters);
  const times = await signIns(answering, found, question.within);
  return {
    found: found
      .map((burst) => ({
        ...burst,
        signedIn: (times.get(keyOf(burst.person)) ?? []).some(
          (time) => time >= burst.first && time <= burst.last + question.within,
        ),
      }))
      .toSorted((a, b) => Number(b.signedIn) - Number(a.signedIn))
      .slice(0, question.limit),
    total,
  };
};
