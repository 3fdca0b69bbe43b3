import { expect, startServer, test } from './fixtures.ts';

test('a result as long as a page leaves the counts beside it in sight, and an empty address is no link to nowhere', async ({
  page,
}) => {
  const server = await startServer({ data: 'empty' });
  const failed = { time: '2026-03-18T09:00:00Z', event_name: 'Token', user_id: 'eve' };
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, {
    data: {
      events: [
        { unique_id: 'e1', event: { ...failed, request_id: 'r1', result: 'x'.repeat(300) } },
        { unique_id: 'e2', event: { ...failed, request_id: 'r2', result: 'Failure', source_ip: '' } },
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
  const addresses = page.getByRole('group', { name: 'Address' });
  const empty = addresses.getByRole('rowheader', { name: 'An empty text' });
  await expect(empty).toBeVisible();
  await expect(empty.getByRole('link')).toHaveCount(0);
  await server.stop();
});
