import {
  formatInstant,
  microsPerDay,
  microsPerHour,
  microsPerMillisecond,
} from '../../src/contract/instant.ts';
import type { Client } from './http.ts';
import { type Given, pathOf, six } from './questions.ts';
import { type Line, most } from './report.ts';
import { type Stats, statsOf, timed } from './stats.ts';
import type { Subjects } from './subjects.ts';

const warmUps = 2;
const limits = { repetitions: 30, fewest: 5, ms: 4_000 };

/** How many times as long as the same question about events a question about attempts may take. */
const guide = 3;

/** The pages of people and addresses tell of attempts that they find by one look, and of their events. */
const pageGuide = 2;

/** All facets of all attempts may take so long (milliseconds) at ten million events. */
const facetBudget = 300;

/** A question about attempts beside one about events; `path` makes the nth variation, as in `questions.ts`. */
type Pair = {
  readonly name: string;
  readonly attempts: (variation: number) => string;
  readonly events: (variation: number) => string;
  /** How many times as long as about events it may take. */
  readonly guide: number;
  /** Milliseconds that it may take, where the design names a figure. */
  readonly budget?: number;
};

const pairsOf = (subjects: Subjects): readonly Pair[] => {
  const range =
    (days: bigint, step: bigint) =>
    (variation: number): Given => {
      const shift = BigInt(variation) * step;
      return {
        dt_from: formatInstant(subjects.last - days * microsPerDay + shift),
        dt_to: formatInstant(subjects.last + microsPerHour + shift),
      };
    };
  const asked = (path: string, days: bigint, given: Given, step: bigint = microsPerMillisecond) => {
    const rangeOf = range(days, step);
    return (variation: number) => pathOf(path, { ...given, ...rangeOf(variation) });
  };
  const both = (name: string, what: string, days: bigint, given: Given = {}, also: Given = {}): Pair => ({
    name: `${name}, ${days} days`,
    attempts: asked(`/v1/auth_attempts${what}`, days, { ...given, ...also }),
    events: asked(`/v1/auth_audits${what}`, days, given),
    guide,
  });
  /** The newest of another time each: nothing of what happened around them has been asked before. */
  const neverAsked = (name: string, given: Given, also: Given = {}): Pair => ({
    name: `${name}, 7 days`,
    attempts: asked('/v1/auth_attempts', 7n, { limit: '100', ...given, ...also }, -5n * microsPerHour),
    events: asked('/v1/auth_audits', 7n, { limit: '100', ...given }, -5n * microsPerHour),
    guide,
  });
  const page = (name: string, path: string, given: Given): Pair => ({
    guide: pageGuide,
    name: `${name}, 90 days`,
    attempts: asked(path, 90n, {}),
    events: asked('/v1/auth_audits', 90n, { ...given, limit: '100' }),
  });
  const counted = { property: six.slice(1) };
  return [
    both('newest 100', '', 7n, { limit: '100' }),
    both('newest 100 that failed', '', 7n, { limit: '100', result: 'Failure' }, { outcome: 'failed' }),
    neverAsked('newest 100, never asked before', {}),
    neverAsked('newest 100 that failed, never asked before', { result: 'Failure' }, { outcome: 'failed' }),
    both('histogram', '/histogram', 7n),
    both('histogram', '/histogram', 30n),
    both('histogram', '/histogram', 90n),
    both('facets', '/facets', 7n, counted),
    { ...both('facets', '/facets', 90n, counted), budget: facetBudget },
    page('user page', `/v1/auth_users/${encodeURIComponent(subjects.email)}`, { email: subjects.email }),
    page('address page', `/v1/auth_addresses/${encodeURIComponent(subjects.address)}`, {
      source_ip: subjects.address,
    }),
  ];
};

export type Beside = Pick<Pair, 'name' | 'guide' | 'budget'> & {
  readonly attempts: Stats;
  readonly events: Stats;
};

/** Ask about attempts and about events in turn, so that whatever else the machine does slows both. */
export const besideEvents = async (client: Client, subjects: Subjects): Promise<readonly Beside[]> => {
  const beside: Beside[] = [];
  for (const { attempts, events, ...pair } of pairsOf(subjects)) {
    const [ofAttempts, ofEvents]: [number[], number[]] = [[], []];
    const end = performance.now() + limits.ms;
    for (let variation = 0; variation < limits.repetitions; variation += 1) {
      const ms = await timed(() => client.get(attempts(variation)));
      const besideMs = await timed(() => client.get(events(variation)));
      if (variation < warmUps) continue;
      ofAttempts.push(ms);
      ofEvents.push(besideMs);
      if (ofAttempts.length >= limits.fewest && performance.now() > end) break;
    }
    beside.push({ ...pair, attempts: statsOf(ofAttempts), events: statsOf(ofEvents) });
  }
  return beside;
};

/** How long they take, and how many times as long as about events. */
export const attemptLines = (beside: readonly Beside[]): Line[] =>
  beside.flatMap(({ name, attempts, events, guide: own, budget }) => [
    {
      part: 'attempts',
      name,
      measured: attempts.median,
      unit: 'ms',
      ...(budget === undefined ? {} : { budget: most(budget) }),
      note: `p95 ${attempts.p95.toFixed(1)}, of events ${events.median.toFixed(1)} (p95 ${events.p95.toFixed(1)})`,
    },
    {
      part: 'attempts',
      name: `${name}: beside events`,
      measured: attempts.median / events.median,
      unit: 'times',
      budget: most(own),
    },
  ]);
