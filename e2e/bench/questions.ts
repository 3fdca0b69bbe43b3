import {
  formatInstant,
  microsPerDay,
  microsPerHour,
  microsPerMillisecond,
} from '../../src/contract/instant.ts';
import type { Client } from './http.ts';
import type { Subjects } from './subjects.ts';

/**
 * A question of the API. `path` makes its nth variation: equal in cost, different in its range, because the
 * server keeps the answers of equal questions and would be measured remembering instead of answering.
 */
export type Question = {
  readonly name: string;
  readonly path: (variation: number) => string;
  /** Milliseconds that the median may take at ten million events, where the design names a figure. */
  readonly budget?: number;
  /** Ask for the page after the one that `path` names. */
  readonly nextPage?: boolean;
};

export type Given = Readonly<Record<string, string | readonly string[]>>;

/** An address of the API with its parameters. */
export const pathOf = (path: string, given: Given): string => {
  const entries = Object.entries(given).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  return `${path}?${new URLSearchParams(entries).toString()}`;
};

const list = '/v1/auth_audits';
/** What the explorer counts by. */
export const six = ['event_name', 'result', 'application_name', 'upstream_idp', 'user_id', 'source_ip'];

/** The questions the benchmark asks one by one. */
export const questionsAbout = (subjects: Subjects): readonly Question[] => {
  const at = (instant: bigint) => formatInstant(instant);
  const step = (variation: number) => BigInt(variation) * microsPerMillisecond;
  const all = (variation: number) => ({ dt_to: at(subjects.last + microsPerHour + step(variation)) });
  const week = (variation: number) => ({
    dt_from: at(subjects.last - 7n * microsPerDay + step(variation)),
    ...all(variation),
  });
  const attempt = (variation: number) =>
    subjects.attempts[variation % subjects.attempts.length] ?? { requestId: '', session: '', time: 0n };
  const page = (given: Given) => (variation: number) =>
    pathOf(list, { limit: '100', ...given, ...all(variation) });
  const count =
    (what: string, range: (variation: number) => Given, given: Given = {}) =>
    (variation: number) =>
      pathOf(`${list}/${what}`, { ...given, ...range(variation) });
  return [
    { name: 'newest 100', path: page({}), budget: 5 },
    { name: 'newest 500', path: page({ limit: '500' }) },
    { name: 'next page by cursor', path: page({}), nextPage: true },
    { name: 'rare user, newest 100', path: page({ user_id: subjects.rareUser }), budget: 10 },
    { name: 'one e-mail address, newest 100', path: page({ email: subjects.email }), budget: 15 },
    { name: 'one source address, newest 100', path: page({ source_ip: subjects.address }), budget: 15 },
    { name: 'result Denied, newest 100', path: page({ result: 'Denied' }) },
    {
      name: 'one request_id, time known',
      path: (variation) => {
        const { requestId, time } = attempt(variation);
        const range = {
          dt_from: at(time - microsPerHour),
          dt_to: at(time + microsPerHour + step(variation)),
        };
        return pathOf(list, { request_id: requestId, ...range });
      },
    },
    {
      name: 'one request_id, time unknown',
      path: (variation) => page({ request_id: attempt(variation).requestId })(variation),
    },
    { name: 'one session', path: (variation) => page({ session_id: attempt(variation).session })(variation) },
    {
      name: 'free text, 7 days',
      path: (variation) => pathOf(list, { limit: '100', q: 'zyx-none', ...week(variation) }),
      budget: 60,
    },
    { name: 'free text, all days', path: page({ q: 'zyx-none' }), budget: 150 },
    { name: 'free text that occurs, all days', path: page({ q: subjects.email.slice(0, 8) }) },
    { name: 'histogram, 7 days', path: count('histogram', week) },
    { name: 'histogram, all days', path: count('histogram', all) },
    { name: 'six facets, 7 days', path: count('facets', week, { property: six }) },
    { name: 'six facets, all days', path: count('facets', all, { property: six }) },
    {
      name: 'count with filters, all days',
      path: count('histogram', all, {
        result: ['Failure', 'Denied'],
        not_event_name: 'Token',
        buckets: '1',
      }),
    },
    { name: 'extent', path: () => `${list}/extent` },
  ];
};

type Page = { readonly page_at_id?: string };

/**
 * The addresses of a question's variations; those of next pages are taken from the first ones' answers.
 * @throws Error when there is no next page
 */
export const pathsOf = async (
  { path, nextPage = false, name }: Question,
  variations: readonly number[],
  client: Client,
): Promise<readonly string[]> => {
  const paths = variations.map(path);
  if (!nextPage) return paths;
  return Promise.all(
    paths.map(async (first) => {
      const { page_at_id: cursor } = await client.json<Page>(first);
      if (cursor === undefined) throw new Error(`“${name}” has no next page.`);
      return `${first}&${new URLSearchParams({ page_at_id: cursor }).toString()}`;
    }),
  );
};

/** What sixteen people ask at once: pages mostly, counts of a week beside them, now and then a search. */
export const mixtureOf = (subjects: Subjects): readonly Question[] => {
  const questions = questionsAbout(subjects);
  const times: Readonly<Record<string, number>> = {
    'newest 100': 4,
    'next page by cursor': 0,
    'rare user, newest 100': 2,
    'one e-mail address, newest 100': 2,
    'one source address, newest 100': 1,
    'result Denied, newest 100': 1,
    'one request_id, time known': 3,
    'one request_id, time unknown': 1,
    'one session': 2,
    'free text, 7 days': 1,
    'histogram, 7 days': 2,
    'six facets, 7 days': 1,
  };
  return questions.flatMap((question) => Array.from({ length: times[question.name] ?? 0 }, () => question));
};
