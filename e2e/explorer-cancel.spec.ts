import { type Request } from '@playwright/test';
import { rows } from './events-page.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const searched = (request: Request) => new URL(request.url()).searchParams.get('q');
/** A question for rows; whether a text is an id is asked too, for one row. */
const isList = (request: Request) => /\/v1\/auth_audits\?.*limit=100/.test(request.url());

test('while one types, answers that are no longer wanted are given up', async ({ page }) => {
  await page.goto('/events');
  await expect(rows(page).first()).toBeVisible();
  const asked: (string | null)[] = [];
  const aborted: (string | null)[] = [];
  page.on('request', (request) => isList(request) && asked.push(searched(request)));
  page.on('requestfailed', (request) => isList(request) && aborted.push(searched(request)));
  // the answer to the first part of the word does not come
  await page.route(
    (url) => url.pathname === '/v1/auth_audits' && url.searchParams.get('q') === 'bright',
    () => undefined,
  );
  // at once: on a machine that others use, too, letters typed one by one may be asked for on the way
  await page.getByRole('combobox', { name: 'Search' }).fill('bright');
  await expect.poll(() => asked).toEqual(['bright']);
  await expect(page.getByText('Loading…')).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Search' }).fill('brightwater');
  await expect.poll(() => asked).toEqual(['bright', 'brightwater']);
  await expect.poll(() => aborted).toEqual(['bright']);
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(/found$/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what is still of the view before is dimmed, and readable, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/events');
    await rows(page).nth(1).getByRole('time').click();
    await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(/found$/);
    const failed = page.getByRole('checkbox', { name: /^Failed/ });
    await expect(failed).toBeVisible();
    await page.route('**/v1/auth_audits?**', () => undefined);
    await failed.click();
    await expect(page.locator('[data-stale]')).toHaveCount(3);
    await expectAccessible(page, { within: '[data-stale]', busy: true });
  });
}

test('facets, the histogram and what a word could be are asked for when the rows are there', async ({
  page,
}) => {
  await page.goto('/events');
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(/found$/);
  await expect(page.getByRole('checkbox', { name: /^Failed/ })).toBeVisible();
  const asked: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/v1/auth_audits**', async (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    asked.push(`${pathname.split('/').at(-1)} ${searchParams.get('limit') ?? ''}`.trim());
    await held;
    await route.continue();
  });
  await page.route('**/v1/auth_audits/**', async (route) => {
    asked.push(new URL(route.request().url()).pathname.split('/').at(-1) ?? '');
    await route.continue();
  });
  await page.getByRole('combobox', { name: 'Search' }).fill('brightwater');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  expect(asked).toEqual(['auth_audits 100']);
  release();
  const later = ['auth_audits 50', 'facets', 'histogram'];
  await expect.poll(() => [...new Set(asked.slice(1))].toSorted()).toEqual(later);
});

test('counts that fail are asked for again by hand, not whenever a row is opened; rows that fail leave them alone', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/auth_audits|Failed to load resource/);
  const refuse = { status: 400, json: { title: 'Refused', status: 400, detail: 'Not today.' } };
  let asked = 0;
  await page.route('**/v1/auth_audits/facets?**', async (route) => {
    asked += 1;
    await route.fulfill(refuse);
  });
  await page.goto('/events');
  await expect(page.getByRole('alert').filter({ hasText: 'The counts could not be loaded' })).toBeVisible();
  await rows(page).nth(1).getByRole('time').click();
  await expect(page).toHaveURL(/selected=/);
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/selected=/);
  // the counts of another view are the next that are asked for
  await page.route('**/v1/auth_audits?**', (route) => route.fulfill(refuse));
  await rows(page).getByRole('button', { name: 'Success' }).first().click();
  await page.getByRole('menuitem', { name: 'Exclude events with this' }).click();
  await expect(page.getByText('The events could not be loaded')).toBeVisible();
  await expect.poll(() => asked).toBe(2);
});
