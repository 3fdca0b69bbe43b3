import { type Page, type Request } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const rows = (page: Page) =>
  page.getByRole('grid', { name: 'Events' }).getByRole('rowgroup').getByRole('row');
const searched = (request: Request) => new URL(request.url()).searchParams.get('q');
/** A question for rows; whether a text is an id is asked too, for one row. */
const isList = (request: Request) => /\/v1\/auth_audits\?.*limit=200/.test(request.url());

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
  await page.getByRole('searchbox', { name: 'Search' }).pressSequentially('bright');
  await expect.poll(() => asked).toEqual(['bright']);
  await expect(page.getByText('Loading…')).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search' }).pressSequentially('water');
  await expect.poll(() => asked).toEqual(['bright', 'brightwater']);
  await expect.poll(() => aborted).toEqual(['bright']);
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(/found$/);
});
