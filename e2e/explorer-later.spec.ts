import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openEvents, rows } from './events-page.ts';
import { expect, startServer, test } from './fixtures.ts';

/** The code of what is opened. */
const later = /\/later-[^/]+\.js$/;

/** Hold it back. @returns how to let it come */
const holdBack = async (page: Page): Promise<() => void> => {
  let release = (): void => undefined;
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route(later, async (route) => {
    await released;
    await route.continue();
  });
  return release;
};

/** Nothing is fetched but what is asked for. */
const fetchNothingAhead = (page: Page) =>
  page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });

/** What opens from a button, and what has the focus then. */
const openers = [
  { button: /^Time range/, layer: 'Time range', field: 'Type a time' },
  { button: /^Time zone/, layer: 'Time zone', field: 'UTC' },
  { button: 'Columns', layer: 'Columns', field: 'Find a property' },
  { button: 'Saved views', layer: 'Saved views', field: 'Name of this view' },
  { button: 'Share', layer: 'Share', field: /^The same events/ },
] as const;

for (const { button, layer, field } of openers) {
  test(`${layer} opens at the first click or key, also before its code is there`, async ({ page }) => {
    await fetchNothingAhead(page);
    const release = await holdBack(page);
    await openEvents(page, '?range=24h');
    const opener = page.getByRole('button', { name: button, exact: true });
    const opened = page.getByRole('dialog', { name: layer });
    await expect(opener).toHaveAttribute('aria-haspopup', 'dialog');
    await expect(opener).toHaveAttribute('aria-expanded', 'false');
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(opener).toHaveAttribute('aria-expanded', 'true');
    await expect(opener).toBeFocused();
    await expect(opened).toHaveCount(0);
    release();
    await expect(opened).toBeVisible();
    await expect(opened.locator(':focus')).toHaveAccessibleName(field);
    await page.keyboard.press('Escape');
    await expect(opened).toHaveCount(0);
    await expect(opener).toBeFocused();
    await expect(opener).toHaveAttribute('aria-expanded', 'false');

    // and ever after; the button closes it, too
    await opener.click();
    await expect(opened.locator(':focus')).toHaveAccessibleName(field);
    await opener.click();
    await expect(opened).toHaveCount(0);
    await expect(opener).toBeFocused();
  });
}

test('what is opened is there before anybody opens it', async ({ page }) => {
  const fetched: string[] = [];
  page.on('requestfinished', (request) => fetched.push(request.url()));
  await openEvents(page);
  await expect.poll(() => fetched.some((url) => later.test(url))).toBe(true);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a server that is gone before something was opened is told, and asked again', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/ERR_CONNECTION_REFUSED|could not be fetched|dynamically imported/);
  const folder = await mkdtemp(join(tmpdir(), 'audit-later-'));
  let server = await startServer({ folder });
  try {
    await fetchNothingAhead(page);
    await page.goto(`${server.url}/events`);
    await expect(rows(page).first()).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await server.stop();

    const share = page.getByRole('button', { name: 'Share' });
    await share.click();
    const failed = page.getByRole('alert').filter({ hasText: 'This could not be fetched from the server.' });
    await expect(failed).toBeVisible();
    await expect(rows(page).first()).toBeVisible();
    await failed.getByRole('button', { name: 'Close' }).click();
    await expect(failed).toHaveCount(0);
    await share.click();
    await expect(failed).toBeVisible();

    server = await startServer({ folder, port: Number(new URL(server.url).port) });
    await failed.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('dialog', { name: 'Share' }).locator(':focus')).toBeVisible();
    await expect(failed).toHaveCount(0);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
