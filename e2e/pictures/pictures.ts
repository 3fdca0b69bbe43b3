import { resolve } from 'node:path';
import { type Browser, type Page, chromium } from '@playwright/test';
import { chromiumOptions } from '../browser.ts';
import { startServer } from '../fixtures.ts';
import { frozenNow, requestOf } from '../frozen.ts';

// Makes the README's pictures from the frozen demo, so that they can be made again after every change.
type Picture = {
  readonly name: string;
  readonly path: string;
  readonly scheme?: 'light' | 'dark';
  readonly prepare?: (page: Page) => Promise<void>;
};

const overviewReady = async (page: Page): Promise<void> => {
  await page.getByRole('list', { name: 'Findings' }).waitFor();
  await page
    .getByRole('img', { name: /^Failure rate: / })
    .locator('path')
    .first()
    .waitFor();
};

const pictures: readonly Picture[] = [
  { name: 'overview', path: '/overview', prepare: overviewReady },
  {
    name: 'overview-charts-dark',
    path: '/overview',
    scheme: 'dark',
    prepare: async (page) => {
      await overviewReady(page);
      await page
        .getByRole('region', { name: 'Outcomes over time' })
        .evaluate((part) => part.scrollIntoView());
    },
  },
  { name: 'events', path: '/events' },
  {
    name: 'event-dark',
    path: '/events?result=Failure&result=Denied',
    scheme: 'dark',
    prepare: async (page) => {
      await page.getByRole('grid', { name: 'Events' }).getByRole('rowgroup').getByRole('time').nth(3).click();
      await page.getByRole('heading', { name: 'Who' }).waitFor();
    },
  },
  { name: 'attempt', path: `/attempts/${encodeURIComponent(requestOf('wrong-account'))}` },
];

const take = async (browser: Browser, url: string, picture: Picture): Promise<void> => {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: picture.scheme ?? 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  await page.clock.setFixedTime(frozenNow);
  await page.goto(`${url}${picture.path}`, { waitUntil: 'networkidle' });
  await picture.prepare?.(page);
  await page.screenshot({ path: resolve(import.meta.dirname, `${picture.name}.png`) });
  await page.close();
};

const server = await startServer();
const browser = await chromium.launch(chromiumOptions());
for (const picture of pictures) {
  await take(browser, server.url, picture);
  console.log(`e2e/pictures/${picture.name}.png`);
}
await browser.close();
await server.stop();
