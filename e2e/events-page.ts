import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export const grid = (page: Page) => page.getByRole('grid', { name: 'Events' });
export const rows = (page: Page) => grid(page).getByRole('rowgroup').getByRole('row');
export const count = (page: Page) => page.getByRole('status', { name: 'Result count' });
export const panel = (page: Page) => page.getByRole('complementary', { name: 'Event details' });

/** Have the time pass after which a page that is live asks for what is new. */
export const passPace = (page: Page) => page.clock.runFor(5_000);

/** Open the explorer and wait for its first row. @param search the view, as `?range=all` */
export const openEvents = async (page: Page, search = '') => {
  await page.goto(`/events${search}`);
  await expect(rows(page).first()).toBeVisible();
};
