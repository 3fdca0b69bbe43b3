import { mapped } from '../breath.ts';
import type { AttemptQuestions, AttemptTrail, TrailsQuestion } from '../questions/attempts.ts';
import type { Asking } from '../questions/scope.ts';
import { type Run, commonRuns, runsOf } from '../windows.ts';
import { renewsIn } from './attempt-counts.ts';
import { fromKept } from './candidates.ts';
import type { Catalogue } from './catalogue.ts';
import { fromRuns } from './conditions.ts';
import type { Engine } from './engine.ts';
import { isOneOfPeople, maybeOfPeople, personIn, personOrNoneIn, whoSql } from './people-sql.ts';
import { networkSql } from './place-network-sql.ts';
import { reading, startDays, unionRuns, within } from './reading.ts';
import { withRenewals } from './renewals.ts';
import { boundsOf } from './scope.ts';
import {
  type Params,
  type Row,
  asThemselves,
  instantOfDigits,
  numberIn,
  textIn,
  textOrNoneIn,
  textsIn,
  toldAsOne,
  utcDay,
} from './sql.ts';
import { asOutcome, stepsIn } from './steps-sql.ts';
import { noFilters } from '../../../contract/filters.ts';

const columns = [
  'person',
  'provider',
  'application',
  'address',
  'user_agent',
  'organisation',
  'end_stage',
  'renews',
  'sessions',
  'letters',
  'times',
] as const;

/** So many steps of an attempt are told, the newest: hardly any has more. */
const newest = 2_000;

/** What is told of each. */
const told = toldAsOne({
  ...asThemselves('request_id', 'outcome', 'renewal', 'is_user_id', ...columns),
  start: 'CAST(start AS VARCHAR)',
  letters: `right(letters, ${newest})`,
  times: `CAST(times[-${newest}:] AS VARCHAR[])`,
});

const optionalText = <Name extends string>(name: Name, row: Row, column: string) => {
  const value = textOrNoneIn(row, column);
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: string };
};

const trailIn = (each: Row): AttemptTrail => {
  const row = told.in(each);
  return {
    requestId: textIn(row, 'request_id'),
    start: instantOfDigits(textIn(row, 'start')),
    outcome: asOutcome(row['outcome']),
    isRenewal: (row['renewal'] as unknown) === true,
    ...renewsIn(row),
    sessions: textsIn(row, 'sessions'),
    ...optionalText('stage', row, 'end_stage'),
    ...personOrNoneIn(row),
    ...optionalText('provider', row, 'provider'),
    ...optionalText('application', row, 'application'),
    ...optionalText('address', row, 'address'),
    ...optionalText('userAgent', row, 'user_agent'),
    ...optionalText('organisation', row, 'organisation'),
    steps: stepsIn(row),
  };
};

/** The same stretches, those that overlap as one: pages ask for hundreds. */
const merged = (stretches: readonly Run[]): readonly Run[] => {
  const all: Run[] = [];
  for (const run of stretches.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = all.at(-1);
    if (!last || run.from > last.to) all.push(run);
    else if (run.to > last.to) all[all.length - 1] = { from: last.from, to: run.to };
  }
  return all;
};

/** The attempts that began in stretches of time, of people or from addresses. */
export const attemptTrails = async (
  engine: Engine,
  catalogue: Catalogue,
  { around, people, addresses, providers, settled, outcomes, troubled }: TrailsQuestion,
  { signal }: Asking,
): Promise<readonly AttemptTrail[]> => {
  const bounds = boundsOf(catalogue, { filters: noFilters });
  const days = bounds ? runsOf(startDays(catalogue, noFilters), bounds) : [];
  const runs = commonRuns(days, unionRuns(around));
  if (runs.length === 0) return [];
  const scope = { filters: noFilters, settled, ...(outcomes ? { outcomes } : {}) };
  const wanted =
    (ofPeople: typeof isOneOfPeople) =>
    (params: Params): string => {
      const among = [
        ...(people ? [ofPeople(people, params)] : []),
        ...(providers ? [`provider IN (SELECT unnest(${params.list(providers)}))`] : []),
        ...(addresses ? [`address IN (SELECT unnest(${params.list(addresses)}))`] : []),
      ];
      return [
        within(merged(around), 'start', params),
        ...(among.length === 0 ? [] : [`(${among.join(' OR ')})`]),
        ...(troubled === true ? [`(outcome <> 'signed_in' OR refused <> 0)`] : []),
      ].join(' AND ');
    };
  const gathering = {
    columns: troubled === true ? ([...columns, 'refused'] as const) : columns,
    first: wanted(maybeOfPeople(catalogue)),
    only: wanted(isOneOfPeople),
  };
  const source = await withRenewals(engine, catalogue, scope, runs, signal, gathering);
  if (!source) return [];
  const rows = await engine.ask(
    `SELECT ${told.sql} FROM ${source.sql} ORDER BY start, request_id`,
    source.params,
    signal,
  );
  return mapped(rows, trailIn);
};

