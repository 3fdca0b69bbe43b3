import type { Page } from '@playwright/test';
import { type RunningServer, expect, expectAccessible, startServer, test } from './fixtures.ts';

const hostile = '<b>Mallory</b> \u202Egnitset ' + 'long'.repeat(60);

/** Recorded of Marta are only her user id and, once, an address that does not hold her name. */
const step = (id: string, time: string, result: string, who: object, event_name = 'Policy Evaluation') => ({
  unique_id: `${id}-${result}`,
  event: {
    time: `2026-03-18T${time}Z`,
    request_id: id,
    event_name,
    result,
    application_name: 'Payroll',
    source_ip: '10.31.4.7',
    ...who,
  },
});
const events = [
  step('r-success', '08:10:00', 'Success', { user_id: 'u-77' }, 'Token'),
  step('r-blocked', '09:14:00', 'Denied', { user_id: 'u-77' }),
  step('r-address', '09:15:00', 'Denied', { upstream_user_id: 'mxa@acme.example' }),
  step('r-hostile', '09:16:00', 'Denied', { user_id: 'u-66' }),
];
const users = [
  {
    id: 'u-77',
    email: 'mxa@acme.example',
    first_name: 'Marta',
    last_name: 'Almeida',
    status: 'disabled',
    disabled_at_time: '2026-03-18T09:02:00Z',
  },
  { id: 'u-78', display_name: 'Zoë Ångström', email: 'zoe@acme.example', status: 'pending' },
  { id: 'u-66', display_name: hostile, status: 'active' },
];

let server: RunningServer;
test.beforeAll(async ({ request }) => {
  server = await startServer({ data: 'empty' });
  const sent = await request.post(`${server.url}/v1/bulk_audit_events`, { data: { events } });
  expect(sent.status()).toBe(201);
  const told = await request.post(`${server.url}/v1/directory`, { data: { source: 'agilicus', users } });
  expect(await told.json()).toMatchObject({ added: 3, refused: [] });
});
test.afterAll(async () => server.stop());

const open = (page: Page, path: string) => page.goto(`${server.url}${path}`);
const openEvents = async (page: Page) => {
  await open(page, '/events');
  await expect(page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1)).toBeVisible();
};
const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' });
const facts = (page: Page) => page.getByRole('region', { name: 'In the directory' });

for (const colorScheme of ['light', 'dark'] as const) {
  test(`support finds a person by name and reads that the account is disabled, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await openEvents(page);
    await page.keyboard.press('/');
    await page.keyboard.type('Almeida Marta');
    const offer = page
      .getByRole('listbox', { name: 'Pages and filters for this' })
      .getByRole('option', { name: /^Open user mxa@acme\.example \(Marta Almeida\)/ });
    await expect(offer).toBeVisible();
    await expectAccessible(page);
    await offer.click();

    await expect(facts(page)).toContainText('Marta Almeida');
    await expect(facts(page)).toContainText('Disabled');
    await expect(facts(page)).toContainText('2026-03-18 09:02');
    await expect(facts(page)).toContainText('agilicus');
    await expectAccessible(page);

    await page.getByRole('region', { name: 'Last failure' }).getByRole('link').first().click();
    await expect(page).toHaveURL(/\/attempts\/r-address/);
    await expect(verdict(page)).toContainText(
      'disabled in the directory (agilicus) since 09:02, 13 min before.',
    );
    await expect(verdict(page)).toContainText('Recorded');
    await expect(verdict(page)).toContainText('Marta Almeida (mxa@acme.example) could not sign in');
    await expect(page.getByRole('region', { name: 'Do this next' })).toContainText('Owner: Admin');
    await expect(page.getByRole('region', { name: 'Summary' })).toContainText(
      'mxa@acme.example Marta Almeida',
    );
    await expectAccessible(page);
  });
}

test('an attempt of an hour before is not blamed on it, and the last success says what has changed since', async ({
  page,
}) => {
  await open(page, '/attempts/r-success');
  await expect(verdict(page)).toContainText('signed in to Payroll at 08:10');
  await expect(verdict(page)).not.toContainText('disabled');
  await open(page, '/attempts/r-blocked');
  await expect(
    page.getByText('Since then the account was disabled: in the directory (agilicus)'),
  ).toBeVisible();
});

test('names stand beside what was recorded, in the table, its panel and the filters', async ({ page }) => {
  await open(page, '/events?range=all');
  const grid = page.getByRole('grid', { name: 'Events' }).getByRole('rowgroup');
  await expect(grid.getByTitle(/mxa@acme\.example\nMarta Almeida/).first()).toHaveText('mxa@acme.example');
  await grid.getByRole('row').filter({ hasText: 'mxa@acme.example' }).first().getByRole('time').click();
  const panel = page.getByRole('complementary', { name: 'Event details' });
  await expect(panel.getByText('Marta Almeida', { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('who never signed in is found and told to be known from the directory alone', async ({ page }) => {
  await openEvents(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Go to or do' })).toBeFocused();
  await page.keyboard.type('angstrom zoe');
  await page.getByRole('option', { name: 'User zoe@acme.example (Zoë Ångström)' }).click();
  await expect(facts(page)).toContainText('Pending');
  await expect(page.getByText('They are known from the directory alone.')).toBeVisible();
});

test('a hostile name is a text like others, shown with its marks, and nothing runs off the page', async ({
  page,
}) => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['/events?range=all', '/attempts?range=all', '/attempts/r-hostile', '/users/u-66']) {
      await open(page, path);
      await expect(page.getByText('Mallory').first()).toBeAttached();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.getByText('\u202E').count()).toBe(0);
    }
  }
});
