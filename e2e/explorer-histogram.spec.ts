import { type Page } from '@playwright/test';
import { count, rows } from './events-page.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { bars, dragOver, legend, param, placeOn } from './histogram.ts';

const open = async (page: Page, search = '') => {
  await page.goto(`/events${search}`);
  await expect(rows(page).first()).toBeVisible();
  await expect(bars(page)).toBeVisible();
};

test('a drag over the bars zooms in, and one steps back out', async ({ page }) => {
  await open(page);
  await dragOver(page, 0.25, 0.5);
  await expect.poll(param(page, 'from')).toMatch(/^2026-03-1[23]T/);
  expect(param(page, 'to')()).toMatch(/^2026-03-1[45]T/);
  await expect(rows(page).first()).toContainText(/2026-03-1[45]/);
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await expect.poll(param(page, 'from')).toBeNull();
});

test('the keys select bars, which is said, and Enter zooms', async ({ page }) => {
  await open(page, '?range=24h');
  await bars(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(bars(page)).toHaveAttribute('aria-valuetext', /^2026-03-18 09:.* to .*: /);
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(bars(page)).toHaveAttribute('aria-valuetext', /^3 bars selected, 2026-03-18 /);
  await page.keyboard.press('Escape');
  await expect(bars(page)).toHaveAttribute('aria-valuetext', /^Nothing selected/);
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  // the first bar begins before the range does: zooming does not leave the range
  await expect.poll(param(page, 'from')).toBe('2026-03-17T09:30:00Z');
  await expect(bars(page)).toBeFocused();
  await expect(rows(page).first()).toContainText('2026-03-17');
});

test('a click on a bar offers its time and what it counts', async ({ page }) => {
  await open(page);
  const { x, y } = await placeOn(page, 0.9);
  await page.mouse.click(x, y);
  const menu = page.getByRole('menu', { name: /^Bar 2026-03-1/ });
  await expect(menu).toBeVisible();
  await expectAccessible(page);
  await menu.getByRole('menuitem', { name: /^Only Failed/ }).click();
  await expect.poll(param(page, 'step_result')).toBe('Failure');
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('Failed');
});

test('pointing at a bar tells its time and counts', async ({ page }) => {
  await open(page);
  const { x, y } = await placeOn(page, 0.92);
  await page.mouse.move(x, y);
  await expect(page.getByText(/^2026-03-1\d \d\d:00 – 2026-03-1\d \d\d:00$/)).toBeVisible();
});

test('the histogram is split by another property, which the link keeps', async ({ page }) => {
  await open(page);
  const total = await count(page).textContent();
  await page.getByLabel('Count by').selectOption({ label: 'Application' });
  await expect.poll(param(page, 'by')).toBe('application_name');
  await expect(legend(page)).toContainText('Service Desk');
  await expect(count(page)).toHaveText(total ?? '');
  await page.reload();
  await expect(legend(page)).toContainText('Service Desk');
  await legend(page).getByRole('button', { name: 'Only Service Desk' }).click();
  await expect.poll(param(page, 'application_name')).toBe('Service Desk');
  for (const label of ['Stage', 'Identity provider', 'Event']) {
    await page.getByLabel('Count by').selectOption({ label });
    await expect(legend(page).getByRole('button').first()).toBeVisible();
  }
  await expect(legend(page)).toContainText('Success');
});

test('the legend hides what stands in the way of what is rare', async ({ page }) => {
  await open(page);
  const success = legend(page).getByRole('button', { name: /^Success/ });
  await success.click();
  await expect(success).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('img', { name: /events from/ })).not.toHaveAccessibleName(/Success/);
  await success.click();
  await expect(page.getByRole('img', { name: /events from/ })).toHaveAccessibleName(/Success/);
});

test('a data table stands behind the bars', async ({ page }) => {
  await open(page, '?range=24h');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  const table = page.getByRole('table', { name: /Events over time/ });
  await expect(table.getByRole('columnheader')).toContainText(['From – to (UTC)', 'All', 'Failed']);
  expect(await table.getByRole('row').count()).toBeGreaterThan(20);
  await expectAccessible(page);
  await table.getByRole('rowheader').first().getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect.poll(param(page, 'from')).toBe('2026-03-17T09:30:00Z');
});

test('where stored data begins is seen among the bars', async ({ page }) => {
  await open(page, '?range=30d');
  await expect(page.getByText('Stored events begin 2026-03-04')).toBeVisible();
});

test('days are those of the zone', async ({ page }) => {
  await open(page, '?from=2026-03-08T23:00:00Z&to=2026-03-10T23:00:00Z&tz=Europe/Berlin');
  await expect(page.getByRole('img', { name: /from 2026-03-09 00:00 to 2026-03-11 00:00/ })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the bars are accessible while selected, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, '?range=30d&by=application_name');
    await bars(page).focus();
    await page.keyboard.press('ArrowLeft');
    await expectAccessible(page);
  });
}

test('a chart that cannot be fetched leaves the rows alone', async ({ page, expectTrouble }) => {
  expectTrouble(/histogram-chart|ERR_FAILED/);
  const chart = /histogram-chart.*\.js$/;
  await page.route(chart, (route) => route.abort());
  await open(page);
  const failed = page.getByRole('alert');
  await expect(failed).toContainText('This could not be fetched from the server.');
  await expect(rows(page).first()).toBeVisible();
  await page.unroute(chart);
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect(failed).toHaveCount(0);
  await expect(page.locator('.recharts-surface').first()).toBeVisible();
});

test('counts that fail are told, and asked for again', async ({ page, expectTrouble }) => {
  expectTrouble(/503/);
  let refuse = true;
  await page.route(/auth_audits\/histogram/, (route) =>
    refuse ? route.fulfill({ status: 503 }) : route.continue(),
  );
  await page.goto('/events');
  await expect(page.getByText('The counts could not be loaded.')).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  refuse = false;
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(bars(page)).toBeVisible();
});

test('the bars work 390 px wide', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const { x, y } = await placeOn(page, 0.9);
  await page.mouse.click(x, y);
  await page.getByRole('menuitem', { name: 'Zoom to this time' }).click();
  await expect.poll(param(page, 'from')).toMatch(/^2026-03-1/);
});
