import type { Page } from '@playwright/test';
import { type RunningServer, expect, expectAccessible, startServer, test } from './fixtures.ts';
import { block } from './overview-page.ts';

const search = (page: Page) => page.getByRole('combobox', { name: 'Search' });
const offers = (page: Page) => page.getByRole('listbox', { name: 'Pages and filters for this' });
const chips = (page: Page) => page.getByRole('list', { name: 'Filters', exact: true });
const attempts = (page: Page) =>
  page.getByRole('grid', { name: 'Attempts' }).getByRole('rowgroup').getByRole('row');

const marta = { user_id: 'u-77', upstream_user_id: 'marta.almeida@acme.example' };
const casting = { application_name: 'Casting Control', client_id: 'casting' };
const office = { source_ip: '10.31.4.7' };
const step = (time: string, request_id: string, event_name: string, result: string, more: object) => ({
  time: `2026-03-${time}Z`,
  request_id,
  event_name,
  result,
  ...more,
});

/** Marta signs in on Tuesday; on Wednesday at 09:10 she is sent to her provider and never comes back. */
const events = [
  step('17T08:00:00', 'r-before', 'Authentication Request', 'Authenticate', { ...casting, ...office }),
  step('17T08:00:20', 'r-before', 'Identity Provider Callback', 'Success', {
    ...casting,
    ...office,
    ...marta,
  }),
  step('17T08:00:21', 'r-before', 'Token', 'Success', { ...casting, ...office, ...marta }),
  step('18T09:10:00', 'r-lost', 'Authentication Request', 'Authenticate', { ...casting, ...office }),
  step('18T09:10:02', 'r-lost', 'Identity Provider Authentication', 'Authenticate', {
    ...casting,
    ...office,
  }),
  step('18T09:00:00', 'r-other', 'Token', 'Success', {
    ...casting,
    source_ip: '10.40.1.1',
    user_id: 'u-78',
    upstream_user_id: 'm.silva@acme.example',
  }),
  step('18T09:05:00', 'r-six', 'Token', 'Failure', {
    application_name: 'Payroll',
    source_ip: '2001:DB8:0:0::7',
    user_id: 'u-79',
    upstream_user_id: 'ana@acme.example',
  }),
];

let server: RunningServer;
test.beforeAll(async ({ request }) => {
  server = await startServer({ data: 'empty' });
  const sent = events.map((event, at) => ({ unique_id: `e${at}`, event }));
  const answer = await request.post(`${server.url}/v1/bulk_audit_events`, { data: { events: sent } });
  expect(answer.status()).toBe(201);
});
test.afterAll(async () => server.stop());

const open = async (page: Page, path = '/events') => {
  await page.goto(`${server.url}${path}`);
  await expect(search(page)).toBeVisible();
};

test('a name in any order opens the person, and the filter is the next choice', async ({ page }) => {
  await open(page);
  await search(page).pressSequentially('Almeida Marta');
  await expect(offers(page).getByRole('option')).toHaveText([
    /^Open user marta\.almeida@acme\.example/,
    /^Filter: Upstream user ID is|^Filter: Email is marta\.almeida@acme\.example/,
    'Search for the text as it stands',
  ]);
  await expect(search(page)).toHaveAttribute('aria-expanded', 'true');
  await expectAccessible(page);
  await search(page).press('Enter');
  await expect(page).toHaveURL(/\/users\/marta\.almeida%40acme\.example/);
  await page.goBack();
  await search(page).fill('marta alm');
  await expect(offers(page)).toBeVisible();
  await search(page).press('ArrowDown');
  await search(page).press('Enter');
  await expect(chips(page)).toHaveText(/Email marta\.almeida@acme\.example/);
});

test('a line of a ticket leads to the attempts of the person, in the application, about the time', async ({
  page,
}) => {
  await open(page);
  await search(page).fill(
    'INC0012345: Marta Almeida could not open Casting Control on 17 March at 08:10 UTC',
  );
  await expect(offers(page).getByRole('option').first()).toHaveText(
    /^Attempts of marta\.almeida@acme\.example in Casting Control, /,
  );
  await search(page).press('Enter');
  await expect(attempts(page)).toHaveCount(1);
  await expect(chips(page)).toHaveText(/Casting Control/);
});

