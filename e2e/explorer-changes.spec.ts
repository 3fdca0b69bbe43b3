import type { Page, Route } from '@playwright/test';
import { openEvents, rows } from './events-page.ts';
import { expect, test } from './fixtures.ts';
import { frozenNow } from './frozen.ts';

const event = (page: Page) => page.getByRole('list', { name: 'Event', exact: true });
const choice = (page: Page, name: string) => event(page).getByRole('checkbox', { name });
const chips = (page: Page) => page.getByRole('list', { name: 'Filters', exact: true });
const search = (page: Page) => page.getByRole('combobox', { name: 'Search' });

/** Rows come before the page gives up waiting for them, however slow the machine. */
const stopClock = (page: Page) => page.clock.pauseAt(frozenNow);

/** Keep back all answers asked for from now on. @returns how to let them come */
const hold = async (page: Page, url: string): Promise<() => Promise<void>> => {
  const held: Route[] = [];
  let open = false;
  await page.route(url, async (route) => {
    if (open) await route.continue();
    else held.push(route);
  });
  return async () => {
    open = true;
    // those that were given up have nobody to answer
    await Promise.all(held.map((route) => route.continue().catch(() => undefined)));
  };
};

const holdRows = async (page: Page): Promise<() => Promise<void>> => hold(page, '**/v1/auth_audits?*');

test('a choice is drawn once: with its rows', async ({ page }) => {
  await openEvents(page);
  await expect(choice(page, 'Failed')).toBeVisible();
  await stopClock(page);
  const letCome = await holdRows(page);
  const entries = await page.evaluate(() => history.length);
  await choice(page, 'Failed').click();
  await expect(choice(page, 'Failed')).toBeChecked();
  await expect(rows(page).first()).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  await expect(chips(page)).toHaveCount(0);

  // what stands in the rows at the moment the chip comes
  const grid = await page.getByRole('grid').elementHandle();
  const seen = await grid?.evaluateHandle((rowsOf) => {
    const found: string[] = [];
    new MutationObserver((_changes, observer) => {
      if (document.querySelector('ul[aria-label="Filters"]') === null) return;
      observer.disconnect();
      for (const { textContent } of rowsOf.querySelectorAll('[role="gridcell"][data-column="step_result"]'))
        found.push(textContent);
    }).observe(document.body, { subtree: true, childList: true });
    return found;
  });
  await letCome();
  await expect(chips(page)).toHaveText(/Failed/);
  expect(new Set(await seen?.jsonValue())).toEqual(new Set(['Failed']));
  expect(await page.evaluate(() => history.length)).toBe(entries + 1);
});

test('a choice is drawn without its rows when they are slow', async ({ page }) => {
  await openEvents(page);
  await expect(choice(page, 'Failed')).toBeVisible();
  const letCome = await holdRows(page);
  await choice(page, 'Failed').click();
  await expect(choice(page, 'Failed')).toBeChecked();
  await expect(chips(page)).toHaveText(/Event\s*Failed/);
  await expect(page).toHaveURL(/result=Failure/);
  await expect(page.getByText('Loading…')).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await letCome();
  await expect(page.getByText('Loading…')).toHaveCount(0);
  await expect(rows(page).first()).toContainText('Failed');
});

test('choices made faster than rows come are all kept, and undone one by one', async ({ page }) => {
  await openEvents(page);
  await expect(choice(page, 'Blocked')).toBeVisible();
  const letCome = await holdRows(page);
  await page.evaluate(() => {
    const boxes = document.querySelectorAll<HTMLElement>('[aria-label="Event"] input[type="checkbox"]');
    for (const box of boxes) if (/^(Failed|Blocked)/.test(box.parentElement?.innerText ?? '')) box.click();
  });
  await expect(chips(page)).toHaveText(/Failed/);
  await expect(chips(page)).toHaveText(/Blocked/);
  await letCome();
  await page.goBack();
  await expect(event(page).getByRole('checkbox', { checked: true })).toHaveCount(1);
  await page.goBack();
  await expect(event(page).getByRole('checkbox', { checked: true })).toHaveCount(0);
});

test('what is searched for stays in the field while its rows come', async ({ page }) => {
  await openEvents(page);
  await stopClock(page);
  const letCome = await holdRows(page);
  const letNamesCome = await hold(page, '**/v1/auth_names?*');
  await search(page).fill('brightwater.ex');
  await search(page).press('Enter');
  // pressed again, it does not wait for what the text could name
  await search(page).press('Enter');
  await expect(search(page)).toHaveValue('brightwater.ex');
  expect(new URL(page.url()).search).toBe('');
  await letNamesCome();
  await letCome();
  await expect(page).toHaveURL(/q=brightwater\.ex/);
  await expect(search(page)).toHaveValue('brightwater.ex');
});

test('whoever goes back before the rows have come takes the choice back', async ({ page }) => {
  await openEvents(page);
  await choice(page, 'Failed').click();
  await expect(page).toHaveURL(/result=Failure$/);
  await stopClock(page);
  const letCome = await holdRows(page);
  await choice(page, 'Blocked').click();
  await expect(choice(page, 'Blocked')).toBeChecked();
  await page.goBack();
  await expect(choice(page, 'Failed')).not.toBeChecked();
  await page.clock.runFor(1_000);
  await letCome();
  await expect(choice(page, 'Blocked')).not.toBeChecked();
  expect(new URL(page.url()).search).toBe('');
  await page.goForward();
  await expect(choice(page, 'Failed')).toBeChecked();
});
