import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { bars, dragOver, legend, param, placeOn } from './histogram.ts';

const figure = (page: Page) => page.getByRole('figure', { name: 'Attempts over time by outcome' });
const drawing = (page: Page) => page.getByRole('img', { name: /attempts from/ });

const open = async (page: Page, path = '/attempts') => {
  await page.goto(path);
  await expect(bars(page)).toBeVisible();
};

test('a drag over the attempts’ bars zooms in', async ({ page }) => {
  await open(page);
  await dragOver(page, 0.25, 0.5);
  await expect.poll(param(page, 'from')).toMatch(/^2026-03-1[23]T/);
  expect(param(page, 'to')()).toMatch(/^2026-03-1[45]T/);
});

test('the keys select bars of attempts, which is said, and Enter zooms', async ({ page }) => {
  await open(page, '/attempts?range=24h');
  await bars(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(bars(page)).toHaveAttribute('aria-valuetext', /^2026-03-18 09:.* to .*: /);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(bars(page)).toHaveAttribute('aria-valuetext', /^2 bars selected, .*Signed in \d/);
  await expectAccessible(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(param(page, 'from')).toBe('2026-03-17T09:30:00Z');
  await expect(bars(page)).toBeFocused();
});

test('pointing at a bar of attempts tells its time, a click what it counts', async ({ page }) => {
  await open(page, '/attempts?range=7d');
  await expect(figure(page)).toContainText(/\d+ (minutes|hours?) per bar/);
  const { x, y } = await placeOn(page, 0.92);
  await page.mouse.move(x, y);
  await expect(page.getByText(/^2026-03-1\d \d\d:\d\d – 2026-03-1\d \d\d:\d\d$/)).toBeVisible();
  await page.mouse.click(x, y);
  const menu = page.getByRole('menu', { name: /^Bar 2026-03-1/ });
  await menu.getByRole('menuitem', { name: /^Only Signed in/ }).click();
  await expect.poll(param(page, 'outcome')).toBe('signed_in');
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('Signed in');
});

test('the legend hides an outcome, or looks only at it', async ({ page }) => {
  await open(page);
  const signedIn = legend(page).getByRole('button', { name: /^Signed in/ });
  await signedIn.click();
  await expect(signedIn).toHaveAttribute('aria-pressed', 'false');
  await expect(drawing(page)).not.toHaveAccessibleName(/Signed in/);
  await legend(page).getByRole('button', { name: 'Only Blocked' }).click();
  await expect.poll(param(page, 'outcome')).toBe('blocked');
});

test('a table stands behind the bars of attempts', async ({ page }) => {
  await open(page, '/attempts?range=24h');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  const table = page.getByRole('table', { name: /Attempts over time/ });
  await expect(table.getByRole('columnheader')).toContainText(['From – to (UTC)', 'All', 'Failed']);
  await expectAccessible(page);
  await table.getByRole('columnheader').getByRole('button', { name: 'Failed' }).click();
  await expect.poll(param(page, 'outcome')).toBe('failed');
});

test('what timed out and whose session expired are told apart: by word, by sign, by colour, by filter', async ({
  page,
}) => {
  await open(page, '/attempts?range=all&outcome=timed_out&outcome=session_expired');
  const colours = await legend(page)
    .getByRole('button', { name: /^(Timed out|Session expired)/ })
    .evaluateAll((entries) => entries.map((entry) => getComputedStyle(entry, '::before').backgroundColor));
  expect(new Set(colours).size).toBe(2);
  const facet = page.getByRole('list', { name: 'Outcome', exact: true });
  const expired = facet.getByTitle(/^Session expired: the page or the session/);
  const grid = page.getByRole('grid', { name: 'Attempts' });
  await expect(grid.getByTitle(/^Timed out: a step had no answer in time/).first()).toBeVisible();
  await facet.getByRole('checkbox', { name: /^Timed out/ }).uncheck();
  await expect.poll(param(page, 'outcome')).toBe('session_expired');
  await expect(grid.getByTitle(/^Session expired: the page or the session/).first()).toBeVisible();
  await expect(expired).toBeVisible();
});

test('the bars of one user zoom the page, and lead to the attempts they count', async ({ page }) => {
  await open(page, '/users/ben.okafor%40alder.example.com?range=7d');
  await legend(page)
    .getByRole('button', { name: /^Only / })
    .first()
    .click();
  await expect(page).toHaveURL(/\/attempts\?email=ben\.okafor.*&outcome=\w+/);
  await page.goBack();
  await expect(bars(page)).toBeVisible();
  await bars(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Space');
  await page.getByRole('menuitem', { name: 'Zoom to this time' }).click();
  await expect.poll(param(page, 'from')).toMatch(/^2026-03-1/);
  await expect(page).toHaveURL(/\/users\//);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a drag over the attempts’ bars zooms in, 390 px wide', async ({ page }) => {
    await open(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const [from, to] = [await placeOn(page, 0.3), await placeOn(page, 0.6)];
    const session = await page.context().newCDPSession(page);
    const touch = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      ...touchPoints: { x: number; y: number }[]
    ) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', from);
    await touch('touchMove', { x: to.x - 20, y: to.y });
    await touch('touchMove', to);
    await touch('touchEnd');
    await expect.poll(param(page, 'from')).toMatch(/^2026-03-1/);
  });
});
