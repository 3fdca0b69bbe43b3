import { type Browser, type CDPSession, type Page, chromium } from '@playwright/test';
import { chromiumOptions } from '../browser.ts';
import { helper, installProbe } from './page-probe.ts';

/** Longer than this nothing may take (milliseconds). */
export const waitMs = 60_000;

/** Let work have a browser of its own, with nothing remembered from before. */
export const withBrowser = async <Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> => {
  const browser = await chromium.launch(chromiumOptions());
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
};

/** A page that watches itself. */
export const openPage = async (browser: Browser): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript({ content: helper });
  await page.addInitScript(installProbe);
  return page;
};

/** Go to an address and wait for rows. @returns when they were there, in milliseconds since navigation */
export const goTo = async (page: Page, address: string): Promise<number> => {
  await page.goto(address, { timeout: waitMs });
  const rows = page.evaluate(() => globalThis.benchProbe.firstRows);
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`${address} shows no rows.`)), waitMs).unref();
  });
  return Promise.race([rows, late]);
};

/** Wait until rows and all that is counted beside them are there. */
export const atRest = async (page: Page): Promise<void> => {
  await page
    .getByRole('status', { name: 'Result count' })
    .getByText(/found$/)
    .waitFor({ timeout: waitMs });
  await page.waitForFunction(
    () => document.querySelector('[aria-busy="true"], [data-stale]') === null,
    undefined,
    { timeout: waitMs },
  );
};

/** What the page’s scripts hold once all that is not needed any more is thrown away (bytes). */
export const heapOf = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
};
