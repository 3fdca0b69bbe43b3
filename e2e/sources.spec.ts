import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Source, SourceGap } from '../src/contract/sources.ts';
import { openEvents, rows } from './events-page.ts';
import { type ServerOptions, expect, expectAccessible, startServer, test } from './fixtures.ts';

// the clock stands at 09:30 on 18 March, a Wednesday

const details = { records: 18_204, duplicates: 312, refused: 0, late: 3, notes: [] };

const current: Source = {
  name: 'agilicus',
  kind: 'agilicus',
  state: 'current',
  complete_from: '2025-12-18T00:00:00Z',
  complete_to: '2026-03-18T09:00:00Z',
  read_to: '2026-03-18T09:30:00Z',
  details: {
    ...details,
    url: 'https://api.agilicus.example',
    organisation: 'alder',
    every_seconds: 60,
    last_attempt: '2026-03-18T09:29:48Z',
    last_success: '2026-03-18T09:29:48Z',
    document_expires: '2026-04-02T00:00:00Z',
    directory: { people: 412, read: '2026-03-18T09:00:00Z' },
  },
};

const catchingUp: Source = {
  ...current,
  state: 'catching_up',
  complete_from: '2026-03-12T03:00:00Z',
  details: {
    ...details,
    progress: {
      from: '2025-12-18T00:00:00Z',
      to: '2026-03-12T03:00:00Z',
      share: 0.345,
      remaining_seconds: 300,
    },
  },
};

const failing: Source = {
  ...current,
  state: 'failing',
  failing_since: '2026-03-18T09:12:00Z',
  complete_to: '2026-03-18T09:01:00Z',
  details: {
    ...details,
    error: {
      message: 'The API answered 403: this account may not read audits.',
      since: '2026-03-18T09:12:00Z',
    },
  },
};

type Report = {
  readonly sources: readonly Source[];
  readonly gaps?: readonly SourceGap[];
  readonly problems?: readonly string[];
};

/** Open the dashboard of a server that pulls. @returns how to tell something else of its sources */
const withSources = async (
  page: Page,
  first: Report,
  story: (url: string, tell: (report: Report) => Promise<void>) => Promise<void>,
  options: ServerOptions = {},
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-sources-'));
  const file = join(folder, 'report.json');
  const tell = async (report: Report) => {
    await writeFile(`${file}.new`, JSON.stringify({ gaps: [], problems: [], ...report }));
    await rename(`${file}.new`, file);
  };
  await tell(first);
  const server = await startServer({ ...options, sources: file });
  try {
    await story(server.url, tell);
    await page.context().close(); // with its connections, for which the server would wait
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

/** Store an event through the webhook. */
const post = async (page: Page, url: string): Promise<void> => {
  const event = { time: '2026-03-18T09:00:00Z', event_name: 'Token', result: 'Success' };
  const data = { events: [{ unique_id: 'one', create_time: event.time, event }] };
  expect((await page.request.post(`${url}/v1/bulk_audit_events`, { data })).status()).toBe(201);
};

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const missing = (page: Page) => page.getByRole('note', { name: 'Records that may be missing' });

test('a page tells how each source is doing, and follows it', async ({ page }) => {
  const unread: SourceGap = {
    from: '2025-12-18T00:00:00Z',
    to: '2026-03-12T03:00:00Z',
    reason: 'unread',
    source: 'agilicus',
  };
  await withSources(page, { sources: [catchingUp], gaps: [unread] }, async (url, tell) => {
    await page.goto(`${url}/events`);
    await page.getByRole('link', { name: 'Sources', exact: true }).first().click();
    await expect(page).toHaveTitle('Sources · Authentication Audit');
    const agilicus = card(page, 'agilicus');
    await expect(agilicus.getByText('Reading older records')).toBeVisible();
    await expect(agilicus.getByRole('progressbar')).toHaveAttribute('value', '34');
    await expect(agilicus).toContainText(
      'complete from 2026-03-12 03:00 up to 09:00 today; older ones are being read',
    );
    await expect(agilicus).toContainText('34 %, about 5 minutes left');
    await expect(page.getByText('None is known but what is still being read.')).toBeVisible();
    await expectAccessible(page);

    await tell({ sources: [current] });
    await expect(agilicus.getByText('Up to date')).toBeVisible();
    await expect(agilicus.getByRole('progressbar')).toHaveCount(0);
    await expect(agilicus.getByText('Behind now').locator('..')).toContainText('30 min');
    await expect(agilicus.getByText('Ends on 2026-04-02 00:00, in 14 days')).toBeVisible();
    await expect(agilicus.getByText('412 people, read 2026-03-18 09:00')).toBeVisible();

    await tell({ sources: [failing], problems: ['sources.json: “okta” has no url'] });
    await expect(agilicus.getByText('Cannot be read')).toBeVisible();
    await expect(agilicus).toContainText('this account may not read audits');
    await expect(page.getByRole('region', { name: 'Problems of the configuration' })).toContainText('no url');
    await expectAccessible(page);
  });
});

test('gaps are listed, and lead to the events of their time', async ({ page }) => {
  const gaps: SourceGap[] = [
    { from: '2026-03-10T08:00:00Z', to: '2026-03-10T14:00:00Z', reason: 'out_of_reach', source: 'agilicus' },
    { from: '2026-03-14T02:00:00Z', to: '2026-03-14T05:30:00Z', reason: 'quiet' },
  ];
  await withSources(page, { sources: [current], gaps }, async (url) => {
    await page.goto(`${url}/sources`);
    const list = page.getByRole('table', { name: 'Records that may be missing' });
    await expect(list.getByRole('row')).toHaveCount(3);
    await expect(list.getByRole('row').nth(1)).toContainText('No record, where the weeks before had many');
    await list.getByRole('link', { name: '2026-03-10 08:00 – 2026-03-10 14:00' }).click();
    await expect(page).toHaveURL(/from=2026-03-10T08%3A00%3A00Z&to=2026-03-10T14%3A00%3A00Z/);
    await expect(rows(page).first()).toBeVisible();
  });
});

test('explorer, pages of a user and of an attempt say until when records are complete', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/404/);
  await withSources(
    page,
    { sources: [failing, { ...current, name: 'beta', complete_to: '2026-03-18T09:05:00Z' }] },
    async (url, tell) => {
      const line = page.getByText('Whether all records from agilicus are here cannot be told');
      await page.goto(`${url}/events`);
      await expect(line).toHaveText(/reading it has failed since 09:12; complete up to 09:01$/);
      await expect(line.locator('..')).toHaveAttribute('title', /beta are complete up to 09:05/);
      await expectAccessible(page);
      await page.goto(`${url}/users/nobody@alder.example.com`);
      await expect(page.getByText('No event of this user is stored')).toBeVisible();
      await expect(missing(page)).toContainText('complete up to 09:01');
      for (const path of ['/attempts', '/attempts/none', '/sessions/none']) {
        await page.goto(`${url}${path}`);
        await expect(line).toBeVisible();
      }
      await tell({ sources: [current] });
      await expect(
        page.getByText('Records from agilicus are complete up to 09:00', { exact: true }),
      ).toBeVisible();
      await line.waitFor({ state: 'detached' });
    },
  );
});