/**
 * The condition that attempts which begin in the runs came from some networks: in which network an address lies is
 * worked out once for each there is, not for each attempt.
 */
const isFrom =
  (catalogue: Catalogue, runs: readonly Run[], networks: readonly string[]) =>
  (params: Params): string => {
    const { kept, rest } = catalogue.kept.split(runs);
    const known = [
      ...(kept.length === 0 ? [] : [`SELECT address FROM ${fromKept(kept, [], params, 'address')}`]),
      ...(rest.length === 0
        ? []
        : [
            `SELECT source_ip AS address FROM ${fromRuns(reading(catalogue, rest), params, ['true'], 'source_ip')}`,
          ]),
    ];
    return `address IN (SELECT address FROM (SELECT DISTINCT address FROM (${known.join(' UNION ALL ')}))
      WHERE ${networkSql('address')} IN (SELECT unnest(${params.list(networks)})))`;
  };

/** How many people signed in from each of these addresses, or networks, by UTC day. */
export const countVisits = async (
  engine: Engine,
  catalogue: Catalogue,
  { by, among, from, to, settled }: Parameters<AttemptQuestions['visits']>[0],
  { signal }: Asking,
): ReturnType<AttemptQuestions['visits']> => {
  const bounds = among.length === 0 ? undefined : boundsOf(catalogue, { from, to, filters: noFilters });
  if (!bounds) return [];
  const runs = runsOf(startDays(catalogue, noFilters), bounds);
  const scope = { filters: noFilters, settled, outcomes: ['signed_in'], renewal: false } as const;
  const first =
    by === 'network'
      ? isFrom(catalogue, runs, among)
      : (params: Params): string => `address IN (SELECT unnest(${params.list(among)}))`;
  const gathering = { columns: ['person', 'address'], first, only: () => 'true' } as const;
  const source = await withRenewals(engine, catalogue, scope, runs, signal, gathering);
  if (!source) return [];
  const rows = await engine.ask(
    `WITH came AS MATERIALIZED (SELECT DISTINCT address, ${utcDay('start')} AS day, ${whoSql} AS who FROM ${source.sql}
         WHERE person IS NOT NULL),
       places AS MATERIALIZED (SELECT address, ${by === 'network' ? networkSql('address') : 'address'} AS place
         FROM (SELECT DISTINCT address FROM came))
     SELECT place, day, count(DISTINCT who) AS people FROM came JOIN places USING (address)
     GROUP BY place, day ORDER BY place, day`,
    source.params,
    signal,
  );
  return rows.map((row) => ({
    place: textIn(row, 'place'),
    day: numberIn(row, 'day'),
    people: numberIn(row, 'people'),
  }));
};

/** How one signs in. */
const way = ['application', 'address', 'user_agent'] as const;

const comingIn = toldAsOne({
  ...asThemselves('person', 'is_user_id', ...way),
  // not before they are a list: as texts they would take the memory of three
  starts: 'CAST(starts AS VARCHAR[])',
});

/** In what ways people signed in: a row for each, which tells when. */
export const signInWays = async (
  engine: Engine,
  catalogue: Catalogue,
  { people, from, to, settled }: Parameters<AttemptQuestions['ways']>[0],
  { signal }: Asking,
): ReturnType<AttemptQuestions['ways']> => {
  const bounds = people.length === 0 ? undefined : boundsOf(catalogue, { from, to, filters: noFilters });
  if (!bounds) return [];
  const runs = runsOf(startDays(catalogue, noFilters), bounds);
  const scope = { filters: noFilters, from, to, settled, outcomes: ['signed_in'], renewal: false } as const;
  const gathering = {
    columns: ['person', ...way],
    first: (params: Params) => maybeOfPeople(catalogue)(people, params),
    only: (params: Params) => isOneOfPeople(people, params),
  } as const;
  const source = await withRenewals(engine, catalogue, scope, runs, signal, gathering);
  if (!source) return [];
  const rows = await engine.ask(
    `SELECT ${comingIn.sql} FROM
      (SELECT person, is_user_id, ${way.join(', ')}, list(start ORDER BY start) AS starts
        FROM ${source.sql} GROUP BY ALL)`,
    source.params,
    signal,
  );
  return mapped(rows, (each) => {
    const row = comingIn.in(each);
    return {
      person: personIn(row),
      ...optionalText('application', row, 'application'),
      ...optionalText('address', row, 'address'),
      ...optionalText('userAgent', row, 'user_agent'),
      starts: textsIn(row, 'starts').map(instantOfDigits),
    };
  });
};
