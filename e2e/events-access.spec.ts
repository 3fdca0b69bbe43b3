import { count, grid, openEvents, panel, rows } from './events-page.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the explorer is accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openEvents(page, '?not_event_name=Token');
    await expect(page.getByRole('img', { name: /events from/ })).toBeVisible();
    await expectAccessible(page);
    await rows(page).nth(1).getByRole('time').click();
    await expect(panel(page).getByRole('heading', { name: 'Who' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Time range/ }).click();
    await expect(page.getByRole('dialog', { name: 'Time range' })).toBeVisible();
    await expectAccessible(page);
  });
}

const opened = [
  { button: 'Columns', role: 'dialog', name: 'Columns' },
  { button: 'Saved views', role: 'dialog', name: 'Saved views' },
  { button: 'Share', role: 'dialog', name: 'Share' },
  { button: /^Export/, role: 'dialog', name: 'Export' },
  { button: 'Column Email', role: 'menu', name: 'Email' },
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what opens over the explorer is accessible, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await openEvents(page);
    await expect(count(page)).toHaveText(/events found/);
    for (const { button, role, name } of opened) {
      await page.getByRole('button', { name: button, exact: true }).click();
      const open = page.getByRole(role, { name });
      await expect(open).toBeVisible();
      await expectAccessible(page, { within: `[role="${role}"]` });
      await page.keyboard.press('Escape');
      await expect(open).toHaveCount(0);
    }
  });
}

test('it works 390 px wide', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openEvents(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await rows(page).nth(1).getByRole('time').click();
  await expect(page.getByRole('heading', { name: 'Who' })).toBeVisible();
  await expectAccessible(page);
});

test('the keys walk the rows in the drawer, and the focus stays there', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openEvents(page);
  await rows(page).nth(1).getByRole('time').click();
  const drawer = page.getByRole('dialog', { name: 'Event details' });
  await expect(drawer.getByRole('heading', { name: 'Who' })).toBeVisible();
  await expect(page).toHaveURL(/selected=/);
  const link = page.url();
  await page.keyboard.press('j');
  await expect(page).not.toHaveURL(link);
  expect(await drawer.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('k');
  await expect(page).toHaveURL(link);
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect
    .poll(() => grid(page).evaluate((element) => element.contains(document.activeElement)))
    .toBe(true);
});
