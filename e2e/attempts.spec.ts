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
  await expect(page.getByRole('complementary', { name: 'Attempt details' })).toBeVisible();
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
  expect(link.searchParams.getAll('columns').slice(0, 3)).toEqual(['start', 'who', 'source_ip']);
  link.searchParams.delete('columns');
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

test('what is looked at goes along from page to page, and what cannot is named', async ({ page }) => {
  await page.goto('/events?upstream_idp=Okta&range=3d');
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'Attempts' }).click();
  await expect(page).toHaveURL(/\/attempts\?upstream_idp=Okta&range=3d$/);
  await (await valueOf(page, 'Outcome', 'Failed')).box.check();
  await expect(page).toHaveURL(/outcome=failed/);
  await pages.getByRole('link', { name: 'Overview' }).click();
  await expect(page).toHaveURL(/\/overview\?outcome=failed&upstream_idp=Okta&range=3d$/);
  await pages.getByRole('link', { name: 'Events' }).click();
  await expect(page).toHaveURL(/\/events\?upstream_idp=Okta&range=3d$/);
  const notice = page.getByRole('status', { name: 'Notice' });
  await expect(notice).toContainText('“Outcome Failed” is said of whole attempts');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to or do' }).fill('pages attempts');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/attempts\?upstream_idp=Okta&range=3d$/);
});

test('sign-ins outside working hours are three clicks away', async ({ page }) => {
  await open(page);
  await facet(page, 'Application').getByRole('checkbox').first().check();
  await expect(page).toHaveURL(/application_name=/);
  await facet(page, 'Issuer organisation').getByRole('checkbox').first().check();
  await expect(page).toHaveURL(/org_name=/);
  await panel(page)
    .getByRole('button', { name: /^Exclude Working hours/ })
    .click();
  await expect(page).toHaveURL(/not_hours=mon-fri\+08-18\+UTC/);
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText(
    'NOT Hours Mon–Fri 08:00–18:00 (UTC)',
  );
  await expect(count(page)).toHaveText(/found/);
});

test('the attempts of a list are walked, and the search is at hand', async ({ page }) => {
  await page.goto('/users/ben.okafor%40alder.example.com');
  const list = page.getByRole('table', { name: 'Attempts' });
  await list.getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Sign-in attempt' })).toBeVisible();
  const first = page.url();
  await expect(page.getByRole('button', { name: 'Previous attempt' })).toBeDisabled();
  await page.keyboard.press(']');
  await expect(page.getByRole('group', { name: 'The list it was opened from' })).toContainText('2 of');
  await page.getByRole('button', { name: 'Previous attempt' }).click();
  await expect(page).toHaveURL(first);
  await expect(page.getByRole('group', { name: 'The list it was opened from' })).toContainText('1 of');
  await page.keyboard.press('/');
  const search = page.getByRole('combobox', { name: 'Search' });
  await expect(search).toBeFocused();
  await search.fill('nobody-of-this-name');
  await search.press('Enter');
  await expect(page).toHaveURL(/\/events\?q=nobody-of-this-name&range=all$/);
});

test('counts that fail leave the bars of the view before in sight', async ({ page, expectTrouble }) => {
  expectTrouble(/500/);
  await open(page);
  const bars = page.getByRole('figure', { name: 'Attempts over time by outcome' });
  await expect(bars).toContainText('Signed in');
  await page.route('**/v1/auth_attempts/histogram?*', (route) => route.fulfill({ status: 500, body: 'no' }));
  await (await valueOf(page, 'Outcome', 'Failed')).box.check();
  await expect(page.getByText('The counts could not be loaded.')).toBeVisible();
  await expect(bars).toContainText('Signed in');
  await page.unroute('**/v1/auth_attempts/histogram?*');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(bars).not.toContainText('Signed in');
});
