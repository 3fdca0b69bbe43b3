import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { requestOf, sessionOf } from './frozen.ts';

const steps = (page: Page) => page.getByRole('list', { name: 'Events, oldest first' });
const block = (page: Page, name: string) => page.getByRole('region', { name });

test('a session that changed hands and places says so', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try these' }).click();
  await page.getByRole('menuitem', { name: /^Two people and two places in one session/ }).click();
  const changes = block(page, 'Changed within the session').getByRole('listitem');
  await expect(changes).toHaveText([
    /^User from theo\.lindqvist@\S+ to wanda\.kowalski@\S+ at /,
    /^Source IP from \S+ to 198\.51\.100\.91 at /,
    /^Browser from .+ to curl 8\.17\.0 at /,
  ]);
  const lanes = page.getByRole('list', { name: 'Attempts, oldest first' }).getByRole('listitem');
  await expect(lanes.nth(1)).toContainText('Changed: user');
  await expect(lanes.nth(2)).toContainText('Changed: source IP and browser');
  await lanes.nth(1).getByRole('button').click();
  await expect(steps(page).getByRole('button', { name: /^Policy allowed it: Success/ })).toBeVisible();
});

test('a session is shown whole, whatever the range, and says so', async ({ page }) => {
  await page.goto(`/sessions/${sessionOf('handed-on')}?range=15m`);
  const notice = page.getByRole('status', { name: 'Notice' });
  await expect(notice).toContainText('this session is shown whole');
  await expect(page.getByRole('heading', { name: '3 attempts' })).toBeVisible();
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page).not.toHaveURL(/range/);
});

test('a trace calls its steps as the attempt does', async ({ page }) => {
  await page.goto(`/attempts/${requestOf('blocked')}`);
  await page.getByRole('region', { name: 'Ids' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Trace' })).toBeVisible();
  await steps(page)
    .getByRole('button', { name: /^Blocked by policy: Blocked/ })
    .click();
  await expect(page.getByRole('complementary', { name: 'Step details' })).toContainText('Policy Evaluation');
});

test('a step is copied, and leads to others like it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/attempts/${requestOf('blocked')}`);
  const step = steps(page).getByRole('button', { name: /^Blocked by policy/ });
  await step.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy the record as JSON' }).click();
  await expect(step).toBeFocused();
  const record: unknown = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(record).toMatchObject({ event_name: 'Policy Evaluation', result: 'Denied' });

  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Copy or filter by: Blocked by policy' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: /^Source IP/ }).click();
  await expect(page).toHaveURL(/\/events\?source_ip=198\.51\.100\.178&range=all$/);
});

test('an address from which nobody got in says so, and what it likely is', async ({ page }) => {
  await page.goto('/addresses/203.0.113.66');
  await expect(page.getByText('None of 60 attempts could sign in.')).toBeVisible();
  await expect(page.getByText(/^Likely a program that guesses/)).toBeVisible();
  // open-ended, the chart begins with the first attempt and not with the oldest record of all
  await page.goto('/addresses/203.0.113.66?range=all');
  await expect(page.getByRole('figure', { name: /^Attempts over time/ })).toContainText('2026-03-17 23:');
});

const pages = [
  ['a session', () => `/sessions/${sessionOf('handed-on')}`, 'Changed within the session'],
  ['a user', () => '/users/ben.okafor%40alder.example.com', 'Last failure'],
  ['an address', () => '/addresses/203.0.113.66', 'Attempts'],
] as const;

for (const [name, path, part] of pages) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${name} can be read by everybody, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path());
      await expect(block(page, part)).toBeVisible();
      const lane = page.getByRole('list', { name: 'Attempts, oldest first' }).getByRole('button').first();
      if (name === 'a session') await lane.click();
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await expectAccessible(page);
    });
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a trace can be read by everybody, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`/attempts/${requestOf('blocked')}`);
    await page.getByRole('region', { name: 'Ids' }).getByRole('link').first().click();
    await expect(page.getByRole('heading', { name: 'Trace' })).toBeVisible();
    await expect(block(page, 'Attempts').getByRole('link').first()).toBeVisible();
    await expect(steps(page).getByRole('button').first()).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });
}

for (const [name, path, part] of pages) {
  test(`${name} prints on one page`, async ({ page }) => {
    await page.goto(path());
    await expect(block(page, part)).toBeVisible();
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
  });
}

for (const path of ['/attempts/a%2Fb%3Fc%23d%25', '/traces/a%2Fb%3Fc%23d%25', '/users/100%']) {
  test(`${path} says that nothing of it is stored, under the id as it was given`, async ({
    page,
    expectTrouble,
  }) => {
    expectTrouble(/404|could not be decoded/);
    await page.goto(path);
    await expect(page.getByRole('heading', { name: /^No event/ })).toBeVisible();
    await expect(page.getByText(path === '/users/100%' ? '100%' : 'a/b?c#d%', { exact: true })).toBeVisible();
    await expectAccessible(page);
  });
}

test('an address without an id leads on', async ({ page, expectTrouble }) => {
  expectTrouble(/404/);
  await page.goto('/attempts/');
  await expect(page.getByRole('grid', { name: 'Attempts' })).toBeVisible();
  await page.goto('/sessions/');
  await expect(page.getByRole('link', { name: 'Go to the events' })).toBeVisible();
});
