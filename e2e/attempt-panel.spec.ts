import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { requestOf } from './frozen.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Attempts' });
const rows = (page: Page) => grid(page).getByRole('rowgroup').getByRole('row');
const current = (page: Page) => grid(page).locator('[role="row"][aria-current="true"]');
const panel = (page: Page) => page.getByRole('complementary', { name: 'Attempt details' });
const verdict = (page: Page) => panel(page).getByRole('region', { name: 'Verdict' });
const attemptPage = (page: Page) => page.getByRole('heading', { name: 'Sign-in attempt', level: 1 });
const selected = (page: Page) => new URL(page.url()).searchParams.get('selected');

const open = async (page: Page, search = '') => {
  await page.goto(`/attempts${search}`);
  await expect(rows(page).first()).toBeVisible();
};

test('one click says why, before anything else is asked; the steps follow; one more click opens the page', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  let letThrough = () => {};
  const asked = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/\/v1\/auth_attempts\/[^/]+\?at=/, async (route) => {
    await asked;
    await route.continue();
  });
  await open(page, '?outcome=blocked&order=asc');
  await rows(page).nth(1).getByRole('time').click();
  await expect(verdict(page)).toContainText('Blocked');
  await expect(verdict(page)).toContainText('Recorded');
  await expect(verdict(page)).toContainText('Owner:');
  const facts = panel(page).getByRole('region', { name: 'Summary' });
  for (const fact of ['Who', 'From', 'Application', 'Started', 'Took', 'Sessions'])
    await expect(facts.getByText(fact, { exact: true })).toBeVisible();
  const list = panel(page).getByRole('region', { name: /\d steps?$/ });
  await expect(list).toHaveAttribute('aria-busy', 'true');
  const { height: before } = (await list.boundingBox()) ?? {};
  letThrough();
  await expect(list).toHaveAttribute('aria-busy', 'false');
  await expect(list).toContainText('decided');
  await expect(list.getByRole('listitem').first()).toContainText('+0 ms');
  expect((await list.boundingBox())?.height).toBeGreaterThanOrEqual(before ?? 0);
  // beside the table, not over it
  const [table, beside] = [await grid(page).boundingBox(), await panel(page).boundingBox()];
  expect((table?.x ?? 0) + (table?.width ?? 0)).toBeLessThanOrEqual(beside?.x ?? 0);

  await panel(page).getByRole('button', { name: 'Copy request ID' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(selected(page));
  await panel(page).getByRole('link', { name: 'Open attempt' }).click();
  await expect(attemptPage(page)).toBeVisible();
  await expect(page.getByRole('group', { name: 'The list it was opened from' })).toContainText('2 of');
});

test('the panel is walked with the keys, the address follows, and Esc gives the focus back to the row', async ({
  page,
}) => {
  await open(page, '?outcome=failed');
  await rows(page).first().focus();
  await page.keyboard.press('Enter');
  const title = panel(page).getByRole('heading', { level: 2 }).first();
  await expect(title).toBeVisible();
  const first = selected(page);
  for (const key of ['j', 'ArrowDown', 'j', 'k']) await page.keyboard.press(key);
  await expect(current(page)).toHaveAttribute('aria-rowindex', '4');
  await expect.poll(() => selected(page)).not.toBe(first);
  await panel(page).getByRole('button', { name: 'Attempt below' }).click();
  await expect(current(page)).toHaveAttribute('aria-rowindex', '5');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect.poll(() => selected(page)).toBeNull();
  await expect(rows(page).and(page.locator(':focus'))).toHaveAttribute('aria-rowindex', '5');
});

test('a link opens the panel again, also of an attempt that its filters leave out', async ({ page }) => {
  const id = requestOf('blocked');
  await open(page, `?outcome=signed_in&selected=${encodeURIComponent(id)}`);
  await expect(verdict(page)).toContainText('Blocked by policy');
  await open(page, `?outcome=blocked&range=all&selected=${encodeURIComponent(id)}`);
  await expect(verdict(page)).toContainText('Blocked by policy');
  await expect(page.getByRole('status', { name: 'Notice' })).toHaveCount(0);
  // what is said of the row filters the table
  const application = panel(page).getByRole('button', { name: 'Payroll', exact: true });
  await application.click();
  await page.getByRole('menuitem', { name: 'Only attempts with this' }).click();
  await expect(page).toHaveURL(/application_name=Payroll/);
  await expect(verdict(page)).toContainText('Blocked by policy');
});

test('an attempt that is not stored says so', async ({ page, expectTrouble }) => {
  expectTrouble(/404/);
  await open(page, '?selected=nothing-of-this-name');
  await expect(panel(page)).toContainText('nothing-of-this-name');
  await panel(page).getByRole('button', { name: 'Close details' }).click();
  await expect(panel(page)).toHaveCount(0);
});

test('who goes on from the page of an attempt comes back to the row of the last one', async ({ page }) => {
  await open(page, '?outcome=failed');
  await rows(page).nth(2).focus();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(attemptPage(page)).toBeVisible();
  await page.goBack();
  await expect(current(page)).toHaveAttribute('aria-rowindex', '4');
  await expect(current(page)).toBeFocused();
  await expect(verdict(page)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(attemptPage(page)).toBeVisible();
  await page.keyboard.press(']');
  await expect(page.getByRole('group', { name: 'The list it was opened from' })).toContainText('4 of');
  await page.goBack();
  await expect(current(page)).toHaveAttribute('aria-rowindex', '5');
  await expect(current(page)).toBeFocused();
  const there = await current(page).getByRole('link').getAttribute('href');
  await expect.poll(() => there?.includes(encodeURIComponent(selected(page) ?? '-'))).toBe(true);
});

test('the page of a row opens in another tab, and the list stays as it is', async ({ page, context }) => {
  await open(page);
  const other = context.waitForEvent('page');
  await rows(page)
    .nth(1)
    .getByRole('link')
    .click({ modifiers: ['ControlOrMeta'] });
  const tab = await other;
  await expect(tab).toHaveURL(/\/attempts\/[^/]+\?at=/);
  await tab.close();
  await expect(panel(page)).toHaveCount(0);
  // without a key it is the row that was clicked
  await rows(page).nth(1).getByRole('link').click();
  await expect(panel(page)).toBeVisible();
  await expect(page).toHaveURL(/\/attempts\?selected=/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the panel can be used by everybody, beside the table and over it, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, '?outcome=failed');
    await rows(page).nth(1).getByRole('time').click();
    await expect(panel(page).getByRole('listitem').filter({ hasText: '+0 ms' }).first()).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    const drawer = page.getByRole('dialog', { name: 'Attempt details' });
    await expect(drawer.getByRole('region', { name: 'Verdict' })).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const before = selected(page);
    await page.keyboard.press('j');
    await expect.poll(() => selected(page)).not.toBe(before);
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
    await expect(rows(page).and(page.locator(':focus'))).toHaveCount(1);
  });
}
