import {
  formatInstant,
  microsPerDay,
  microsPerHour,
  microsPerMillisecond,
} from '../../src/contract/instant.ts';
import type { Client } from './http.ts';
import { type Line, most } from './report.ts';
import { statsOf, timed } from './stats.ts';
import type { Subjects } from './subjects.ts';

/** What the overview asks, in the order in which it does. */
const questions = [
  'numbers?buckets=60',
  'breakdown?by=application_name',
  'breakdown?by=upstream_idp',
  'breakdown?by=user',
  'breakdown?by=source_ip',
  'stops?tz=UTC',
  'hours?tz=UTC',
  'second_step?tz=UTC',
  'steps?tz=UTC',
  'findings?tz=UTC',
] as const;

const repetitions = 5;
const warmUps = 1;

/** Where no figure is named, the whole may take so many times what its slowest question takes alone. */
const allowed = 3;

/** The whole of it may take so long (milliseconds) at ten million events, by the days asked about. */
const wholeBudgets: ReadonlyMap<number, number> = new Map([
  [7, 600],
  [90, 2_500],
]);

/** What is found may take so long (milliseconds), by the days asked about. */
const findingBudgets: ReadonlyMap<number, number> = new Map([
  [1, 100],
  [7, 150],
  [90, 300],
]);

/** What is found under filters is nearly all looked for, which may take so long (milliseconds). */
const filteredBudget = 2_000;

/** Each time another end of the range: what is answered from memory is what is kept of days. */
const ranges = (subjects: Subjects, days: number) => {
  let variation = 0n;
  return (): string => {
    variation += 1n;
    const to = subjects.last + microsPerHour + variation * microsPerMillisecond;
    return new URLSearchParams({
      dt_from: formatInstant(to - BigInt(days) * microsPerDay),
      dt_to: formatInstant(to),
    }).toString();
  };
};

const seriesOf = async (ask: () => Promise<unknown>): Promise<number[]> => {
  const series: number[] = [];
  for (let turn = 0; turn < warmUps + repetitions; turn += 1) {
    const ms = await timed(ask);
    if (turn >= warmUps) series.push(ms);
  }
  return series;
};

/** Where it begins and ends is each time another instant. */
const askingForFindings = (client: Client, subjects: Subjects, span: number): (() => Promise<unknown>) => {
  const application = new URLSearchParams({ application_name: subjects.application }).toString();
  const range = ranges(subjects, span);
  return () => client.get(`/v1/auth_overview/findings?tz=UTC&${application}&${range()}`);
};

/** Ask for what is found in one application in so many days. */
export const askForFindings = (client: Client, subjects: Subjects, span: number): Promise<unknown> =>
  askingForFindings(client, subjects, span)();

/** How long each question of the overview takes alone, and the page that asks all of them at once. */
export const measureOverview = async (
  client: Client,
  subjects: Subjects,
  days: readonly number[],
): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  for (const span of days) {
    const range = ranges(subjects, span);
    const get = (question: string, given: string) => client.get(`/v1/auth_overview/${question}&${given}`);
    let slowest = 0;
    for (const question of questions) {
      const { median, max } = statsOf(await seriesOf(() => get(question, range())));
      slowest = Math.max(slowest, median);
      const budget = question.startsWith('findings') ? findingBudgets.get(span) : undefined;
      lines.push({
        part: 'overview',
        name: `${question.replace(/\?(tz|buckets)=.*/, '')}, ${span} days`,
        measured: median,
        unit: 'ms',
        ...(budget === undefined ? {} : { budget: most(budget) }),
        note: `max ${max.toFixed(0)}`,
      });
    }
    const filtered = statsOf(await seriesOf(askingForFindings(client, subjects, span)));
    lines.push({
      part: 'overview',
      name: `findings of one application, ${span} days`,
      measured: filtered.median,
      unit: 'ms',
      budget: most(filteredBudget),
      note: `max ${filtered.max.toFixed(0)}`,
    });
    const whole = statsOf(
      await seriesOf(() => {
        const given = range();
        return Promise.all(questions.map((question) => get(question, given)));
      }),
    );
    lines.push({
      part: 'overview',
      name: `all of it at once, ${span} days`,
      measured: whole.median,
      unit: 'ms',
      budget: most(wholeBudgets.get(span) ?? allowed * slowest),
      note: `max ${whole.max.toFixed(0)}, ${(whole.median / slowest).toFixed(1)} times the slowest question`,
    });
  }
  return lines;
};
