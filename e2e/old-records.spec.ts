import { readFile } from 'node:fs/promises';
import { count, rows } from './events-page.ts';
import { expect, startServer, test } from './fixtures.ts';

test('an auditor finds, counts and exports every red row, however its record says that it failed', async ({
  page,
}) => {
  const server = await startServer({ data: 'empty' });
  const said = [
    ...Array.from({ length: 3 }, () => ({ stage: 'Token', event: 'Failure' })),
    { event_name: 'Token', result: 'Failure', event: 'Success' },
    { event_name: 'Token', result: '', event: 'Failure' },
    { event_name: 'Token', result: 'Success', event: 'Failure' },
    { stage: 'Token', event: 'Success' },
  ];
  const events = said.map((each, index) => ({
    unique_id: `old-${index}`,
    event: { time: `2026-03-18T09:00:0${index}Z`, request_id: `r${index}`, ...each },
  }));
  const answer = await page.request.post(`${server.url}/v1/bulk_audit_events`, { data: { events } });
  expect(answer.status()).toBe(201);

  await page.goto(`${server.url}/events?range=all`);
  await expect(count(page)).toHaveText('7 events found');
  const red = rows(page).getByRole('button', { name: 'Failed', exact: true });
  await expect(red).toHaveCount(5);
  await expect(page.getByRole('img', { name: /events from/ })).toHaveAccessibleName(/Failed 5\b/);
  const event = page
    .getByRole('complementary', { name: 'Filters by value' })
    .getByRole('list', { name: 'Event', exact: true });
  await expect(event.getByRole('listitem').filter({ hasText: 'Failed' })).toContainText('5');

  await red.first().click();
  await page.getByRole('menuitem', { name: 'Only events with this' }).click();
  await expect(page).toHaveURL(/step_result=Failure/);
  await expect(count(page)).toHaveText('5 events found');
  await expect(page.getByRole('list', { name: 'Filters', exact: true })).toHaveText(/Event Failed/);

  await page.getByRole('button', { name: /^Export/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: /Those shown/ }).check();
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const lines = (await readFile(await (await saving).path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toBe('time,email,source_ip,step,step_result,application_name');
  expect(lines.slice(1).every((line) => line.includes(',Token,Failure,'))).toBe(true);
  expect(lines).toHaveLength(6);

  // a link of before keeps its published meaning, and its chip says which
  await page.goto(`${server.url}/events?range=all&result=Failure`);
  await expect(count(page)).toHaveText('1 event found');
  await expect(page.getByRole('list', { name: 'Filters', exact: true })).toHaveText(
    /result \(as recorded\) Failure/,
  );
});
