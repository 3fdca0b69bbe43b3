import { passPace } from './events-page.ts';
import { expect, expectAccessible, startServer, test } from './fixtures.ts';
import { atRest, block, number, numbers, open } from './overview-page.ts';

test('thresholds are told, and what a word means', async ({ page }) => {
  await open(page);
  await page.getByText('What crosses a threshold').click();
  await expect(
    page
      .getByRole('definition')
      .getByText('10 or more users refused at one address within 60 minutes; at a shared address'),
  ).toBeVisible();
  // what share a threshold are told together
  await expect(
    page.getByRole('term').getByText('Provider stands out, Application stands out', { exact: true }),
  ).toBeVisible();
  await page.getByText('How this is counted').click();
  await expect(page.getByText(/is blocked, failed, timed out or session expired/)).toBeVisible();
});

test('a range without a period before says so', async ({ page }) => {
  await open(page, '?range=all');
  await expect(page.getByText('compared with nothing: nothing is stored from before')).toBeVisible();
  await expect(numbers(page).getByText('no period before')).toHaveCount(9);
  await expect(page.getByText('Nothing is stored from before', { exact: true })).toBeVisible();
});

test('nothing in a time is told with the way out', async ({ page }) => {
  await page.goto('/overview?from=2024-01-01&to=2024-01-02');
  await expect(page.getByRole('heading', { name: 'Nothing is stored for this time' })).toBeVisible();
  await expect(number(page, 'Attempts')).toHaveText('0');
  await page.getByRole('button', { name: 'Show all time' }).click();
  await atRest(page);
});

test('a part that fails says so, and leaves the others alone', async ({ page, expectTrouble }) => {
  expectTrouble(/503/);
  let refuse = true;
  await page.route(/auth_overview\/findings/, (route) =>
    refuse ? route.fulfill({ status: 503 }) : route.continue(),
  );
  await page.goto('/overview');
  await expect(page.getByText('“Deserves a look” could not be loaded.')).toBeVisible();
  await expect(block(page, 'By application').getByRole('table')).toBeVisible();
  refuse = false;
  await block(page, 'Deserves a look').getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('list', { name: 'Findings' })).toBeVisible();
});

test('the page is reached from the bar and from the palette', async ({ page }) => {
  await page.goto('/events');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Overview' }).click();
  await atRest(page);
  await expect(page).toHaveTitle('Overview · Authentication Audit');
  await page.goto('/events');
  await expect(page.getByRole('button', { name: 'Command palette' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to or do' }).fill('overview');
  await page.keyboard.press('Enter');
  await atRest(page);
});

test('while live, the numbers follow what is stored', async ({ page }) => {
  const server = await startServer();
  await page.goto(`${server.url}/overview?from=2026-03-18T09:00:00Z`);
  await atRest(page);
  const before = Number(await number(page, 'Attempts').textContent());
  await page.getByRole('switch', { name: 'Live' }).click();
  await expect(page).toHaveURL(/live=1/);
  const began = page.waitForResponse(/auth_audits\/new\?.*since=/);
  await began;
  const sent = await page.request.post(`${server.url}/v1/bulk_audit_events`, {
    data: {
      events: [
        {
          unique_id: 'overview-live',
          create_time: '2026-03-18T09:29:59Z',
          event: { event_name: 'Token', result: 'Success', request_id: 'overview-live' },
        },
      ],
    },
  });
  expect(sent.ok()).toBe(true);
  await passPace(page);
  await expect(number(page, 'Attempts')).toHaveText(String(before + 1));
  await page.getByRole('switch', { name: 'Live' }).click();
  await expect(page.getByRole('status', { name: 'Live updates' })).toHaveText('Paused');
  await expect(page).not.toHaveURL(/live=1/);
  await page.close(); // what it still asks would find nobody
  await server.stop();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page is accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    await expectAccessible(page);
    // what is more opens on the spot where the view is filtered
    await open(page, '?renewal=false');
    await page.getByText('What crosses a threshold').click();
    await page.getByText('How this is counted').click();
    await page.getByRole('button', { name: /^\d+ more findings$/ }).click();
    await page
      .getByRole('button', { name: /more of this kind$/ })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Show all \d+$/ })
      .first()
      .click();
    await expectAccessible(page);
  });
}

test('everything stands in one column 390 px wide', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.getElementById('main')?.scrollWidth ?? 0,
  ]);
  expect(Math.max(...widths)).toBeLessThanOrEqual(390);
  const left = await Promise.all(
    ['By application', 'By identity provider'].map(
      async (name) => (await block(page, name).boundingBox())?.x,
    ),
  );
  expect(left[0]).toBe(left[1]);
  await expect(page.getByRole('table', { name: /by weekday and hour/ }).getByRole('rowheader')).toHaveCount(
    24,
  );
  await expectAccessible(page);
});

test('on paper it is the page without its tools', async ({ page }) => {
  await open(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('search', { name: 'Overview' })).toBeHidden();
  // dark words on white paper, whatever the screen
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.getByRole('button', { name: 'Table', exact: true }).first()).toBeHidden();
  await expect(number(page, 'Attempts')).toBeVisible();
  await expect(page.getByText(/^: 2026-03-11 09:30/).or(page.getByText('Last 7 days: '))).toBeVisible();
});