test('what is not known is hatched over the bars, and told with them', async ({ page }) => {
  const gaps: SourceGap[] = [
    { from: '2026-03-14T00:00:00Z', to: '2026-03-15T12:00:00Z', reason: 'out_of_reach', source: 'agilicus' },
  ];
  await withSources(page, { sources: [current], gaps }, async (url) => {
    await openEvents(page, '');
    await page.goto(`${url}/events`);
    await expect(page.getByText('Not known').first()).toBeVisible();
    const bars = page.getByRole('slider', { name: 'Bars' });
    await bars.press('End');
    await expect(bars).toHaveAttribute(
      'aria-valuetext',
      /Records may be missing here: some may still come late$/,
    );
    await page.getByRole('button', { name: 'Table' }).click();
    await expect(page.getByRole('columnheader', { name: 'Records may be missing' })).toBeVisible();
    await expect(page.getByRole('cell', { name: 'the source no longer keeps them' }).first()).toBeVisible();
  });
});

test('where nothing is found, what is not known is not denied', async ({ page }) => {
  await withSources(page, { sources: [current] }, async (url) => {
    await page.goto(`${url}/events?q=nowhere-to-be-found`);
    await expect(page.getByRole('heading', { name: 'No events that match are here' })).toBeVisible();
    await expect(missing(page)).toContainText(
      'Records from agilicus are complete up to 09:00. What you look for may not be here yet.',
    );
    await page.goto(`${url}/events?q=nowhere-to-be-found&from=2026-03-17&to=2026-03-17`);
    await expect(
      page.getByRole('heading', { name: 'No events match these filters in this period' }),
    ).toBeVisible();
    await expect(missing(page)).toHaveCount(0);
  });
});

test('an empty store says that records are on their way, and shows them as they come', async ({ page }) => {
  const starting: Source = { name: 'agilicus', kind: 'agilicus', state: 'starting' };
  await withSources(
    page,
    { sources: [starting] },
    async (url, tell) => {
      await page.goto(`${url}/overview`);
      await expect(page.getByRole('heading', { name: 'No events are stored yet' })).toBeVisible();
      await expect(missing(page)).toContainText('Records from agilicus have not been read yet');
      await expect(page.getByText('npm run demo')).toHaveCount(0);
      await page.goto(`${url}/events`);
      await expect(missing(page)).toBeVisible();
      await post(page, url);
      await tell({ sources: [catchingUp] });
      await expect(rows(page)).toHaveCount(1);
    },
    { data: 'empty' },
  );
});

test('without a source the page tells how to set one up; of a webhook nothing is said elsewhere', async ({
  page,
}) => {
  await withSources(
    page,
    { sources: [] },
    async (url) => {
      await page.goto(`${url}/sources`);
      await expect(
        page.getByRole('heading', { name: 'Nothing is known to send records here' }),
      ).toBeVisible();
      await expect(page.getByText('AUTH_AUDIT_SOURCES=./sources.json')).toBeVisible();
      await expectAccessible(page);
      await post(page, url);
      await expect(card(page, 'webhook').getByText('Listening')).toBeVisible();
      await expect(card(page, 'webhook')).toContainText('2026-03-18 09:30');
      await page.goto(`${url}/events`);
      await expect(rows(page)).toHaveCount(1);
      await expect(page.getByText('complete up to')).toHaveCount(0);
    },
    { data: 'empty' },
  );
});

test('the page is reached from the palette', async ({ page }) => {
  await openEvents(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to or do' }).fill('complete until');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
});
