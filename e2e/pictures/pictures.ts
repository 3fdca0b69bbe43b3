import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type Page, chromium } from '@playwright/test';
import { chromiumOptions } from '../browser.ts';
import type { SourcesAnswer } from '../../src/contract/sources.ts';
import { buildServer } from '../built-server.ts';
import { startServer } from '../fixtures.ts';
import { frozenNow, requestOf } from '../frozen.ts';

// Makes the README's pictures from the frozen demo, so that they can be made again after every change.
type Picture = {
  readonly name: string;
  readonly path: string;
  /** Of a server that pulls. */
  readonly isPulled?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
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
  {
    name: 'sources',
    path: '/sources',
    isPulled: true,
    viewport: { width: 1440, height: 466 },
    prepare: async (page) => page.getByRole('progressbar').waitFor(),
  },
  { name: 'attempt', path: `/attempts/${encodeURIComponent(requestOf('wrong-account'))}` },
];

/** What a source tells while it is caught up with, on the day at which the clock stands. */
const told: SourcesAnswer = {
  sources: [
    {
      name: 'agilicus',
      kind: 'agilicus',
      state: 'catching_up',
      complete_from: '2026-02-11T03:00:00Z',
      complete_to: '2026-03-18T09:00:00Z',
      read_to: '2026-03-18T09:30:00Z',
      details: {
        url: 'https://api.agilicus.com',
        organisation: 'alder',
        every_seconds: 60,
        last_attempt: '2026-03-18T09:29:58Z',
        last_success: '2026-03-18T09:29:48Z',
        records: 18_204,
        duplicates: 312,
        refused: 0,
        late: 3,
        progress: {
          from: '2025-12-18T09:30:00Z',
          to: '2026-03-18T09:00:00Z',
          share: 0.392,
          remaining_seconds: 300,
        },
        document_expires: '2026-11-02T00:00:00Z',
        directory: { people: 412, read: '2026-03-18T09:00:00Z' },
        notes: [],
      },
    },
  ],
  gaps: [{ from: '2026-03-10T08:00:00Z', to: '2026-03-10T14:00:00Z', reason: 'quiet' }],
  problems: [],
};

const take = async (browser: Browser, url: string, picture: Picture): Promise<void> => {
  const page = await browser.newPage({
    viewport: picture.viewport ?? { width: 1440, height: 900 },
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

const wanted = new Set(process.argv.slice(2)); // all of them, unless some are named
const folder = await mkdtemp(join(tmpdir(), 'audit-pictures-'));
const sources = join(folder, 'sources.json');
await writeFile(sources, JSON.stringify(told));
await buildServer();
const server = await startServer();
const pulling = await startServer({ sources });
const browser = await chromium.launch(chromiumOptions());
for (const picture of pictures) {
  if (wanted.size > 0 && !wanted.has(picture.name)) continue;
  await take(browser, picture.isPulled === true ? pulling.url : server.url, picture);
  console.log(`e2e/pictures/${picture.name}.png`);
}
await browser.close();
await server.stop();
await pulling.stop();
await rm(folder, { recursive: true });
