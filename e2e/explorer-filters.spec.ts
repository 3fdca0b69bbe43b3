import { type Page } from '@playwright/test';
import { count, rows } from './events-page.ts';
import { expect, expectAccessible, startServer, test } from './fixtures.ts';

const facets = (page: Page) => page.getByRole('complementary', { name: 'Filters by value' });
const facet = (page: Page, name: string) => facets(page).getByRole('list', { name, exact: true });
const chips = (page: Page) => page.getByRole('list', { name: 'Filters', exact: true });
const search = (page: Page) => page.getByRole('combobox', { name: 'Search' });
const params = (page: Page) => new URL(page.url()).searchParams;

const openEvents = async (page: Page, query = '') => {
  await page.goto(`/events${query}`);
  await expect(rows(page).first()).toBeVisible();
};

const numberIn = (text: string | null) => Number(text?.replaceAll(/\D/g, ''));

test('several values of a facet are chosen, with counts that keep the promise', async ({ page }) => {
  await openEvents(page);
  const failed = facet(page, 'Event').getByRole('listitem').filter({ hasText: 'Failed' });
  const blocked = facet(page, 'Event').getByRole('listitem').filter({ hasText: 'Blocked' });
  await expect(failed).toContainText(/\d/);
  const sum = numberIn(await failed.textContent()) + numberIn(await blocked.textContent());
  await failed.getByRole('checkbox').click();
  await blocked.getByRole('checkbox').click();
  await expect(count(page)).toHaveText(`${sum.toLocaleString('en-GB')} events found`);
  await expect(chips(page)).toHaveText(/Event\s*Failed\s*or Blocked/);
  // a facet does not filter itself
  await expect(facet(page, 'Event').getByRole('listitem').filter({ hasText: 'Success' })).toContainText(/\d/);
  await page.goBack();
  await expect(blocked.getByRole('checkbox')).not.toBeChecked();
  await expect(failed.getByRole('checkbox')).toBeChecked();
});

test('a facet excludes, and the chip says NOT', async ({ page }) => {
  await openEvents(page);
  await facet(page, 'Stage').getByRole('button', { name: 'Exclude Token' }).click();
  await expect(page).toHaveURL(/not_step=Token/);
  await expect(chips(page)).toHaveText(/NOT Stage Token/);
  await expect(rows(page).getByRole('button', { name: 'Token', exact: true })).toHaveCount(0);
});

test('a facet is searched for a rare value, tells counts while closed, and offers what is not recorded', async ({
  page,
}) => {
  await openEvents(page);
  const user = facets(page).getByRole('button', { name: /^Upstream user ID/ });
  await expect(facets(page)).toContainText(/@.* \d+ · /);
  await user.click();
  const users = facet(page, 'Upstream user ID');
  await expect(users.getByRole('checkbox', { name: /^\(none\)/ })).toBeVisible();
  await facets(page).getByRole('button', { name: 'More, find…' }).last().click();
  await facets(page).getByLabel('Find in Upstream user ID').fill('GRETA');
  await expect(users.getByRole('checkbox')).toHaveCount(1);
  await users.getByRole('checkbox').click();
  await expect(page).toHaveURL(/upstream_user_id=greta/);
  await facets(page).getByLabel('Find in Upstream user ID').fill('');
  await users.getByRole('checkbox', { name: /^\(none\)/ }).click();
  await expect.poll(() => params(page).get('missing')).toBe('upstream_user_id');
  expect(params(page).has('upstream_user_id')).toBe(false);
});

