import { type Filters, noFilters } from '../../../../contract/filters.ts';
import { micros } from '../../../../contract/instant.ts';
import type { AttemptScope } from '../../questions/attempts.ts';
import type { Burst, BurstQuestion, NewestFindings, Person } from '../../questions/findings.ts';
import { foldSql } from '../fold-sql.ts';
import { challengesIn, isOfEvents } from '../../second-step-events.ts';
import { unionRuns } from '../reading.ts';
import { withRenewals } from '../renewals.ts';
import { eventsIn } from '../scope.ts';
import { Params, integerIn } from '../sql.ts';
import type { OverviewContext } from '../overview/range-attempts.ts';
import { burstIn, hitsOfTries, joinedHits, newestBursts, personIn, personKeys, totalIn } from './bursts.ts';

const person = `coalesce(user_id, ${foldSql('upstream_user_id')})`;

/** So many bursts are looked at for a sign-in, the newest. */
const looked = 1_000;

type Asked = Burst & { readonly person: Person };

/** Events that ask one person for a second step, close together. */
const askedBursts = async (
  { catalogue, engine, signal }: OverviewContext,
  question: BurstQuestion,
  filters: Filters,
): Promise<NewestFindings<Asked>> => {
  const params = new Params();
  const source = eventsIn(catalogue, { ...question, filters }, params);
  if (source === undefined) return { found: [], total: 0 };
  const rows = await engine.ask(
    `WITH asked AS (SELECT time AS start, ${person} AS person, user_id IS NOT NULL AS is_user_id, upstream_user_id AS upstream
         FROM ${source}),
       tries AS MATERIALIZED (SELECT * FROM asked WHERE person IS NOT NULL),
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

/** When the people of bursts signed in, from the first event of each until so long after its last; no renewals. */
const signIns = async (
  answering: OverviewContext,
  question: BurstQuestion,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, readonly bigint[]>> => {
  const times = new Map<string, bigint[]>();
  const { catalogue, engine, signal } = answering;
  const runs = unionRuns(
    asked.flatMap(({ first, last }) => [
      ...catalogue.attempts.before(first),
      { from: first, to: micros(last + question.within + 1n) },
    ]),
  );
  if (runs.length === 0) return times;
  const scope: AttemptScope = { filters: noFilters, settled: question.settled, outcomes: ['signed_in'] };
  const columns = ['person', 'user_id', 'decided_at'] as const;
  const source = await withRenewals(engine, catalogue, scope, runs, signal, { columns });
  if (!source) return times;
  const { sql, params } = source;
  const people = params.texts([...new Set(asked.map((each) => each.person.id))]);
  const rows = await engine.ask(
    `SELECT person, user_id IS NOT NULL AS is_user_id, decided_at FROM ${sql} WHERE NOT renewal AND person IN (${people})`,
    params,
    signal,
  );
  for (const row of rows) {
    const key = keyOf(personIn(row));
    const own = times.get(key);
    if (own) own.push(integerIn(row, 'decided_at'));
    else times.set(key, [integerIn(row, 'decided_at')]);
  }
  return times;
};

/** Bursts of second-step requests; those that ended in a sign-in come first. */
export const readFatigue = async (
  answering: OverviewContext,
  question: BurstQuestion,
): Promise<NewestFindings<Asked & { readonly signedIn: boolean }>> => {
  const filters = isOfEvents(question) ? challengesIn(question.filters) : undefined;
  if (!filters) return { found: [], total: 0 };
  const { found, total } = await askedBursts(answering, question, filters);
  const times = await signIns(answering, question, found);
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
