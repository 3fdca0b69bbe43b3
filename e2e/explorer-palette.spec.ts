import { type Page } from '@playwright/test';
import { openEvents, rows } from './events-page.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const views = (page: Page) => page.getByRole('dialog', { name: 'Saved views' });
const palette = (page: Page) => page.getByRole('combobox', { name: 'Go to or do' });

test('a view is saved under a name, opened, overwritten and deleted', async ({ page }) => {
  await openEvents(page, '?result=Failure');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await views(page).getByRole('textbox', { name: 'Name of this view' }).fill('Failures');
  await views(page).getByRole('button', { name: 'Save' }).click();
  await expect(views(page).getByRole('link', { name: 'Failures' })).toBeVisible();
  await expectAccessible(page);

  await openEvents(page, '?result=Denied');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await views(page).getByRole('link', { name: 'Failures' }).click();
  await expect(page).toHaveURL(/\?result=Failure$/);

  await openEvents(page, '?result=Denied');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await views(page).getByRole('button', { name: 'Overwrite Failures with what is shown' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Saved views' }).click();
  await expect(views(page).getByRole('link', { name: 'Failures' })).toHaveAttribute(
    'href',
    '/events?result=Denied',
  );
  await views(page).getByRole('button', { name: 'Delete Failures' }).click();
  await expect(views(page).getByRole('link')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the command palette goes to a user by address, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openEvents(page);
    await page.keyboard.press('Control+k');
    await expect(palette(page)).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.type('greta.vogel@dunmore.example.org');
    await expect(
      page.getByRole('option', { name: /^User greta\.vogel@dunmore\.example\.org/ }),
    ).toHaveAttribute('aria-selected', 'true');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/users\/greta\.vogel%40dunmore\.example\.org\?range=all$/);
  });
}

test('the command palette goes to an attempt by its id', async ({ page }) => {
  await openEvents(page, '?columns=request_id&columns=time');
  const id = (await rows(page).getByRole('button').first().textContent()) ?? '';
  await page.keyboard.press('Control+k');
  await palette(page).fill(id);
  await page.getByRole('option', { name: `Attempt ${id}` }).click();
  await expect(page).toHaveURL(new RegExp(`/attempts/${encodeURIComponent(id)}`));
});

test('the command palette runs what the page can do, and opens saved views', async ({ page }) => {
  await openEvents(page, '?result=Failure');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await views(page).getByRole('textbox', { name: 'Name of this view' }).fill('My failures');
  await views(page).getByRole('button', { name: 'Save' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await palette(page).fill('clear filters');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/events$/);
  await page.keyboard.press('Control+k');
  await palette(page).fill('oldest');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/order=asc/);
  await page.keyboard.press('Control+k');
  await palette(page).fill('my fail');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?result=Failure$/);
});

test('the command palette finds what the page can do by its common names', async ({ page }) => {
  await openEvents(page);
  const row = rows(page).nth(1);
  await row.focus();
  await page.keyboard.press('Control+k');
  for (const [name, action] of [
    ['download', 'Export'],
    ['dark', 'Colours: dark'],
    ['help', 'Keyboard shortcuts'],
    ['link', 'Share'],
    ['columns', 'Choose columns'],
    ['zone', 'Time zone'],
    ['zoom', 'Zoom out'],
    ['paper', 'Print'],
  ] as const) {
    await palette(page).fill(name);
    await expect(page.getByRole('option', { name: new RegExp(`^${action}`) })).toBeVisible();
  }
  await palette(page).fill('help');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
});

test('? lists the keys, and Esc closes only what is on top', async ({ page }) => {
  await openEvents(page);
  await rows(page).nth(1).getByRole('time').click();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const does of ['Search', 'Next row', 'Select the row, or not', 'Move the column'])
    await expect(keys.getByRole('cell', { name: does, exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await expect(page.getByRole('complementary', { name: 'Event details' })).toBeVisible();
});
