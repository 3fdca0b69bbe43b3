import type { Page } from '@playwright/test';
import type { Client } from './http.ts';
import { type Change, timeClick, timeRows, watchFrames, watchedFrames } from './page-probe.ts';
import { atRest, goTo, openPage, waitMs, withBrowser } from './pages.ts';
import { type Line, most } from './report.ts';
import { statsOf, timed } from './stats.ts';

/** As fast as people type (milliseconds a key), and how long they stop to think. */
const typing = { delay: 120, thinking: 700 };

const repetitions = 5;

/** A change of what is filtered, again and again, beside what the API alone takes for its rows (milliseconds). */
type Filtered = {
  readonly name: string;
  readonly painted: readonly number[];
  readonly api: number;
  /** How many other questions were asked before the rows had come. */
  readonly before: number;
};

/** What a person does (milliseconds). */
export type Handling = {
  readonly panel: readonly number[];
  readonly facet: readonly number[];
  readonly filtered: readonly Filtered[];
  readonly typed: { readonly frames: readonly number[]; readonly longTasks: number };
};

/** The same question, which the server has not answered yet: it keeps its answers. */
const varied = (path: string, variation: number): string => {
  const url = new URL(path, 'http://server');
  const to = Date.parse(url.searchParams.get('dt_to') ?? new Date().toISOString());
  url.searchParams.set('dt_to', new Date(to + 3_600_000 + variation).toISOString());
  return url.pathname + url.search;
};

const apiTime = async (client: Client, path: string): Promise<number> => {
  const times: number[] = [];
  for (let variation = 1; variation <= repetitions; variation += 1)
    times.push(await timed(() => client.get(varied(path, variation))));
  return statsOf(times).median;
};

/** Two texts that together are a part of the newest request’s id: they are found, and name nobody, whose page Enter would open. */
const foundTexts = async (client: Client): Promise<readonly [string, string]> => {
  const { auth_audits: newest } = await client.json<{ auth_audits: readonly { request_id?: string }[] }>(
    '/v1/auth_audits?limit=50',
  );
  const id = newest.find(({ request_id: requestId }) => (requestId?.length ?? 0) > 20)?.request_id;
  if (id === undefined) throw new Error('No request has an id to search for.');
  return [id.slice(4, 9), id.slice(9, 16)];
};

const search = (page: Page) => page.getByRole('combobox', { name: 'Search' });

type Step = {
  readonly name: string;
  readonly by: 'click' | 'keydown';
  readonly prepare?: (page: Page, text: string) => Promise<void>;
  readonly act: (page: Page) => Promise<void>;
};

const steps: readonly Step[] = [
  {
    name: 'a value of a facet',
    by: 'click',
    act: (page) => page.getByRole('checkbox', { name: /^Failed/ }).click(),
  },
  {
    name: 'one more value of it',
    by: 'click',
    act: (page) => page.getByRole('checkbox', { name: /^Blocked/ }).click(),
  },
  {
    name: 'a value excluded',
    by: 'click',
    act: (page) => page.getByRole('button', { name: 'Exclude MFA Challenge' }).click(),
  },
  {
    name: 'free text',
    by: 'keydown',
    prepare: (page, text) => search(page).fill(text),
    act: (page) => search(page).press('Enter'),
  },
];

const changed = async (
  page: Page,
  { by, prepare, act }: Omit<Step, 'name'>,
  text: string,
): Promise<Change> => {
  await page.waitForTimeout(typing.thinking); // the budget is for an idle machine: what the page still tidies up is not measured
  await prepare?.(page, text);
  const following = page.evaluate(timeRows, by);
  await act(page);
  const change = await following;
  await atRest(page);
  return change;
};

const openPanel = async (page: Page, row: number): Promise<number> => {
  const opening = page.evaluate(timeClick, 'aside[aria-label="Event details"]');
  await page.getByRole('grid').getByRole('row').nth(row).getByRole('gridcell').first().click();
  const took = await opening;
  await page.keyboard.press('Escape');
  await page.getByRole('complementary', { name: 'Event details' }).waitFor({ state: 'hidden' });
  return took;
};

