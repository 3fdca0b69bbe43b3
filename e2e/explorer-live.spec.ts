import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { passPace, rows } from './events-page.ts';
import { expect, expectAccessible, startServer, test as base } from './fixtures.ts';

/** A server of the test alone: what it stores disturbs nobody, and it can be stopped. */
const test = base.extend<{
  own: { url: string; port: number; restart: () => Promise<void>; stop: () => Promise<void> };
}>({
  own: async ({ page }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'authentication-audit-live-'));
    let server = await startServer({ folder });
    const port = Number(new URL(server.url).port);
    await use({
      url: server.url,
      port,
      stop: () => server.stop(),
      restart: async () => {
        server = await startServer({ folder, port });
      },
    });
    await page.close(); // it would ask on, and complain that nobody answers
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  },
});

const live = (page: Page) => page.getByRole('switch', { name: 'Live' });
const news = (page: Page) => page.getByRole('status', { name: 'New events' });

const send = async (
  page: Page,
  url: string,
  id: string,
  properties: Readonly<Record<string, string>> = {},
  time = '2026-03-18T09:29:59Z',
) => {
  const response = await page.request.post(`${url}/v1/bulk_audit_events`, {
    data: {
      events: [
        {
          unique_id: id,
          create_time: time,
          event: {
            event_name: 'Token',
            result: 'Success',
            upstream_user_id: `${id}@example.com`,
            ...properties,
          },
        },
      ],
    },
  });
  expect(response.ok()).toBe(true);
};

const open = async (page: Page, address: string) => {
  await page.goto(address);
  await expect(rows(page).first()).toBeVisible();
};

test('new events announce themselves, move nothing, and come when they are asked for', async ({
  page,
  own,
}) => {
  await open(page, `${own.url}/events`);
  await live(page).click();
  await expect(live(page)).toBeChecked();
  await expect(page).toHaveURL(/live=1/);
  await expect(rows(page).first()).toBeVisible();
  const polled = page.waitForResponse(/auth_audits\/new\?.*since=/);
  await polled;
  const first = await rows(page).first().textContent();
  await send(page, own.url, 'new-1');
  await send(page, own.url, 'new-2');
  await passPace(page);
  await expect(news(page)).toHaveText('↑ 2 new');
  await expect(page).toHaveTitle(/^\(2\) Events/);
  await expect(rows(page).first()).toHaveText(first ?? '');
  await news(page).getByRole('button').click();
  await expect(rows(page).first()).toContainText(/new-\d@example\.com/);
  await expect(news(page)).toHaveText('');

  await live(page).click();
  await expect(live(page)).not.toBeChecked();
  await expect(page.getByRole('status', { name: 'Live updates' })).toHaveText('Paused');
});

test('only what matches the filters is new', async ({ page, own }) => {
  const polled = page.waitForResponse(/auth_audits\/new\?.*since=/);
  await open(page, `${own.url}/events?live=1&result=Denied&range=all`);
  await polled;
  await send(page, own.url, 'other');
  await send(page, own.url, 'denied', { result: 'Denied' });
  await passPace(page);
  await expect(news(page)).toHaveText('↑ 1 new');
});

test('events of a sender whose clock is ahead are told, and announced when their time has come', async ({
  page,
  own,
}) => {
  test.slow();
  const ahead = page.getByRole('status', { name: 'Events dated later than now' });
  const polled = page.waitForResponse(/auth_audits\/new\?.*since=/);
  await open(page, `${own.url}/events?live=1`);
  await polled;
  await send(page, own.url, 'soon', {}, '2026-03-18T09:30:20Z');
  await send(page, own.url, 'tomorrow', {}, '2026-03-19T09:00:00Z');
  await passPace(page);
  await expect(ahead).toHaveText('2 events are dated later than now. Show');
  await expect(news(page)).toHaveText('');
  await expectAccessible(page);

  // the rows are asked for anew while it lies ahead: when its time has come, it is new
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.clock.setFixedTime('2026-03-18T09:31:00Z');
  await passPace(page);
  await expect(news(page)).toHaveText('↑ 1 new');
  await expect(ahead).toHaveText('1 event is dated later than now. Show');
  await news(page).getByRole('button').click();
  await expect(rows(page).first()).toContainText('soon@example.com');
  await expect(news(page)).toHaveText('');

  await ahead.getByRole('button', { name: 'Show' }).click();
  await expect(rows(page).first()).toContainText('tomorrow@example.com');
  await expect(ahead).toHaveText('');
});

