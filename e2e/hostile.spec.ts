import { expect, expectAccessible, startServer, test } from './fixtures.ts';

test('a value as long as a page leaves what is beside it in sight, and an empty address is no link to nowhere', async ({
  page,
  expectTrouble,
}) => {
  const server = await startServer({ data: 'empty' });
  const failed = {
    time: '2026-03-18T09:00:00Z',
    event_name: 'Token',
    user_id: 'eve',
    session: 's1',
    user_agent: 'x'.repeat(60_000),
  };
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, {
    data: {
      events: [
        { unique_id: 'e1', event: { ...failed, request_id: 'r1', result: 'x'.repeat(300) } },
        {
          unique_id: 'e2',
          event: { ...failed, request_id: 'r2', result: 'Failure', source_ip: '', user_agent: 'curl/8.0' },
        },
        {
          unique_id: 'e3',
          event: { ...failed, session: 's2', request_id: 'r3', application_name: '字'.repeat(17_000) },
        },
      ],
    },
  });
  expect(answer.status()).toBe(201);

  await page.goto(`${server.url}/events?range=all`);
  await page.getByRole('grid').getByRole('button', { name: /^字/ }).click();
  const menu = page.getByRole('menu');
  await expect(menu).toContainText('To filter by, this is too long for an address');
  await expect(menu.getByRole('menuitem')).toHaveText(['Copy value', 'Show the event']);
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('x'.repeat(120_000));
  await expect(page.getByRole('status', { name: 'Notice' })).toContainText('It stays as it was.');
  expect(new URL(page.url()).search).toBe('?range=all');
  await page.getByRole('status', { name: 'Notice' }).getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('status', { name: 'Notice' })).toHaveCount(0);

  expectTrouble(/431/);
  const long = await page.goto(`${server.url}/attempts/${'x'.repeat(200_000)}`);
  expect(long?.status()).toBe(431);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('(431)');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to the start' }).click();
  await expect(page.getByRole('grid')).toBeVisible();

  await page.goto(`${server.url}/overview`);
  const ends = page.getByRole('table', { name: 'Ends by stage and event' });
  const row = ends.getByRole('row').filter({ hasText: 'xxx' });
  await expect(row.getByRole('cell').last()).toHaveText('33.3%');
  const widthOf = (element: Element) => element.getBoundingClientRect().width;
  const room = await page.getByRole('region', { name: 'How they end' }).evaluate(widthOf);
  expect(await ends.evaluate(widthOf)).toBeLessThanOrEqual(room);

  await page.goto(`${server.url}/users/eve`);
  const addresses = page.getByRole('group', { name: 'Address' });
  const empty = addresses.getByRole('rowheader', { name: 'An empty text' });
  await expect(empty).toBeVisible();
  await expect(empty.getByRole('link')).toHaveCount(0);

  await page.goto(`${server.url}/sessions/s1`);
  for (const name of ['Summary', 'Changed within the session']) {
    const region = page.getByRole('region', { name });
    await expect(region).toContainText('xxx');
    expect(await region.evaluate((element) => element.getBoundingClientRect().height)).toBeLessThan(300);
  }
  await server.stop();
});

test('a value that turns the writing round is shown as it is, and is still itself where it leaves the screen', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const server = await startServer({ data: 'empty' });
  const turned = '\u202eevil\u202c';
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, {
    data: {
      events: [turned, 'live', '..'].map((name, index) => ({
        unique_id: `t${index}`,
        event: {
          time: '2026-03-18T09:00:00Z',
          event_name: 'Token',
          result: 'Failure',
          request_id: name,
          user_id: name,
          application_name: name,
        },
      })),
    },
  });
  expect(answer.status()).toBe(201);

  await page.goto(`${server.url}/events?range=all`);
  const value = page
    .getByRole('grid')
    .getByRole('button', { name: /.evil./ })
    .last();
  await value.click();
  await page.getByRole('menuitem', { name: 'Copy value' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(turned);
  await value.click();
  await page.getByRole('menuitem', { name: 'Only events with this' }).click();
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('1 event found');
  await page.getByRole('grid').getByRole('time').click();
  await page.getByRole('link', { name: 'Open attempt' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Events, oldest first' })).toBeVisible();
  await expect(page.locator('body')).toContainText('evil');
  await expect(page.locator('body')).not.toContainText('\u202e');

  await page.goto(`${server.url}/events?range=all&user_id=..`);
  await page.getByRole('grid').getByRole('time').click();
  await page.getByRole('link', { name: 'Open attempt' }).first().click();
  for (const reload of [async () => null, async () => page.reload()]) {
    await reload();
    await expect(page.getByRole('list', { name: 'Events, oldest first' })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/attempts/=..');
  }
  await server.stop();
});
