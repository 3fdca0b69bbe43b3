import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';

const rows = (page: Page) =>
  page.getByRole('grid', { name: 'Attempts' }).getByRole('rowgroup').getByRole('row');
const count = (page: Page) => page.getByRole('status', { name: 'Result count' });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Filters by value' });
const facet = (page: Page, name: string) => panel(page).getByRole('list', { name, exact: true });

/** A value of a facet, and how often it says it occurs. */
const valueOf = async (page: Page, name: string, value: string) => {
  const line = facet(page, name).getByRole('listitem').filter({ hasText: value }).first();
  await expect(line).toContainText(/\d/);
  const told = Number(((await line.textContent()) ?? '').replace(value, '').replaceAll(/[^\d]/g, ''));
  return { box: line.getByRole('checkbox'), told };
};

const open = async (page: Page, search = '') => {
  await page.goto(`/attempts${search}`);
  await expect(rows(page).first()).toBeVisible();
  await expect(count(page)).toHaveText(/found/);
};

test('several outcomes are chosen, with counts that keep the promise', async ({ page }) => {
  await open(page);
  const blocked = await valueOf(page, 'Outcome', 'Blocked');
  const late = await valueOf(page, 'Outcome', 'Timed out');
  await blocked.box.check();
  await expect(page).toHaveURL(/outcome=blocked/);
  await expect(count(page)).toHaveText(`${blocked.told} attempts found`);
  await (await valueOf(page, 'Outcome', 'Timed out')).box.check();
  await expect(count(page)).toHaveText(`${blocked.told + late.told} attempts found`);
  await page.goBack();
  await expect(count(page)).toHaveText(`${blocked.told} attempts found`);
});

test('the facets count attempts, whichever of their events has the value', async ({ page }) => {
  await open(page, '?outcome=blocked');
  const wiki = await valueOf(page, 'Application', 'Team Wiki');
  await wiki.box.check();
  await expect(count(page)).toHaveText(new RegExp(`^${wiki.told} attempts? found$`));
  await expect(rows(page).first()).toContainText('Team Wiki');
  await expect(rows(page).first()).toContainText('Blocked');
});

test('where attempts stopped is found by its value', async ({ page }) => {
  await open(page, '?outcome=timed_out');
  await rows(page).first().getByRole('button', { name: 'MFA Challenge' }).click();
  await expect(page.getByRole('menuitem', { name: /^Exclude/ })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Only attempts with this' }).click();
  await expect(page).toHaveURL(/stopped_at=MFA\+Challenge/);
  await expect(rows(page).first()).toContainText('MFA Challenge');
  await page.getByRole('button', { name: 'Remove filter Stopped at MFA Challenge' }).click();
  await expect(page).not.toHaveURL(/stopped_at/);
});

test('an attempt is opened and left by keys, and the next one is a key away', async ({ page }) => {
  await open(page);
  for (let steps = 0; steps < 30; steps += 1) await page.keyboard.press('j');
  const here = rows(page).and(page.locator(':focus'));
  await expect(here).toBeVisible();
  const row = await here.textContent();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sign-in attempt' })).toBeVisible();
  await page.goBack();
  await expect(here).toHaveText(row ?? '');
  await page.keyboard.press('k');
  await expect(here).not.toHaveText(row ?? '');
  await page.keyboard.press('j');
  await expect(here).toHaveText(row ?? '');
});

test('a shared link holds the attempts, outcome and zone', async ({ page }) => {
  await open(page, '?outcome=failed&range=24h&tz=local');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('The same attempts')).toBeVisible();
  const link = new URL(await page.getByLabel('Link').inputValue());
  expect(link.pathname).toBe('/attempts');
  expect(Object.fromEntries(link.searchParams)).toEqual({
    outcome: 'failed',
    from: '2026-03-17T09:30:00Z',
    to: '2026-03-18T09:30:00Z',
    tz: 'UTC',
  });
});

test('views are saved, and the palette does what the page can do', async ({ page }) => {
  await open(page, '?outcome=blocked');
  await page.getByRole('button', { name: 'Saved views' }).click();
  const views = page.getByRole('dialog', { name: 'Saved views' });
  await views.getByRole('textbox', { name: 'Name of this view' }).fill('Blocked');
  await views.getByRole('button', { name: 'Save' }).click();
  await expect(views.getByRole('link', { name: 'Blocked' })).toHaveAttribute(
    'href',
    '/attempts?outcome=blocked',
  );
  await page.keyboard.press('Escape');
  const palette = page.getByRole('combobox', { name: 'Go to or do' });
  await page.keyboard.press('Control+k');
  await palette.fill('clear all filters');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/attempts$/);
  await page.keyboard.press('Control+k');
  await palette.fill('oldest');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/order=asc/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the facets of attempts can be used by everybody, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, '?outcome=failed&not_outcome=blocked&stopped_at=Token');
    await expect(facet(page, 'Outcome').getByRole('checkbox').first()).toBeVisible();
    await expect(facet(page, 'Application').getByRole('checkbox').first()).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Filters by value' }).click();
    const drawer = page.getByRole('dialog', { name: 'Filters by value' });
    await expect(drawer.getByRole('list', { name: 'Outcome' }).getByRole('checkbox').first()).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}