for (const [what, text] of [
  ['its own address', (url: string) => `Please look: ${url}/attempts/r-lost?at=2026-03-18T09:10:00Z.`],
  ['its address without the host', () => '/attempts/r-lost?at=2026-03-18T09:10:00Z'],
  ['its id and a name', () => 'Request ID = r-lost'],
  ['a property of a log', () => 'request_id: r-lost'],
] as const)
  test(`an attempt is found by ${what}`, async ({ page }) => {
    await open(page);
    await search(page).fill(text(server.url));
    await search(page).press('Enter');
    await expect(page).toHaveURL(/\/attempts\/r-lost/);
    await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible();
  });

test('a network is a page, and a filter that says what it is', async ({ page }) => {
  await open(page, '/events?range=all');
  await search(page).fill('2001:db8::/32');
  await expect(offers(page).getByRole('option')).toHaveText([
    'Open network 2001:db8::/32',
    'Filter: Source IP is in 2001:db8::/32',
  ]);
  await search(page).press('ArrowDown');
  await search(page).press('Enter');
  await expect(chips(page)).toHaveText(/Source IP in 2001:db8::\/32/);
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('1 event found');
  await search(page).fill('10.31.0.0/16');
  await expect(offers(page)).toBeVisible();
  await search(page).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Network');
  await expect(page.getByRole('main')).toContainText('10.31.0.0/16');
  await expect(page.getByRole('region', { name: 'Users tried from here' })).toContainText('marta.almeida');
});

test('whoever never came back is looked for by name, and found without one', async ({ page }) => {
  await open(page, '/events?range=1h');
  await search(page).fill('marta.almeida@acme.example');
  await search(page).press('ArrowDown');
  await search(page).press('Enter');
  // the offer says that it is outside of this hour, and shows all time: back to the hour the ticket is about
  await open(page, '/attempts?email=marta.almeida%40acme.example&range=1h');
  const note = page.getByRole('note', { name: 'Attempts without a name' });
  await expect(note).toContainText('A sign-in has no name until the identity provider answers.');
  await expectAccessible(page);
  await note.getByRole('link', { name: '1 attempt without a name' }).click();
  await expect(attempts(page)).toHaveCount(1);
  await expect(chips(page)).toHaveText(/Source IP 10\.31\.4\.7/);
  await attempts(page).first().press('Enter');
  await page.getByRole('link', { name: 'Open attempt' }).click();
  await expect(page).toHaveURL(/\/attempts\/r-lost/);
});

test('the page of a user says where attempts without a name are', async ({ page }) => {
  await open(page, '/users/marta.almeida%40acme.example?range=1h');
  const note = page.getByRole('note', { name: 'Attempts without a name' });
  await expect(note.getByRole('link', { name: '1 attempt without a name' })).toBeVisible();
  await open(page, '/users/marta.almeida%40acme.example?range=all');
  await expect(note).toContainText('from the addresses they use most');
});

test('the palette goes to a person by words, too', async ({ page }) => {
  await open(page);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Go to or do' }).fill('almeida marta');
  await page.getByRole('option', { name: /^User marta\.almeida@acme\.example/ }).click();
  await expect(page).toHaveURL(/\/users\/marta/);
});

test('whose refused sign-ins carry no id is one person: on the page, in the list, among who fails most', async ({
  page,
}) => {
  const archive = { application_name: 'Archive', source_ip: '203.0.113.9' };
  const own = ['Failure', 'Failure', 'Success', 'Success', 'Success'].map((result, at) =>
    step(
      `18T08:0${at}:00`,
      `ivo-${at}`,
      result === 'Success' ? 'Token' : 'Identity Provider Authentication',
      result,
      {
        ...archive,
        ...(result === 'Success'
          ? { user_id: 'u-ivo', upstream_user_id: 'ivo.kral@acme.example' }
          : { upstream_user_id: 'Ivo.Kral@ACME.example' }),
      },
    ),
  );
  const sent = own.map((event, at) => ({ unique_id: `ivo${at}`, event }));
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, { data: { events: sent } });
  expect(answer.status()).toBe(201);
  for (const name of ['u-ivo', 'ivo.kral%40acme.example']) {
    await open(page, `/users/${name}?range=all`);
    await expect(page.getByText('3 of 5 attempts signed in', { exact: false })).toBeVisible();
  }
  await page.getByRole('link', { name: 'Show 5 attempts' }).click();
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('5 attempts found');
  await open(page, '/overview?range=all&application_name=Archive');
  const rows = block(page, 'Users').getByRole('row').filter({ hasText: 'kral' });
  await expect(rows).toHaveCount(1);
  await rows.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/(attempts|users)/);
});
