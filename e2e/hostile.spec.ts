import { expect, startServer, test } from './fixtures.ts';

test('a value as long as a page leaves what is beside it in sight, and an empty one is not recorded', async ({
  page,
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
          event: {
            ...failed,
            request_id: 'r2',
            result: 'Failure',
            source_ip: '',
            application_name: '',
            trace_id: '',
            own: '',
            user_agent: 'curl/8.0',
          },
        },
      ],
    },
  });
  expect(answer.status()).toBe(201);

  await page.goto(`${server.url}/overview`);
  const ends = page.getByRole('table', { name: 'Ends by event and result' });
  const row = ends.getByRole('row').filter({ hasText: 'xxx' });
  await expect(row.getByRole('cell').last()).toHaveText('50.0%');
  const widthOf = (element: Element) => element.getBoundingClientRect().width;
  const room = await page.getByRole('region', { name: 'How they end' }).evaluate(widthOf);
  expect(await ends.evaluate(widthOf)).toBeLessThanOrEqual(room);

  await page.goto(`${server.url}/users/eve`);
  await expect(page.getByRole('group', { name: 'Browser' })).toContainText('curl');
  await expect(page.getByRole('group', { name: 'Address' })).toHaveCount(0);

  await page.goto(`${server.url}/events?missing=source_ip&range=all&selected=e2`);
  const application = page.getByRole('list', { name: 'Application', exact: true });
  await expect(application.getByRole('listitem')).toHaveText(['(none)2']);
  const details = page.getByRole('complementary').filter({ hasText: 'Not recorded:' });
  await expect(details).toContainText(/Not recorded: .*Source IP.*Application.*Trace ID.*own/);
  await expect(details.getByRole('link', { name: 'Open trace' })).toHaveCount(0);

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
      events: [turned, 'live'].map((name, index) => ({
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
  await server.stop();
});