test('attempts follow new events, and say that it is events they count', async ({ page, own }) => {
  const polled = page.waitForResponse(/auth_audits\/new\?.*since=/);
  await page.goto(`${own.url}/attempts?live=1`);
  await polled;
  await send(page, own.url, 'attempted', { request_id: 'attempted' });
  await passPace(page);
  await expect(news(page)).toHaveText('↑ 1 new event');
  await news(page).getByRole('button').click();
  const attempts = page.getByRole('grid', { name: 'Attempts' }).getByRole('rowgroup').getByRole('row');
  await expect(attempts.filter({ hasText: 'attempted@example.com' })).toBeVisible();
  await expect(news(page)).toHaveText('');
});

test('the switch and the news are accessible', async ({ page, own }) => {
  test.slow();
  const polled = page.waitForResponse(/auth_audits\/new\?.*since=/);
  await open(page, `${own.url}/events?live=1`);
  await polled;
  await send(page, own.url, 'new');
  await passPace(page);
  await expect(news(page)).toHaveText('↑ 1 new');
  await expectAccessible(page);
});

test('it survives a restart of the server, and says that it waits', async ({ page, own, expectTrouble }) => {
  expectTrouble(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  const polled = page.waitForResponse(/auth_audits\/new\?.*since=/);
  await open(page, `${own.url}/events?live=1`);
  await polled;
  // its code comes after the rows: without it the page would rightly complain of the server
  await expect(page.getByRole('figure', { name: 'Events over time' }).getByRole('slider')).toBeVisible();
  const first = await rows(page).first().textContent();
  await own.stop();
  await passPace(page);
  const said = page.getByRole('status', { name: 'Live updates' });
  await expect(said).toHaveText('No answer from the server; trying again');
  await expect(rows(page).first()).toHaveText(first ?? '');
  await own.restart();
  await passPace(page);
  await expect(said).toHaveText('');
  await send(page, own.url, 'after-restart');
  await passPace(page);
  await expect(news(page)).toHaveText('↑ 1 new');
});

test('a range that ends in the past cannot be live, and says why', async ({ page }) => {
  await open(page, '/events?live=1&range=yesterday');
  await expect(live(page)).not.toBeChecked();
  await expect(page.getByRole('status', { name: 'Live updates' })).toHaveText(
    'Off: the range ends in the past',
  );
  await open(page, '/events?range=yesterday');
  await expect(live(page)).toHaveAttribute('title', /ends in the past/);
  await live(page).press('Enter');
  await expect(live(page)).not.toBeChecked();
});

test('a tab that nobody sees waits, says so, and catches up when it is seen', async ({ page, own }) => {
  const said = page.getByRole('status', { name: 'Live updates' });
  const show = (state: 'visible' | 'hidden') =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
      Object.defineProperty(document, 'hidden', { value: now === 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, state);
  const polled = page.waitForResponse(/auth_audits\/new\?.*since=/);
  await open(page, `${own.url}/events?live=1`);
  await polled;
  await show('hidden');
  await expect(said).toHaveText('Waits: this tab is hidden');
  await expect(page).toHaveTitle(/^⏸ Events/);
  await expect(live(page)).toBeChecked();
  let asked = 0;
  page.on('request', (request) => (asked += Number(request.url().includes('/auth_audits/new'))));
  await send(page, own.url, 'unseen');
  await page.clock.runFor(20_000);
  expect(asked).toBe(0);
  await show('visible');
  await expect(said).toHaveText('');
  await expect(news(page)).toHaveText('↑ 1 new');
  await expect(page).toHaveTitle(/^\(1\) Events/);
});
