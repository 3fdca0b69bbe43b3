import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectAccessible, startServer, test } from './fixtures.ts';

const rows = 'role=grid[name="Events"] >> role=rowgroup >> role=row';

test('an empty store explains how data gets in, and shows it when it has', async ({ page, request }) => {
  const server = await startServer({ data: 'empty' });
  try {
    await page.goto(`${server.url}/events`);
    await expect(page.getByText('No events are stored yet')).toBeVisible();
    await expect(page.getByText('/v1/bulk_audit_events')).toBeVisible();
    await expectAccessible(page);
    const event = { event_name: 'Token', result: 'Success', upstream_user_id: 'first@example.com' };
    const posted = await request.post(`${server.url}/v1/bulk_audit_events`, {
      data: { events: [{ unique_id: 'first', create_time: '2026-03-18T09:00:00Z', event }] },
    });
    expect(posted.status()).toBe(201);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.locator(rows)).toHaveCount(1);
    await expect(page.locator(rows)).toContainText('first@example.com');
  } finally {
    await server.stop();
  }
});

test('a server with a token asks for it once, then fresh tabs and deep links just open', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/status 401|status of 401/);
  const token = 'correct-horse-battery';
  const server = await startServer({ token });
  try {
    await page.goto(`${server.url}/events?step_result=Failure`);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Access token').fill('wrong-horse');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('The server does not know this token.')).toBeVisible();
    await page.getByLabel('Access token').fill(token);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.locator(rows).first()).toContainText('Failed');
    expect(page.url()).toBe(`${server.url}/events?step_result=Failure`);
    expect(page.url()).not.toContain(token);

    // what is chosen when the login has ended is there after signing in again
    await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(/found$/);
    const blocked = page.getByRole('checkbox', { name: 'Blocked' });
    await expect(blocked).toBeVisible();
    await page.context().clearCookies();
    await blocked.click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await page.getByLabel('Access token').fill(token);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('list', { name: 'Filters', exact: true })).toHaveText(/Failed\s*or Blocked/);

    const tab = await page.context().newPage();
    await tab.clock.setFixedTime(await page.evaluate(() => Date.now()));
    await tab.goto(`${server.url}/events?result=Denied`);
    await expect(tab.locator(rows).first()).toBeVisible();
    await tab.close();

    const signOut = page.getByRole('button', { name: 'Sign out' });
    await signOut.click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(page.locator(rows)).toHaveCount(0);
    await expect(signOut).toHaveCount(0);
    await page.getByLabel('Access token').fill(token);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(/found$/);
    await expect(page.getByRole('figure', { name: 'Events over time' }).getByRole('slider')).toBeVisible();
    await server.stop();
    expectTrouble(/ERR_CONNECTION/);
    await signOut.click();
    await expect(page.getByRole('alert')).toContainText('You are still signed in.');
    await expect(page.locator(rows).first()).toBeVisible();
  } finally {
    await server.stop();
  }
});

test('the server stops while the page is open: old rows stay, and Retry goes on', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/ERR_CONNECTION|request failed/);
  const folder = await mkdtemp(join(tmpdir(), 'authentication-audit-stop-'));
  let server = await startServer({ folder });
  const port = Number(new URL(server.url).port);
  try {
    await page.goto(`${server.url}/events`);
    await expect(page.locator(rows).first()).toBeVisible();
    // its code comes after the rows: without it the page would rightly complain of the server too
    const chart = page.getByRole('figure', { name: 'Events over time' });
    await expect(chart.locator('svg.recharts-surface')).toBeVisible();
    const before = await page.locator(rows).first().textContent();
    await server.stop();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('alert').first()).toContainText('could not be loaded');
    await expect(page.locator(rows).first()).toHaveText(before ?? '');
    await expectAccessible(page);
    server = await startServer({ folder, port });
    await page.getByRole('button', { name: 'Retry' }).first().click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.locator(rows).first()).toHaveText(before ?? '');
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('the page allows no script but its own, and nothing from elsewhere', async ({ request, page }) => {
  const answer = await request.get('/events', { headers: { accept: 'text/html' } });
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe-(inline|eval)/);
  const elsewhere: string[] = [];
  page.on('request', (each) => {
    if (!each.url().startsWith(new URL(answer.url()).origin)) elsewhere.push(each.url());
  });
  await page.goto('/events');
  await expect(page.locator(rows).first()).toBeVisible();
  expect(elsewhere).toEqual([]);
});
