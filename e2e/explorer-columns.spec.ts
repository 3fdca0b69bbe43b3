import { type Page } from '@playwright/test';
import { grid, openEvents, rows } from './events-page.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const headings = (page: Page) => grid(page).getByRole('columnheader');
const chooser = (page: Page) => page.getByRole('dialog', { name: 'Columns' });

const names = ['Email', 'Source IP', 'Stage', 'Event', 'Application'];

test('an extra found in the data becomes a column, and its values filter', async ({ page }) => {
  await openEvents(page, '?range=all&x.managed_device=true');
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await chooser(page).getByLabel('Find a property').fill('managed');
  await chooser(page).getByRole('checkbox', { name: 'managed_device' }).click();
  await page.keyboard.press('Escape');
  await expect(headings(page).last()).toHaveText('managed_device');
  await rows(page).first().getByRole('button', { name: 'true', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Exclude events with this' }).click();
  await expect(page).toHaveURL(/not_x\.managed_device=true/);
});

test('columns are hidden, ordered and pinned by keyboard, remembered, and reset', async ({ page }) => {
  await openEvents(page);
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await chooser(page).getByRole('checkbox', { name: 'Source IP' }).click();
  await chooser(page).getByRole('button', { name: 'Move Event up' }).press('Enter');
  await chooser(page).getByRole('button', { name: 'Pin Application' }).press('Enter');
  await page.keyboard.press('Escape');
  const changed = ['Application', /^Time/, 'Email', 'Event', 'Stage'];
  await expect(headings(page)).toHaveText(changed);
  await page.reload();
  await expect(headings(page)).toHaveText(changed);
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await chooser(page).getByRole('button', { name: 'Reset columns' }).click();
  await expect(headings(page)).toHaveText([/^Time/, ...names]);
});

test('a heading is reached with the arrow keys: moved, made wider, and its menu pins it', async ({
  page,
}) => {
  await openEvents(page);
  await rows(page).first().focus();
  await page.keyboard.press('ArrowUp');
  await expect(headings(page).first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const email = headings(page).filter({ hasText: 'Email' });
  const before = (await email.boundingBox())?.width ?? 0;
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await email.boundingBox())?.width ?? 0).toBeGreaterThan(before + 10);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(headings(page)).toHaveText([/^Time/, 'Source IP', 'Email', 'Stage', 'Event', 'Application']);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Pin at the start' }).press('Enter');
  await expect(headings(page).first()).toHaveText('Email');
  await expectAccessible(page);
});

test('columns are dragged to another place and made wider with the mouse', async ({ page }) => {
  await openEvents(page);
  await headings(page)
    .filter({ hasText: 'Application' })
    .dragTo(headings(page).filter({ hasText: 'Email' }));
  await expect(headings(page)).toHaveText([/^Time/, 'Application', 'Email', 'Source IP', 'Stage', 'Event']);
  const heading = headings(page).filter({ hasText: 'Application' });
  const box = await heading.boundingBox();
  if (!box) throw new Error('The heading is not drawn.');
  await page.mouse.move(box.x + box.width - 8, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 72, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  const width = async () => Math.round((await heading.boundingBox())?.width ?? 0);
  await expect.poll(width).toBe(Math.round(box.width) + 80);
  await page.reload();
  await expect.poll(width).toBe(Math.round(box.width) + 80);
});

test('a pinned column stays while the others are scrolled', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 700 });
  const all = ['time', 'email', 'user_agent', 'issuer', 'client_id', 'request_id', 'session', 'trace_id'];
  await openEvents(page, `?${all.map((name) => `columns=${name}`).join('&')}`);
  await headings(page).first().hover();
  await page.getByRole('button', { name: 'Column Time' }).click();
  await page.getByRole('menuitem', { name: 'Pin at the start' }).click();
  const left = async () => Math.round((await rows(page).nth(1).getByRole('time').boundingBox())?.x ?? -1);
  const before = await left();
  await grid(page).evaluate((element) => element.scrollTo({ left: 150 }));
  await expect.poll(() => grid(page).evaluate(({ scrollLeft }) => scrollLeft)).toBe(150);
  expect(await left()).toBe(before);
});

test('a link carries its columns to somebody who chose others', async ({ page }) => {
  await openEvents(page);
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await chooser(page).getByRole('checkbox', { name: 'Source IP' }).click();
  await chooser(page).getByLabel('Keep in the link').click();
  await expect(page).toHaveURL(/columns=time&columns=email/);
  const link = page.url();
  const other = await page.context().browser()?.newPage();
  if (!other) throw new Error('There is no browser.');
  await other.clock.setFixedTime(await page.evaluate(() => Date.now()));
  await other.goto(link);
  await expect(headings(other)).toHaveText([/^Time/, 'Email', 'Stage', 'Event', 'Application']);
  await other.goto(new URL('/events', link).href);
  await expect(headings(other)).toHaveText([/^Time/, ...names]);
  await other.close();
});
