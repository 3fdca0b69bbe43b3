import { eventNames, results } from '../../../contract/record.ts';
import type {
  AttemptTrail,
  TrailsQuestion,
  Visits,
  VisitsQuestion,
  SignInWay,
  WaysQuestion,
} from '../questions/attempts.ts';
import { type AttemptModel, edgeOf, modelOutcome } from './attempt-model.ts';
import { personOf, wantedSketches } from './attempt-counts-model.ts';
import { textOf } from './filter-model.ts';
import { refusedNaively } from './naive-refusals.ts';

/*
 * What a store must answer of the course of attempts and of who signed in from where, from the events of `AttemptModel`.
 */

const everything = { any: {}, none: {}, missing: [] };
const isKnown = (step: string, end: string): boolean =>
  ['', ...eventNames].includes(step) && results.some((result) => result === end);

/** Attempts as `trailsTold` tells them. */
export const wantedTrails = (model: AttemptModel, question: TrailsQuestion) => {
  const { around, people, addresses, providers, outcomes, troubled, settled } = question;
  const sketches = wantedSketches(model, { filters: everything, settled });
  const told = sketches.flatMap((sketch) => {
    const attempt = model.attempts.find(({ requestId }) => requestId === sketch.requestId);
    if (!attempt) return [];
    const { start } = attempt;
    const isAmong =
      [people, addresses, providers].every((asked) => asked === undefined) ||
      (people ?? []).some(
        ({ id, isUserId }) => sketch.person?.id === id && sketch.person.isUserId === isUserId,
      ) ||
      (providers ?? []).some((provider) => provider === sketch.provider) ||
      (addresses ?? []).some((address) => address === sketch.address);
    if (!isAmong || !around.some(({ from, to }) => start >= from && start < to)) return [];
    const outcome = modelOutcome(attempt, settled);
    if (outcomes && !outcomes.includes(outcome)) return [];
    if (troubled === true && outcome === 'signed_in' && refusedNaively(attempt.events, true).length === 0)
      return [];
    const userAgent = edgeOf(attempt, 'first', (record) => textOf(record, 'user_agent'));
    const steps = attempt.events.map(({ time, step, end }) =>
      isKnown(step, end) ? `${time} ${step} ${end}` : `${time}`,
    );
    const isRenewal = model.isRenewal(attempt);
    return [{ ...sketch, isRenewal, ...(userAgent === undefined ? {} : { userAgent }), steps }];
  });
  return told.toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1));
};

export const trailsTold = (trails: readonly AttemptTrail[]) =>
  trails
    .map(({ steps, sessions, ...trail }) => ({
      ...trail,
      sessions: sessions.toSorted(),
      steps: steps.map(({ time, step }) => (step ? `${time} ${step.stage ?? ''} ${step.result}` : `${time}`)),
    }))
    .toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1));

/** The networks of the addresses in these histories; every other text is a place of its own. */
export const placeNetworks: Readonly<Record<string, string>> = {
  '192.0.2.1': '192.0.0.0/16',
  '192.0.2.2': '192.0.0.0/16',
  '2001:db8::1': '2001:db8::/32',
};

export const wantedVisits = (model: AttemptModel, question: VisitsQuestion): Visits[] => {
  const { by, among, from, to, settled } = question;
  const people = new Map<string, Set<string>>();
  for (const attempt of model.within({ filters: everything, from, to, settled, outcomes: ['signed_in'] })) {
    const address = edgeOf(attempt, 'first', (record) => textOf(record, 'source_ip'));
    const place = by === 'network' ? (placeNetworks[address ?? ''] ?? address) : address;
    if (place === undefined || !among.includes(place) || model.isRenewal(attempt)) continue;
    const key = JSON.stringify([place, Math.floor(Number(attempt.start / 1_000_000n) / 86_400)]);
    const person = personOf(attempt, model);
    people.set(key, new Set([...(people.get(key) ?? []), ...(person ? [JSON.stringify(person)] : [])]));
  }
  return [...people].flatMap(([key, { size }]) => {
    const [place, day] = JSON.parse(key) as [string, number];
    return size === 0 ? [] : [{ place, day, people: size }];
  });
};

/** Every sign-in of people as a text, with the way in which they came. */
export const wantedWays = (model: AttemptModel, { people, from, to, settled }: WaysQuestion): string[] =>
  wantedTrails(model, { around: [{ from, to }], people, outcomes: ['signed_in'], settled })
    .filter(({ isRenewal }) => !isRenewal)
    .map(({ person, application, address, userAgent, start }) =>
      wayTold({ person, application, address, userAgent }, start),
    )
    .toSorted();

const wayTold = (
  { person, application, address, userAgent }: Partial<Record<keyof Omit<SignInWay, 'starts'>, unknown>>,
  start: bigint,
): string => JSON.stringify([person, application, address, userAgent, `${start}`]);

export const waysTold = (ways: readonly SignInWay[]): string[] =>
  ways.flatMap(({ starts, ...way }) => starts.map((start) => wayTold(way, start))).toSorted();
