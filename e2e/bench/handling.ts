import type { Page } from '@playwright/test';
import type { Client } from './http.ts';
import { type Change, timeClick, timeRows, watchFrames, watchedFrames } from './page-probe.ts';
import { atRest, goTo, openPage, waitMs, withBrowser } from './pages.ts';
import { type Line, most } from './report.ts';
import { statsOf, timed } from './stats.ts';

/** As fast as people type (milliseconds a key), and how long they stop to think. */
const typing = { delay: 120, thinking: 700 };

const repetitions = 5;

/** A change of what is filtered, beside what the API alone takes for its rows (milliseconds). */
export type Filtered = Change & { readonly name: string; readonly api: number };

/** What a person does. */
export type Handling = {
  readonly panel: number;
  readonly facet: number;
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

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search' });

type Step = {
  readonly name: string;
  readonly by: 'click' | 'keydown';
  readonly prepare?: (page: Page) => Promise<void>;
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
    prepare: (page) => search(page).fill('brightwater'),
    act: (page) => search(page).press('Enter'),
  },
];

const changed = async (page: Page, { by, prepare, act }: Omit<Step, 'name'>): Promise<Change> => {
  await prepare?.(page);
  const following = page.evaluate(timeRows, by);
  await act(page);
  const change = await following;
  await atRest(page);
  return change;
};

/** Let somebody look at details, filter and search. */
export const handle = (url: string, client: Client): Promise<Handling> =>
  withBrowser(async (browser) => {
    const page = await openPage(browser);
    await goTo(page, `${url}/events`);
    await atRest(page);
    const opening = page.evaluate(timeClick, 'aside[aria-label="Event details"]');
    await page.getByRole('grid').getByRole('row').nth(3).getByRole('gridcell').first().click();
    const panel = await opening;
    await page.keyboard.press('Escape');
    const [first] = steps;
    const facet = first ? (await changed(page, first)).painted : Number.NaN;

    await goTo(page, `${url}/events?range=all`);
    await atRest(page);
    const filtered: Filtered[] = [];
    for (const { name, ...step } of steps) {
      const change = await changed(page, step);
      filtered.push({ name, ...change, api: await apiTime(client, change.asked) });
    }

    await goTo(page, `${url}/events`);
    await atRest(page);
    await search(page).focus();
    await page.evaluate(watchFrames);
    await page.keyboard.type('bright', typing);
    await page.waitForTimeout(typing.thinking); // what is measured: the rows come while nobody types
    await page.keyboard.type('water', typing);
    await page.waitForURL(/q=brightwater/, { timeout: waitMs });
    await atRest(page);
    const typed = await page.evaluate(watchedFrames);
    return { panel, facet, filtered, typed };
  });

/** What that took, beside its budgets. */
export const handlingLines = ({ panel, facet, filtered, typed }: Handling): Line[] => {
  const part = 'browser';
  const frames = statsOf(typed.frames);
  return [
    { part, name: 'panel open', measured: panel, unit: 'ms', budget: most(100) },
    { part, name: 'facet click, 7 days', measured: facet, unit: 'ms', budget: most(150) },
    ...filtered.map(({ name, painted, api }): Line => ({
      part,
      name: `new rows, all days: ${name}`,
      measured: painted,
      unit: 'ms',
      budget: most(api * 1.3 + 50),
      note: `the API alone ${api.toFixed(1)}, ratio ${(painted / api).toFixed(1)}, more ${(painted - api).toFixed(0)}`,
    })),
    {
      part,
      name: 'questions sent before the rows came',
      measured: filtered.reduce((sum, { before }) => sum + before.length, 0),
      unit: '',
      budget: most(0),
      note: `in ${filtered.length} changes: facets, histogram, look-ups`,
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
