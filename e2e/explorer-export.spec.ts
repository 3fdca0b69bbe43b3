import { type Page } from '@playwright/test';
import { rows } from './events-page.ts';
import { dialog, progress, save, slowDown } from './export-dialog.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const open = async (page: Page, search = '') => {
  await page.goto(`/events${search}`);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(/found$/);
  await page.getByRole('button', { name: /^Export/ }).click();
  await expect(dialog(page)).toBeVisible();
};

test('the whole result is saved as CSV, not the page', async ({ page }) => {
  await open(page, '?range=24h');
  const total = Number((await dialog(page).getByRole('heading').textContent())?.replace(/\D/g, ''));
  expect(total).toBeGreaterThan(100);
  await expectAccessible(page);
  const lines = (await save(page)).trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^time,user_id,/);
  expect(lines.length - 1).toBeGreaterThanOrEqual(total);
  await expect(progress(page)).toHaveText(`Done: ${total.toLocaleString('en-GB')} events in the file.`);
  await expectAccessible(page);
});

test('the columns that are shown are saved as they are shown: old records, too', async ({ page }) => {
  await open(page, '?range=all&missing=result');
  await dialog(page)
    .getByRole('radio', { name: /Those shown/ })
    .check();
  const [header, first] = (await save(page)).split('\r\n');
  expect(header).toBe('time,email,source_ip,step,step_result,application_name');
  expect(first).toMatch(/^2026-03-\d\dT[\d:.]+Z,.*,[A-Z]\w+,/);
});

test('as NDJSON each event is a line, exactly as it is stored', async ({ page }) => {
  await open(page, '?range=24h&result=Failure');
  await dialog(page)
    .getByRole('radio', { name: /NDJSON/ })
    .check();
  const lines = (await save(page)).trimEnd().split('\n');
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ result: 'Failure' });
  await expect(progress(page)).toHaveText(`Done: ${lines.length} events in the file.`);
});

test('an export is followed, goes on in the background, and is cancelled: its download fails', async ({
  page,
}) => {
  await open(page, '?range=all');
  await slowDown(page);
  const saving = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Download' }).click();
  const download = await saving;
  await expect(progress(page)).toHaveText(/of (19|20),\d{3} events written…$/);
  await dialog(page).getByRole('button', { name: 'Go on in the background' }).click();
  await page.getByRole('button', { name: /^Export/ }).click();
  await dialog(page).getByRole('button', { name: 'Cancel the export' }).click();
  await expect(progress(page)).toHaveText(/^Cancelled after [\d,]+ events/);
  await expectAccessible(page);
  expect(await download.failure()).not.toBeNull();
});

test('the export says its rules, 390 px wide too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await expect(dialog(page)).toContainText('Times are in UTC');
  await expect(dialog(page)).toContainText('there is no limit');
  await expect(dialog(page)).toContainText('formula');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});