/** All days, as a range that no round before has asked for: neither the page nor the server has its answers. */
const allDays = (round: number): string => {
  const to = new Date(Date.now() + 3_600_000 + round).toISOString();
  return new URLSearchParams({ from: '2000-01-01T00:00:00Z', to }).toString();
};

const filterOnce = async (
  page: Page,
  url: string,
  round: number,
  text: string,
): Promise<readonly Change[]> => {
  await goTo(page, `${url}/events?${allDays(round)}`);
  await atRest(page);
  const changes: Change[] = [];
  for (const step of steps) changes.push(await changed(page, step, text));
  return changes;
};

/** Let somebody look at details, filter and search, several times over. */
export const handle = (url: string, client: Client): Promise<Handling> =>
  withBrowser(async (browser) => {
    const page = await openPage(browser);
    const [begin, end] = await foundTexts(client);
    const [panel, facet]: [number[], number[]] = [[], []];
    for (let round = 1; round <= repetitions; round += 1) {
      await goTo(page, `${url}/events`);
      await atRest(page);
      panel.push(await openPanel(page, 2 + round));
      const [first] = steps;
      if (first) facet.push((await changed(page, first, begin + end)).painted);
    }

    const rounds: (readonly Change[])[] = [];
    for (let round = 1; round <= repetitions; round += 1)
      rounds.push(await filterOnce(page, url, round, begin + end));
    const filtered: Filtered[] = [];
    for (const [index, { name }] of steps.entries()) {
      const changes = rounds.flatMap((round) => round[index] ?? []);
      filtered.push({
        name,
        painted: changes.map((each) => each.painted),
        api: await apiTime(client, changes[0]?.asked ?? ''),
        before: changes.reduce((sum, each) => sum + each.before.length, 0),
      });
    }

    await goTo(page, `${url}/events`);
    await atRest(page);
    await search(page).focus();
    await page.evaluate(watchFrames);
    await page.keyboard.type(begin, typing);
    await page.waitForTimeout(typing.thinking); // what is measured: the rows come while nobody types
    await page.keyboard.type(end, typing);
    await page.waitForURL((now) => now.searchParams.get('q') === begin + end, { timeout: waitMs });
    await atRest(page);
    const typed = await page.evaluate(watchedFrames);
    return { panel, facet, filtered, typed };
  });

/** What that took, beside its budgets. */
export const handlingLines = ({ panel, facet, filtered, typed }: Handling): Line[] => {
  const part = 'browser';
  const frames = statsOf(typed.frames);
  const line = (name: string, series: readonly number[], limit: number, more = ''): Line => {
    const { median, max } = statsOf(series);
    const note = `worst ${max.toFixed(0)}${more}`;
    return { part, name, measured: median, unit: 'ms', budget: most(limit), note };
  };
  return [
    line('panel open', panel, 100),
    line('facet click, 7 days', facet, 150),
    ...filtered.map(({ name, painted, api }) => {
      const more = `, the API alone ${api.toFixed(1)}, ratio ${(statsOf(painted).median / api).toFixed(1)}`;
      return line(`new rows, all days: ${name}`, painted, api * 1.3 + 50, more);
    }),
    {
      part,
      name: 'questions sent before the rows came',
      measured: filtered.reduce((sum, { before }) => sum + before, 0),
      unit: '',
      budget: most(0),
      note: `in ${filtered.length * repetitions} changes: facets, histogram, look-ups`,
    },
    {
      part,
      name: 'longest frame while typing',
      measured: frames.max,
      unit: 'ms',
      budget: most(50),
      note: `median ${frames.median.toFixed(1)}, p95 ${frames.p95.toFixed(1)}, ${typed.longTasks} long tasks`,
    },
  ];
};
