import { type Page } from '@playwright/test';
import { grid, openEvents, panel, rows } from './events-page.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const picked = (page: Page) => grid(page).getByRole('row', { selected: true });
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selected events' });
const shown = (page: Page) => page.getByText(/^Showing/);
const scrollTop = (page: Page) => grid(page).evaluate((element) => element.scrollTop);

const copied = async (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('rows are selected with the keys and copied as a spreadsheet takes them', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openEvents(page);
  await rows(page).first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(picked(page)).toHaveCount(3);
  await expect(bar(page)).toContainText('3 events selected');
  await expectAccessible(page);
  await page.keyboard.press('Control+c');
  await expect.poll(async () => (await copied(page)).split('\n').length).toBe(4);
  expect((await copied(page)).split('\n')[0]).toBe(
    ['Time (UTC)', 'Email', 'Source IP', 'Stage', 'Event', 'Application'].join('\t'),
  );
  await page.keyboard.press('Escape');
  await expect(bar(page)).toHaveCount(0);
});

test('rows are selected with the mouse, all loaded ones too, and copied as JSON', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openEvents(page);
  await rows(page)
    .nth(1)
    .getByRole('time')
    .click({ modifiers: ['Control'] });
  await rows(page)
    .nth(4)
    .getByRole('time')
    .click({ modifiers: ['Shift'] });
  await rows(page)
    .nth(2)
    .getByRole('time')
    .click({ modifiers: ['Control'] });
  await expect(picked(page)).toHaveCount(3);
  await expect(panel(page)).toHaveCount(0);
  await bar(page).getByRole('button', { name: 'Copy as JSON' }).click();
  await expect.poll(async () => (JSON.parse(await copied(page)) as unknown[]).length).toBe(3);
  await bar(page).getByRole('button', { name: 'Select all 100 loaded' }).click();
  await expect(bar(page)).toContainText('100 events selected');
  await bar(page).getByRole('button', { name: 'Clear the selection' }).click();
  await expect(picked(page)).toHaveCount(0);
});

test('a load that takes long is cancelled, and asked for again', async ({ page }) => {
  await openEvents(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/v1\/auth_audits\?.*result=Failure/, async (route) => {
    await held;
    await route.continue();
  });
  const stopped = page.waitForEvent('requestfailed', (request) => request.url().includes('result=Failure'));
  await page.getByRole('checkbox', { name: /^Failed/ }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect((await stopped).failure()?.errorText).toBe('net::ERR_ABORTED');
  await expect(page.getByText('Cancelled. These are the rows of the view before.')).toBeVisible();
  release();
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(shown(page)).toBeVisible();
});

test('scroll position and selection survive the panel, and Back from an attempt', async ({ page }) => {
  await openEvents(page);
  for (const loaded of [200, 300]) {
    await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(shown(page)).toHaveText(new RegExp(`^Showing ${loaded}`));
  }
  await grid(page).evaluate((element) => element.scrollTo(0, 7_000));
  const row = grid(page).locator('[data-row="252"]');
  await row.getByRole('time').click({ modifiers: ['Control'] });
  await row.getByRole('time').click();
  await expect(panel(page)).toBeVisible();
  await panel(page).getByRole('button', { name: 'Close details' }).click();
  await expect(picked(page)).toHaveCount(1);
  const before = await scrollTop(page);
  await row.getByRole('time').click();
  await panel(page).getByRole('link', { name: 'Open attempt' }).first().click();
  await expect(page).toHaveURL(/\/attempts\//);
  await page.goBack();
  await expect(panel(page)).toBeVisible();
  await expect.poll(() => scrollTop(page)).toBe(before);
  await expect(row).toBeVisible();
});

test('any number of rows is scrolled: only a window of them is held, and numbered honestly', async ({
  page,
}) => {
  await openEvents(page, '?range=all');
  const end = () => grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect
    .poll(
      async () => {
        await end();
        return shown(page).textContent();
      },
      { timeout: 150_000, intervals: [50] },
    )
    .toMatch(/^Showing [2-9],?\d*1–1\d,\d{3} of/);
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1_500);
  // back at the beginning, what was let go is loaded again
  await grid(page).evaluate((element) => element.scrollTo(0, 0));
  await expect(grid(page).locator('[aria-rowindex="2"] time')).toBeVisible();
  await expect(shown(page)).toHaveText(/^Showing [1-9][\d,]* of/);
  await expect(grid(page).locator('[aria-rowindex="2"] time')).toHaveAttribute('title', /^2026-03-18/);
});

test('the details are copied as a command that finds the event again', async ({ page, context, request }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openEvents(page);
  await rows(page).nth(1).getByRole('time').click();
  await panel(page).getByRole('button', { name: 'Copy cURL' }).click();
  await expect.poll(() => copied(page)).toMatch(/^curl 'http:/);
  const [, id = ''] = /[?]event_id=([^']+)'/.exec(await copied(page)) ?? [];
  const answer = await request.get('/v1/auth_audits', { params: { event_id: id } });
  expect(((await answer.json()) as { auth_audits: unknown[] }).auth_audits).toHaveLength(1);
  for (const name of ['Open attempt', 'Open address'])
    await expect(panel(page).getByRole('link', { name }).first()).toBeVisible();
});
