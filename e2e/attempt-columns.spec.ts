import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';

const grid = (page: Page, name = 'Attempts') => page.getByRole('grid', { name });
const rows = (page: Page, name = 'Attempts') => grid(page, name).getByRole('rowgroup').getByRole('row');
const headings = (page: Page, name = 'Attempts') => grid(page, name).getByRole('columnheader');
const heading = (page: Page, label: string, name = 'Attempts') =>
  headings(page, name).filter({ hasText: label });
const chooser = (page: Page) => page.getByRole('dialog', { name: 'Columns' });
const openChooser = (page: Page) => page.getByRole('button', { name: 'Columns', exact: true }).click();

const names = [/^Start/, 'Who', 'Source IP', 'Outcome', 'What happened', 'Application', 'Took'];

const open = async (page: Page, search = '') => {
  await page.goto(`/attempts${search}`);
  await expect(rows(page).first()).toBeVisible();
};

const boxOf = async (part: Locator) => {
  const box = await part.boundingBox();
  if (!box) throw new Error('It is not drawn.');
  return box;
};
const widthOf = async (part: Locator) => Math.round((await boxOf(part)).width);

/** What of the parts of a page does not fit into them. */
const cutOf = (parts: Locator) =>
  parts.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const inner = [element, ...element.querySelectorAll('button, span')];
      return inner.some(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
        ? [element.textContent]
        : [];
    }),
  );

test('on a usual screen no heading, no number and no usual address is cut', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('complementary', { name: 'Filters by value' })).toBeVisible();
  await expect(headings(page)).toHaveText(names);
  expect(await cutOf(headings(page).locator('> span:first-child'))).toEqual([]);
  expect(await grid(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  for (const column of ['start', 'outcome', 'duration'])
    expect(await cutOf(grid(page).locator(`[role="gridcell"][data-column="${column}"]`))).toEqual([]);
  const addresses = await cutOf(grid(page).locator('[role="gridcell"][data-column="who"]'));
  expect(addresses.filter((address) => (address ?? '').length <= 32)).toEqual([]);
});

test('columns of attempts are chosen, ordered and pinned by keyboard, remembered apart from those of events, and reset', async ({
  page,
}) => {
  await open(page);
  await openChooser(page);
  await expect(chooser(page).getByLabel('Find a property')).toBeFocused();
  await chooser(page).getByRole('checkbox', { name: 'Source IP' }).click();
  await chooser(page).getByRole('checkbox', { name: 'Retries' }).click();
  await chooser(page).getByRole('button', { name: 'Move Outcome up' }).press('Enter');
  await chooser(page).getByRole('button', { name: 'Pin What happened' }).press('Enter');
  await page.keyboard.press('Escape');
  const changed = ['What happened', /^Start/, 'Outcome', 'Who', 'Application', 'Took', 'Retries'];
  await expect(headings(page)).toHaveText(changed);
  await page.reload();
  await expect(headings(page)).toHaveText(changed);
  await page.goto('/events');
  await expect(headings(page, 'Events')).toHaveText([
    /^Time/,
    'Email',
    'Source IP',
    'Stage',
    'Event',
    'Application',
  ]);
  await page.goBack();
  await openChooser(page);
  await chooser(page).getByRole('button', { name: 'Reset columns' }).click();
  await expect(headings(page)).toHaveText(names);
});

test('a column that is not shown unasked is found by a word, and its values filter', async ({ page }) => {
  await open(page);
  await openChooser(page);
  await chooser(page).getByLabel('Find a property').fill('organisation');
  await chooser(page).getByRole('checkbox', { name: 'Issuer organisation', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(headings(page).last()).toHaveText('Issuer organisation');
  const cell = rows(page).first().locator('[data-column="org_name"]').getByRole('button');
  const organisation = (await cell.textContent()) ?? '';
  await cell.click();
  await page.getByRole('menuitem', { name: 'Exclude attempts with this' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('not_org_name')).toBe(organisation);
});

test('a heading is made wider with the keys, and given its own width back', async ({ page }) => {
  await open(page);
  await rows(page).first().focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  const who = heading(page, 'Who');
  await expect(who).toBeFocused();
  const before = await widthOf(who);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => widthOf(who)).toBe(before + 16);
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Reset the width' }).press('Enter');
  await expect.poll(() => widthOf(who)).toBe(before);
  await expect(who).toBeFocused();
});

test('a link carries the columns of attempts, and says which are none', async ({ page }) => {
  await open(page);
  await openChooser(page);
  await chooser(page).getByRole('checkbox', { name: 'Application', exact: true }).click();
  await chooser(page).getByLabel('Keep in the link').click();
  await expect(page).toHaveURL(/columns=start&columns=who/);
  await page.keyboard.press('Escape');
  const linked = new URL(page.url()).searchParams.getAll('columns');
  await page.getByRole('button', { name: 'Share' }).click();
  const shared = new URL(await page.getByLabel('Link').inputValue());
  expect(shared.searchParams.getAll('columns')).toEqual(linked);
  await page.evaluate(() => localStorage.clear());
  shared.searchParams.append('columns', 'colour');
  await open(page, shared.search);
  await expect(headings(page)).toHaveText(names.filter((name) => name !== 'Application'));
  await expect(page.getByRole('status', { name: 'Notice' })).toContainText('“colour” is not a property');
  // the events of the same view have columns of their own
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'Events', exact: true })
    .click();
  await expect(page).not.toHaveURL(/columns/);
});

const tables = [
  { name: 'Events', path: '/events', label: 'Email' },
  { name: 'Attempts', path: '/attempts', label: 'Who' },
] as const;

for (const { name, path, label } of tables) {
  test(`the edge of a column of ${name} is taken hold of from either side of its line`, async ({ page }) => {
    await page.goto(path);
    await expect(rows(page, name).first()).toBeVisible();
    const column = heading(page, label, name);
    for (const [side, by] of [
      [-6, 40],
      [6, 40],
      [-6, -56],
      [6, -24],
    ] as const) {
      const { x, y, width, height } = await boxOf(column);
      // the line is drawn a few pixels before the next heading begins
      const line = x + width - 4.5;
      await page.mouse.move(line + side, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(line + side + by, y + height / 2, { steps: 3 });
      await page.mouse.up();
      await expect.poll(() => widthOf(column)).toBe(Math.round(width) + by);
    }
  });

  test(`a pinned column of ${name} is marked, and stays in sight`, async ({ page }) => {
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.goto(path);
    await expect(rows(page, name).first()).toBeVisible();
    const column = heading(page, label, name);
    await expect(column.getByTitle('Pinned')).toHaveCount(0);
    await column.hover();
    await column.getByRole('button', { name: `Column ${label}` }).click();
    await page.getByRole('menuitem', { name: 'Pin at the start' }).click();
    await expect(headings(page, name).first()).toHaveText(label);
    const mark = await boxOf(column.getByTitle('Pinned'));
    const head = await boxOf(column);
    expect(mark.x).toBeGreaterThan(head.x);
    expect(mark.x + mark.width).toBeLessThanOrEqual(head.x + head.width);
    await grid(page, name).evaluate((element) => element.scrollTo({ left: 100 }));
    await expect.poll(async () => (await boxOf(column)).x).toBe(head.x);
    await expect(column.getByTitle('Pinned')).toBeVisible();
    await column.hover();
    await column.getByRole('button', { name: `Column ${label}` }).click();
    await page.getByRole('menuitem', { name: 'Unpin' }).click();
    await expect(column.getByTitle('Pinned')).toHaveCount(0);
  });
}