test('the facets are closed, and stay closed', async ({ page }) => {
  await openEvents(page);
  await page.getByRole('button', { name: 'Hide the filters' }).click();
  await expect(facets(page)).toHaveCount(0);
  await page.reload();
  await expect(rows(page).first()).toBeVisible();
  await expect(facets(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Filters by value' }).click();
  await expect(facets(page)).toBeVisible();
});

test('the facets are a drawer where it is narrow', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openEvents(page);
  await page.getByRole('button', { name: 'Filters by value' }).click();
  const drawer = page.getByRole('dialog', { name: 'Filters by value' });
  await expect(drawer.getByRole('checkbox', { name: /^Failed/ })).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole('checkbox', { name: /^Failed/ }).click();
  await page.keyboard.press('Escape');
  await expect(chips(page)).toHaveText(/Event Failed/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('a pasted address of a person or a host becomes the right filter', async ({ page }) => {
  await openEvents(page);
  const email = (await rows(page).getByRole('button', { name: /@/ }).first().textContent()) ?? '';
  await search(page).fill(email);
  await expect(page.getByRole('option', { name: `Email is ${email}` })).toBeVisible();
  // meanwhile it is searched for as it is: what is stale until then is dim
  await expect(page).toHaveURL(/q=/);
  await expect(count(page)).toHaveText(/found$/);
  await expectAccessible(page);
  // Enter opens the page; the filter is the next choice
  await search(page).press('ArrowDown');
  await search(page).press('Enter');
  await expect.poll(() => params(page).get('email')).toBe(email);
  expect(params(page).has('q')).toBe(false);
  await search(page).fill('2001:db8::1');
  await expect(page.getByRole('option', { name: 'Source IP is 2001:db8::1' })).toBeVisible();
});

test('several pasted addresses are several users at once', async ({ page }) => {
  await openEvents(page);
  const found = await rows(page).getByRole('button', { name: /@/ }).allTextContents();
  const [one = '', two = ''] = new Set(found);
  await search(page).fill(`${one}, ${two}`);
  await page.getByRole('option', { name: 'Email is one of 2 addresses' }).click();
  await expect.poll(() => params(page).getAll('email')).toEqual([one, two]);
  await expect(chips(page)).toContainText(`or ${two}`);
  await expect(rows(page).first()).toBeVisible();
});

test('a pasted id is offered as what the data knows it to be', async ({ page }) => {
  await openEvents(page, '?columns=request_id&columns=time');
  const id = (await rows(page).getByRole('button').first().textContent()) ?? '';
  await openEvents(page, '?range=15m');
  await search(page).fill(id);
  await page.getByRole('option', { name: `Request ID is ${id}` }).click();
  await expect.poll(() => params(page).get('request_id')).toBe(id);
  await expect(rows(page).first()).toBeVisible();
  await search(page).fill('00000000-0000-4000-8000-000000000000');
  await expect(page.getByText('No stored event has this id.', { exact: true }).first()).toBeVisible();
});

test('whatever a ticket holds is offered as the filter that finds the event', async ({ page }) => {
  const server = await startServer({ data: 'empty' });
  const uuid = '123e4567-e89b-12d3-a456-426614174000';
  const event = { time: '2026-03-18T09:00:00Z', event_name: 'Token', result: 'Failure' };
  const stored = [
    { upstream_user_id: 'Ana@x.org', source_ip: '2001:DB8::1' },
    { request_id: uuid, source_ip: '::ffff:192.0.2.1' },
    { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', user_id: 'bob@y' },
    { session: 's-00000000-0000-4000-8000-000000000001' },
  ];
  const events = stored.map((more, index) => ({ unique_id: `p${index}`, event: { ...event, ...more } }));
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, { data: { events } });
  expect(answer.status()).toBe(201);
  await page.goto(`${server.url}/events?range=all`);
  await expect(count(page)).toHaveText('4 events found');
  const best = page.getByRole('option', { name: /^Filter: / }).first();

  for (const [text, offer] of [
    ['Doe, Ana <ana@x.org>', 'Email is ana@x.org'],
    ['\u201cana@x.org\u201d.', 'Email is ana@x.org'],
    ['[2001:0db8:0::1]:443', 'Source IP is 2001:DB8::1'],
    ['192.0.2.1:443', 'Source IP is ::ffff:192.0.2.1'],
    [`\u2022 Request ID: ${uuid.toUpperCase()}\u00a0`, `Request ID is ${uuid}`],
    [
      '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
      'Trace ID is 4bf92f3577b34da6a3ce929d0e0e4736',
    ],
    ['bob@y', 'User ID is bob@y'],
  ] as const) {
    await search(page).fill(text);
    await expect(best).toHaveText(`Filter: ${offer}`);
    await search(page).press('ArrowDown');
    await search(page).press('Enter');
    await expect(count(page)).toHaveText('1 event found');
    await expect(chips(page)).toHaveText(new RegExp(offer.replace(/ is .*/, '')));
    await page.getByRole('button', { name: 'Clear all' }).click();
  }

  // what is only a part of an id is found, and nothing says that it is not
  await search(page).fill('00000000-0000-4000-8000-000000000001');
  await expect(page.getByRole('status', { name: 'What is offered' })).toHaveText(
    /^No property is exactly this/,
  );
  await expect(count(page)).toHaveText('1 event found');
  await expectAccessible(page);
  await search(page).fill('session=s-00000000-0000');
  await expect(page.getByText('No stored event has this id.').first()).toBeVisible();
  await expect(count(page)).toHaveText('0 events found');
  await search(page).fill(Array.from({ length: 3_000 }, (_, index) => `user-${index}@x.org`).join(' '));
  await expect(best).toContainText('the first 1,000 of 3,000');
  await search(page).fill('no id at all, '.repeat(5_000));
  await expect(page.getByText(/too long to be searched for as it stands/).first()).toBeVisible();
  await server.stop();
});
