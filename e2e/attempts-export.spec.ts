import type { Page } from '@playwright/test';
import { dialog, progress, save, slowDown } from './export-dialog.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const rows = (page: Page) =>
  page.getByRole('grid', { name: 'Attempts' }).getByRole('rowgroup').getByRole('row');

/** Open the attempts, and their export. @returns how many attempts match */
const open = async (page: Page, search: string): Promise<number> => {
  await page.goto(`/attempts${search}`);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(/found$/);
  await page.getByRole('button', { name: /^Export/ }).click();
  return Number((await dialog(page).getByRole('heading').textContent())?.replaceAll(/\D/g, ''));
};

const done = (total: number) => `Done: ${total.toLocaleString('en-GB')} attempts in the file.`;

test('all attempts that match are saved as CSV, each with its verdict', async ({ page }) => {
  const total = await open(page, '?range=24h');
  expect(total).toBeGreaterThan(100);
  await expectAccessible(page);
  const lines = (await save(page)).trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^request_id,start,end,duration,who,outcome,certainty,code,title,sentence,/);
  expect(lines.length - 1).toBe(total);
  await expect(progress(page)).toHaveText(done(total));
});

test('the columns that are shown are saved: who, how it ended, what happened and where', async ({ page }) => {
  const total = await open(page, '?range=24h&outcome=blocked');
  await dialog(page)
    .getByRole('radio', { name: /Those shown Start, Who/ })
    .check();
  const [header, ...lines] = (await save(page)).trimEnd().split('\r\n');
  expect(header).toMatch(
    /^start,who,source_ip,outcome,title,waiting_for,decided_event_name,application_name,/,
  );
  expect(lines).toHaveLength(total);
  for (const line of lines) expect(line).toMatch(/^2026-03-\d\dT[\d:.]+Z,[^,]*,[^,]*,blocked,/);
});

test('as NDJSON, asked for in the palette, each attempt is a line, as the API answers it', async ({
  page,
}) => {
  await page.goto('/attempts?range=24h&outcome=failed&outcome=timed_out');
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to or do' }).fill('export');
  await page.getByRole('option', { name: /^Export/ }).click();
  await dialog(page)
    .getByRole('radio', { name: /NDJSON/ })
    .check();
  const lines = (await save(page)).trimEnd().split('\n');
  for (const line of lines) {
    const attempt: unknown = JSON.parse(line);
    expect(attempt).toMatchObject({
      outcome: expect.stringMatching(/^(failed|timed_out)$/),
      verdict: { code: expect.any(String), sentence: expect.any(String), next_step: expect.any(Object) },
    });
  }
  await expect(progress(page)).toHaveText(done(lines.length));
});

test('an export of attempts is followed and cancelled: its download fails', async ({ page }) => {
  await open(page, '?range=all');
  await slowDown(page);
  const saving = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Download' }).click();
  const download = await saving;
  await expect(progress(page)).toHaveText(/^[\d,]+ of \d,\d{3} attempts written…$/);
  await dialog(page).getByRole('button', { name: 'Cancel the export' }).click();
  await expect(progress(page)).toHaveText(/^Cancelled after [\d,]+ attempts?\. The download broke off/);
  expect(await download.failure()).not.toBeNull();
});
