import type { Page } from '@playwright/test';
import { expect, expectAccessible, startServer, test } from './fixtures.ts';

const byRule = 'Nothing is stored before 2026-03-11 00:00 (UTC): older events are removed after 7 days.';
const removed = (page: Page) => page.getByRole('note', { name: 'Removed by rule' });

test('an admin who looks further back than events are kept is told what was removed, and what never was there', async ({
  page,
  expectTrouble,
}) => {
  const server = await startServer({ retention: '7d' });
  await page.goto(`${server.url}/events?range=all&tz=UTC`);
  await page.getByRole('button', { name: /^Time range/ }).click();
  await expect(removed(page)).toHaveText(byRule);
  await expect(page.getByText(/^Stored events: 2026-03-11/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  // a time that lies wholly before it, on every page that has one
  const before = 'from=2026-03-05T00:00:00Z&to=2026-03-08T00:00:00Z&tz=UTC';
  for (const path of ['/events', '/attempts', '/overview', '/findings']) {
    await page.goto(`${server.url}${path}?${before}`);
    await expect(page.getByText('Nothing is stored for this time')).toBeVisible();
    await expect(removed(page)).toHaveText(byRule);
  }
  await expectAccessible(page);

  // a time that reaches over it, and one that does not
  const none = 'application_name=no+such+application';
  await page.goto(`${server.url}/events?from=2026-03-05T00:00:00Z&to=2026-03-15T00:00:00Z&tz=UTC&${none}`);
  await expect(page.getByText('No events match these filters in this period')).toBeVisible();
  await expect(removed(page)).toHaveText(byRule);
  await page.goto(`${server.url}/events?from=2026-03-12T00:00:00Z&to=2026-03-15T00:00:00Z&tz=UTC&${none}`);
  await expect(page.getByText('No events match these filters in this period')).toBeVisible();
  await expect(removed(page)).toHaveCount(0);

  // nobody of whom everything was removed is denied
  expectTrouble(/404/);
  await page.goto(`${server.url}/users/nobody?${before}`);
  await expect(removed(page)).toHaveText(byRule);

  // what comes again is done with, and counted
  const old = { unique_id: 'old-1', event: { time: '2026-03-01T09:00:00Z', event_name: 'Token' } };
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, { data: { events: [old] } });
  expect(await answer.json()).toMatchObject({ discard_events: [{ unique_id: 'old-1' }], retry_events: [] });
  await page.goto(`${server.url}/sources`);
  await expect(page.getByText('Too old')).toBeVisible();
  await server.stop();
});
