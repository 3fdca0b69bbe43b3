import { expect, expectAccessible, test } from './fixtures.ts';
import { formatInstant } from '../src/contract/instant.ts';
import { storyOf } from './frozen.ts';

const ana = storyOf('wrong-account');

test('from a row to its attempt: every step in order, with offset and delta', async ({ page }) => {
  await page.goto('/events');
  await page
    .getByRole('grid', { name: 'Events' })
    .getByRole('rowgroup')
    .getByRole('row')
    .nth(1)
    .getByRole('time')
    .click();
  await page.getByRole('link', { name: 'Open attempt' }).first().click();
  await expect(page).toHaveURL(/\/attempts\/[^?]+\?at=/);
  await expect(page.getByRole('heading', { name: 'Sign-in attempt' })).toBeVisible();
  const steps = page
    .getByRole('list', { name: 'Events, oldest first' })
    .getByRole('button', { name: /after the start/ });
  await expect(steps.first()).toHaveAccessibleName(/: .*, 0 ms after the start$/);
  await expect(steps.nth(1)).toHaveAccessibleName(/after the start, .* after the step before$/);
  await page.goBack();
  await expect(page.getByRole('grid', { name: 'Events' })).toBeVisible();
});

test('an attempt is a deep link that works in a fresh tab, with a time hint and without', async ({
  page,
}) => {
  const { requestId, from } = ana;
  for (const hint of ['', `?at=${encodeURIComponent(formatInstant(from))}`, '?at=2001-01-01T00:00:00Z']) {
    await page.goto(`/attempts/${encodeURIComponent(requestId)}${hint}`);
    await expect(
      page.getByRole('list', { name: 'Events, oldest first' }).getByRole('button').first(),
    ).toBeVisible();
    await expect(page.getByText(requestId).first()).toBeVisible();
  }
});

test('a step of an attempt is selected in the link', async ({ page }) => {
  await page.goto(`/attempts/${encodeURIComponent(ana.requestId)}`);
  const steps = page.getByRole('list', { name: 'Events, oldest first' }).getByRole('button');
  await steps.first().click();
  // the details were those of another step until it is the selected one
  await expect(steps.first()).toHaveAttribute('aria-current', 'step');
  const details = page.getByRole('complementary', { name: 'Step details' });
  await expect(details.getByRole('heading', { level: 2 })).toBeVisible();
  const name = await details.getByRole('heading', { level: 2 }).textContent();
  await page.reload();
  await expect(details.getByRole('heading', { level: 2 })).toHaveText(name ?? '');
});

test('an attempt that is not stored says so', async ({ page, expectTrouble }) => {
  expectTrouble(/404/);
  await page.goto('/attempts/no%2Fsuch%3Fattempt%23here');
  await expect(page.getByText('no/such?attempt#here').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
});

test('a session lists its attempts, each of which opens', async ({ page }) => {
  await page.goto('/events?event_name=Authentication+Request&result=Success');
  await page
    .getByRole('grid', { name: 'Events' })
    .getByRole('rowgroup')
    .getByRole('row')
    .first()
    .getByRole('time')
    .click();
  await page.getByRole('link', { name: 'Open session' }).first().click();
  await expect(page).toHaveURL(/\/sessions\//);
  const session = page.url();
  await expect(page.getByRole('heading', { name: /attempts?$/ })).toBeVisible();
  await page.reload();
  await page.getByRole('list', { name: 'Attempts, oldest first' }).getByRole('button').first().click();
  await expect(page.getByRole('list', { name: 'Events, oldest first' })).toBeVisible();
  await page.getByRole('table', { name: 'Tokens' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/attempts\//);
  await page.goBack();
  await expect(page).toHaveURL(session);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`attempt and session are accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`/attempts/${encodeURIComponent(ana.requestId)}`);
    await expect(page.getByRole('list', { name: 'Events, oldest first' })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });
}
