import { expect, expectAccessible, startServer, test } from './fixtures.ts';

test('a value as long as a page leaves what is beside it in sight, and an empty one is not recorded', async ({
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
  await page.getByRole('combobox', { name: 'Search' }).fill('x'.repeat(120_000));
  await expect(page.getByRole('status', { name: 'What is offered' })).toContainText(
    'too long to be searched for',
  );
  expect(new URL(page.url()).search).toBe('?range=all');

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
  await expect(page.getByRole('group', { name: 'Browser' })).toContainText('curl');
  await expect(page.getByRole('group', { name: 'Address' })).toHaveCount(0);

  await page.goto(`${server.url}/events?missing=source_ip&range=all&selected=e2`);
  const application = page.getByRole('list', { name: 'Application', exact: true });
  await expect(application.getByRole('listitem')).toHaveText([/^字/, '(none)2']);
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

test('a value that turns the writing round, or has more digits than a number holds, is shown as it is, and is still itself where it leaves the screen', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const server = await startServer({ data: 'empty' });
  const turned = '\u202eevil\u202c';
  const digits = ['9007199254740993', '12345678901234567890.50'];
  const events = [turned, 'live', '..'].map((name, index) => ({
    unique_id: `t${index}`,
    event: {
      time: '2026-03-18T09:00:00Z',
      event_name: 'Token',
      result: 'Failure',
      request_id: name,
      user_id: name,
      application_name: name,
      serial: '#0',
      list: ['#1', '#0'],
    },
  }));
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, {
    headers: { 'content-type': 'application/json' },
    data: Buffer.from(JSON.stringify({ events }).replaceAll(/"#(\d)"/g, (_, at) => digits[Number(at)] ?? '')),
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
  const details = page.getByRole('complementary', { name: 'Event details' });
  for (const text of digits) await expect(details).toContainText(text);
  await details.getByRole('button', { name: 'Copy JSON' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain(`"list": [\n    ${digits[1]},\n    ${digits[0]}\n  ]`);
  await details.getByRole('button', { name: digits[0] ?? '', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Only events with this' }).click();
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('1 event found');
  await page.getByRole('link', { name: 'Open attempt' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Events, oldest first' })).toBeVisible();
  await expect(page.locator('body')).toContainText('evil');
  await expect(page.locator('body')).not.toContainText('\u202e');
  await page.getByText('Raw records').click();
  for (const text of digits)
    await expect(page.getByRole('region', { name: 'Raw records as JSON' })).toContainText(text);

  await page.goto(`${server.url}/events?range=all&user_id=..`);
  await page.getByRole('grid').getByRole('time').click();
  await page.getByRole('link', { name: 'Open attempt' }).first().click();
  for (const reload of [async () => null, async () => page.reload()]) {
    await reload();
    await expect(page.getByRole('list', { name: 'Events, oldest first' })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/attempts/=..');
  }
  // an id of which nothing would be seen
  await page.goto(`${server.url}/traces/=`);
  await expect(page.locator('code').getByText('“”', { exact: true })).toBeVisible();
  await expect(page).toHaveTitle(/“”/);
  await expect(page.getByText('No events of this trace are stored')).toBeVisible();
  // what is said of events that were removed is asked for last
  await page.waitForLoadState('networkidle');
  await server.stop();
});

test('values that would be drawn alike are told apart everywhere, and are still themselves where they leave the screen', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const server = await startServer({ data: 'empty' });
  const alike = ['ana', 'an\u200ba', 'ana ', 'an\u00ada', 'ana\u{e0041}', 'ana\n', 'an\u200da'];
  const shown = ['ana', 'an‹U+200B›a', 'ana␣', 'an‹U+00AD›a', 'ana‹U+E0041›', 'ana↵', 'an‹U+200D›a'];
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, {
    data: {
      events: alike.map((name, index) => ({
        unique_id: `a${index}`,
        event: {
          time: '2026-03-18T09:00:00Z',
          event_name: 'Token',
          result: 'Failure',
          request_id: name,
          user_id: name,
          application_name: name,
          emoji: '👩‍💻 می‌خواهم',
          note: { text: name },
        },
      })),
    },
  });
  expect(answer.status()).toBe(201);

  await page.goto(`${server.url}/events?range=all&columns=user_id&columns=x.emoji`);
  const values = page.getByRole('grid').locator('[data-label="User ID"]');
  await expect(values).toHaveCount(alike.length);
  expect((await values.allTextContents()).toSorted()).toEqual(shown.toSorted());
  await expect(page.getByRole('grid')).toContainText('👩‍💻 می‌خواهم');
  const facet = page
    .getByRole('complementary', { name: 'Filters by value' })
    .getByRole('list', { name: 'Application' });
  await expect(facet).toContainText('an‹U+200B›a');
  await expect(facet.getByTitle('‹U+200B› is a zero width space.')).toBeVisible();

  const count = page.getByRole('status', { name: 'Result count' });
  for (const name of [1, 2, 4, 5]) {
    await page.goto(
      `${server.url}/events?${new URLSearchParams({ range: 'all', columns: 'user_id', user_id: alike[name] ?? '' })}`,
    );
    await expect(count).toHaveText('1 event found');
    await expect(page.getByRole('list', { name: 'Filters', exact: true })).toContainText(shown[name] ?? '');
    await expect(values).toHaveText([shown[name] ?? '']);
  }
  await page.goto(`${server.url}/events?range=all&columns=user_id`);
  const hidden = values.getByText('an‹U+200B›a');
  await hidden.click();
  await page.getByRole('menuitem', { name: 'Copy value' }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toBe('an\u200ba');
  await hidden.click();
  await page.getByRole('menuitem', { name: 'Only events with this' }).click();
  await expect(count).toHaveText('1 event found');
  expect(new URL(page.url()).searchParams.get('user_id')).toBe('an\u200ba');
  await hidden.click();
  await page.getByRole('menuitem', { name: 'Show the event' }).click();
  const panel = page.getByRole('complementary', { name: 'Event details' });
  await expect(panel.getByText('‹U+200B› is a zero width space.').first()).toBeVisible();
  await panel.getByRole('button', { name: 'Copy JSON' }).click();
  await expect
    .poll(async () => (JSON.parse(await copied()) as { note?: unknown }).note)
    .toEqual({ text: 'an\u200ba' });
  await expectAccessible(page);
  await panel.getByRole('link', { name: 'Open user' }).click();
  await expect(page.getByText('‹U+200B› is a zero width space.').first()).toBeVisible();
  await expect(page.getByRole('table').first()).toBeVisible();
  expect(decodeURIComponent(new URL(page.url()).pathname)).toBe('/users/an\u200ba');
  // read as it is: the expectations of Playwright leave these characters out
  expect(await page.locator('body').textContent()).not.toContain('\u200b');
  await server.stop();
});
