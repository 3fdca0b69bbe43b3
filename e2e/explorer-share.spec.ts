import { type Page } from '@playwright/test';
import { rows } from './events-page.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const open = async (page: Page, search = '') => {
  await page.goto(`/events${search}`);
  await expect(rows(page).first()).toBeVisible();
};

test('a link that is shared shows the same events, filters, columns and zone to somebody else', async ({
  page,
  browser,
}) => {
  await open(page, '?range=24h&result=Failure&tz=local&columns=time&columns=step_result');
  const first = await rows(page).first().textContent();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog', { name: 'Share' })).toHaveCSS('opacity', '1');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('dialog', { name: 'Share' }).getByRole('status')).toHaveText('Copied');
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.searchParams.get('from')).toBe('2026-03-17T09:30:00Z');
  expect(link.searchParams.get('to')).toBe('2026-03-18T09:30:00Z');
  expect(link.searchParams.get('tz')).toBe('UTC');
  expect(link.searchParams.getAll('columns')).toEqual(['time', 'step_result']);

  const other = await browser.newContext({ timezoneId: 'Asia/Tokyo' });
  const elsewhere = await other.newPage();
  await elsewhere.clock.setFixedTime('2026-05-01T00:00:00Z');
  await elsewhere.goto(link.href);
  await expect(rows(elsewhere).first()).toHaveText(first ?? '');
  await expect(elsewhere.getByRole('columnheader')).toHaveText([/Time \(UTC\)/, /Event/]);
  await other.close();
});

test('a shared range goes on moving when that is wanted', async ({ page }) => {
  await open(page, '?range=24h');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByLabel('Link')).toHaveValue(/from=2026-03-17T09/);
  await page.getByRole('radio', { name: /Up to when it is opened/ }).check();
  await expect(page.getByLabel('Link')).toHaveValue(/range=24h/);
  await expect(page.getByLabel('Link')).not.toHaveValue(/from=/);
});

test('the link can be copied over plain HTTP', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'isSecureContext', { value: false });
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await open(page);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('dialog', { name: 'Share' }).getByRole('status')).toHaveText('Copied');
});
