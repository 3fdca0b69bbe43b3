import type { CDPSession } from '@playwright/test';
import { goTo, openPage, withBrowser } from './pages.ts';
import { type Line, most } from './report.ts';
import { statsOf } from './stats.ts';

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

/** The first visit of a browser that has never seen the dashboard. */
export const visit = (url: string): Promise<Visit> =>
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

/** What several such visits say: the median, with the worst in a note. */
export const visitLines = (visits: readonly Visit[]): Line[] => {
  const line = (name: string, key: keyof Visit, unit: string, limit: number, scale = 1): Line => {
    const { median, max } = statsOf(visits.map((each) => each[key] / scale));
    const part = 'browser';
    return { part, name, measured: median, unit, budget: most(limit), note: `worst ${max.toFixed(1)}` };
  };
  return [
    line('JavaScript up to the first rows', 'scriptBytes', 'kB', 220, 1000),
    line('CSS up to the first rows', 'styleBytes', 'kB', 16, 1000),
    line('requests up to the first rows', 'requests', '', 10),
    line('first paint', 'firstPaint', 'ms', 300),
    line('first rows', 'firstRows', 'ms', 600),
    line('blocking time', 'blocking', 'ms', 150),
    line('layout shift', 'shift', '', 0),
    line('elements', 'elements', '', 1_500),
  ];
};
