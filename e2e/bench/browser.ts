import { type Browser, type CDPSession, type Page, chromium } from '@playwright/test';
import { chromiumOptions } from '../browser.ts';
import { helper, installProbe, loadRows, scrollThrough, timeClick } from './page-probe.ts';
import type { Line } from './report.ts';
import { startServer } from './server.ts';
import { statsOf } from './stats.ts';

const coldLoads = 5;
const scrolled = { rows: 10_000, frames: 400, longestMs: 60_000 };
const waitMs = 30_000;
const settledMs = 1_500;

/** One cold visit: bytes, milliseconds since navigation, counts. */
export type Visit = {
  readonly scriptBytes: number;
  readonly styleBytes: number;
  readonly requests: number;
  readonly firstPaint: number;
  readonly firstRows: number;
  readonly blocking: number;
  readonly shift: number;
  readonly elements: number;
};

/** What a person does afterwards. */
export type Handling = {
  readonly rows: number;
  readonly frames: readonly number[];
  readonly longTasks: number;
  readonly elements: number;
  readonly heap: number;
  readonly panel: number;
  readonly filter: number;
};

type Transfer = { readonly kind: string; readonly finished: number; readonly bytes: number };

/** Listen to what comes over the wire; `finished` in milliseconds since the epoch. */
const listen = async (session: CDPSession): Promise<readonly Transfer[]> => {
  const transfers: Transfer[] = [];
  const begun = new Map<string, { kind: string; offset: number }>();
  session.on('Network.requestWillBeSent', ({ requestId, type, wallTime, timestamp }) =>
    begun.set(requestId, { kind: type ?? 'Other', offset: wallTime - timestamp }),
  );
  session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
    const { kind, offset } = begun.get(requestId) ?? { kind: 'Other', offset: 0 };
    transfers.push({ kind, finished: (timestamp + offset) * 1000, bytes: encodedDataLength });
  });
  await session.send('Network.enable');
  return transfers;
};

/** Let work have a browser of its own, with nothing remembered from before. */
const withBrowser = async <Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> => {
  const browser = await chromium.launch(chromiumOptions());
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
};

const openPage = async (browser: Browser): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript({ content: helper });
  await page.addInitScript(installProbe);
  return page;
};

/** Go to an address and wait for rows. @returns when they were there, in milliseconds since navigation */
const goTo = async (page: Page, address: string): Promise<number> => {
  await page.goto(address, { timeout: waitMs });
  const rows = page.evaluate(() => globalThis.benchProbe.firstRows);
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`${address} shows no rows.`)), waitMs).unref();
  });
  return Promise.race([rows, late]);
};

const visit = (url: string): Promise<Visit> =>
  withBrowser(async (browser) => {
    const page = await openPage(browser);
    const transfers = await listen(await page.context().newCDPSession(page));
    const firstRows = await goTo(page, `${url}/events`);
    await page.waitForTimeout(settledMs); // the span that is measured, not a wait: charts come after the rows, and may block in it
    const seen = await page.evaluate(() => ({
      origin: performance.timeOrigin,
      firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      blocking: globalThis.benchProbe.longTasks.reduce((sum, { duration }) => sum + duration - 50, 0),
      shift: globalThis.benchProbe.shift,
      elements: document.querySelectorAll('*').length,
    }));
    const { origin, ...rest } = seen;
    const before = transfers.filter(({ finished }) => finished <= origin + firstRows);
    const bytesOf = (kind: string) =>
      before.filter((each) => each.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0);
    return {
      ...rest,
      firstRows,
      scriptBytes: bytesOf('Script'),
      styleBytes: bytesOf('Stylesheet'),
      requests: before.length,
    };
  });

const handle = (url: string): Promise<Handling> =>
  withBrowser(async (browser) => {
    const page = await openPage(browser);
    const session = await page.context().newCDPSession(page);
    await goTo(page, `${url}/events`);
    const grid = page.getByRole('grid');
    const row = grid.getByRole('row').nth(3);

    const opening = page.evaluate(timeClick, { selector: 'aside, [role="complementary"]' });
    await row.getByRole('gridcell').first().click();
    const panel = await opening;
    await page.keyboard.press('Escape');

    await row.getByRole('gridcell').last().getByText(/./).first().click();
    const item = page.getByRole('menuitem', { name: 'Only events with this' });
    await item.waitFor({ timeout: waitMs });
    const filtering = page.evaluate(timeClick, { selector: '[role="grid"]', busy: true });
    await item.click();
    const filter = await filtering;

    await goTo(page, `${url}/events?range=all`);
    const rows = await page.evaluate(loadRows, scrolled);
    await page.evaluate(() => globalThis.benchProbe.longTasks.splice(0));
    const frames = await page.evaluate(scrollThrough, scrolled.frames);
    const longTasks = await page.evaluate(() => globalThis.benchProbe.longTasks.length);
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize: heap } = await session.send('Runtime.getHeapUsage');
    return { rows, frames, longTasks, elements, heap, panel, filter };
  });

const most = (limit: number) => ({ limit, kind: 'most' }) as const;

const visitLines = (visits: readonly Visit[]): Line[] => {
  const line = (name: string, key: keyof Visit, unit: string, limit: number, scale = 1): Line => {
    const { median, max } = statsOf(visits.map((each) => each[key] / scale));
    const part = 'browser';
    return { part, name, measured: median, unit, budget: most(limit), note: `worst ${max.toFixed(1)}` };
  };
  return [
    line('JavaScript up to the first rows', 'scriptBytes', 'kB', 250, 1000),
    line('CSS up to the first rows', 'styleBytes', 'kB', 16, 1000),
    line('requests up to the first rows', 'requests', '', 10),
    line('first paint', 'firstPaint', 'ms', 300),
    line('first rows', 'firstRows', 'ms', 600),
    line('blocking time', 'blocking', 'ms', 150),
    line('layout shift', 'shift', '', 0),
    line('elements', 'elements', '', 1_500),
  ];
};

const handlingLines = ({ rows, frames, longTasks, elements, heap, panel, filter }: Handling): Line[] => {
  const { median, p95, max } = statsOf(frames);
  const line = (name: string, measured: number, unit: string, limit: number, note = ''): Line => ({
    part: 'browser',
    name,
    measured,
    unit,
    budget: most(limit),
    note,
  });
  return [
    line('panel open', panel, 'ms', 100),
    line('filter by a clicked value', filter, 'ms', 150),
    {
      part: 'browser',
      name: 'rows loaded for scrolling',
      measured: rows,
      unit: '',
      budget: { limit: scrolled.rows, kind: 'least' },
    },
    line(
      'longest frame while scrolling',
      max,
      'ms',
      50,
      `median ${median.toFixed(1)}, p95 ${p95.toFixed(1)}`,
    ),
    line('long tasks while scrolling', longTasks, '', 0),
    line('elements after scrolling', elements, '', 1_500),
    line('JavaScript heap after scrolling', heap / 1_000_000, 'MB', 40),
  ];
};

/** Measure the dashboard on the demo's data, in a Chromium that has never seen it. */
export const measureBrowser = async (
  port: number,
): Promise<{ readonly lines: readonly Line[]; readonly details: Record<string, unknown> }> => {
  const server = await startServer(undefined, port);
  try {
    const visits: Visit[] = [];
    for (let count = 0; count < coldLoads; count += 1) visits.push(await visit(server.url));
    const handling = await handle(server.url);
    return { lines: [...visitLines(visits), ...handlingLines(handling)], details: { visits, handling } };
  } finally {
    await server.stop();
  }
};
