import type { Page } from '@playwright/test';
import { attemptsAnswerSchema } from '../src/contract/attempts.ts';
import { expect, expectAccessible, startServer, test } from './fixtures.ts';
import { finding, open as openOverview } from './overview-page.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Findings' });
const rows = (page: Page) => grid(page).getByRole('rowgroup').getByRole('row');
const found = (page: Page) => page.getByRole('status', { name: 'Result count' });
const panel = (page: Page) => page.getByLabel('Finding details');
/** How many were found, once that is known. */
const countOf = async (page: Page): Promise<number> => {
  await expect(found(page)).toHaveText(/^\d+ findings? found$/);
  return Number.parseInt((await found(page).textContent()) ?? '', 10);
};

test('from “more of this kind” on the overview to exactly those, and to all', async ({ page }) => {
  await openOverview(page);
  const more = finding(page, /New device/)
    .first()
    .getByRole('link', { name: /^\d+ more of this kind$/ });
  const count = Number.parseInt((await more.textContent()) ?? '', 10);
  await more.click();
  await expect(page).toHaveURL(/\/findings\?kind=new_device/);
  expect(await countOf(page)).toBe(count + 1);
  await page.goBack();
  const all = page.getByRole('link', { name: /^All \d+ findings$/ });
  const total = Number(/\d+/.exec((await all.textContent()) ?? '')?.[0]);
  await all.click();
  await expect(found(page)).toHaveText(`${total} findings found`);
});

test('filter by severity and user, follow the evidence and come back; the link shows the same', async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/findings?range=30d');
  const all = await countOf(page);
  await page.getByRole('list', { name: 'Severity' }).getByText('Medium').click();
  await expect.poll(() => countOf(page)).toBeLessThan(all);
  const who = grid(page).locator('[data-property="user"]').first();
  const user = (await who.getAttribute('data-text')) ?? '';
  await who.click();
  await page.getByRole('menuitem', { name: 'Only findings with this' }).click();
  await expect(page.getByRole('list', { name: 'Filters', exact: true })).toContainText(`User ${user}`);
  await expect(rows(page).filter({ has: page.locator(`[data-text="${user}"]`) })).toHaveCount(
    await countOf(page),
  );
  await expect(rows(page).filter({ hasText: 'Medium' })).toHaveCount(await countOf(page));
  await rows(page).first().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/selected=/);
  await expect(panel(page).getByText('Why is this here?')).toBeVisible();
  const address = page.url();

  const evidence = panel(page)
    .getByRole('link', { name: /^Show the/ })
    .first();
  const counted = /\d+/.exec((await evidence.textContent()) ?? '')?.[0] ?? '1';
  await evidence.click();
  await expect(found(page)).toHaveText(new RegExp(`^${counted} (attempt|event)s? found$`));
  await page.goBack();
  await expect(page).toHaveURL(address);
  const told = await panel(page).locator('p').nth(1).textContent();
  const other = await context.newPage();
  await other.clock.setFixedTime(await page.evaluate(() => Date.now()));
  await other.goto(address);
  await expect(panel(other).locator('p').nth(1)).toHaveText(told ?? '');
  await other.close();
});

test('by keys alone: rows, details, and back to the row', async ({ page }) => {
  await page.goto('/findings?range=30d');
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const open = grid(page).locator('[aria-current="true"]');
  await expect(open).toHaveCount(1);
  const before = await open.textContent();
  await page.keyboard.press('j');
  await expect(open).not.toHaveText(before ?? '');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/selected/);
  await expect(grid(page).locator('[role="row"]:focus')).toHaveCount(1);
});

test('what was looked for is said where nothing is found, and where nothing is stored how it comes', async ({
  page,
}) => {
  await page.goto('/findings?user=nobody');
  const none = page.getByRole('region', { name: 'No findings match these filters' });
  await expect(none).toContainText('Looked at: Last 7 days (UTC).');
  await expect(none).toContainText('Password spray');
  await none.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(rows(page).first()).toBeVisible();
  const server = await startServer({ data: 'empty' });
  await page.goto(`${server.url}/findings`);
  await expect(page.getByText('No events are stored yet')).toBeVisible();
  await page.goto('about:blank');
  await server.stop();
});

test('findings of a while ago, as a large store tells them, say so on the list, on the overview and with an attempt', async ({
  page,
}) => {
  await page.route(
    /\/v1\/(auth_findings|auth_overview\/findings|auth_attempts\/[^/]+\/findings)/,
    async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as object;
      await route.fulfill({ response, json: { ...answer, as_of: '2026-03-18T09:28:14.123Z' } });
    },
  );
  const note = page.getByText(
    'Found as of 2026-03-18 09:28:14. What has come since is looked at within five minutes.',
  );
  await page.goto('/findings?user=nobody');
  await expect(note).toBeVisible();
  await page.goto('/findings?kind=second_step_fatigue');
  await expect(rows(page)).toHaveCount(1);
  await expect(note).toBeVisible();
  await openOverview(page);
  await expect(note).toBeVisible();
  const fatigued = await page.request.get(
    '/v1/auth_attempts?email=farid.haddad@brightwater.example.org&refused=second_step&limit=1',
  );
  const { auth_attempts: attempts } = attemptsAnswerSchema.parse(await fatigued.json());
  await page.goto(`/attempts/${attempts[0]?.request_id}`);
  await expect(note).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`it is accessible, on a phone too, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/findings?range=30d');
    await rows(page).first().focus();
    await page.keyboard.press('Enter');
    await expect(panel(page).getByText('Why is this here?')).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole('dialog', { name: 'Finding details' })).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}
