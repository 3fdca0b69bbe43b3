import { type Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export const block = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** A line of what deserves a look, by what it says. */
export const finding = (page: Page, text: RegExp) =>
  page.getByRole('list', { name: 'Findings' }).locator(':scope > li').filter({ hasText: text });
/** Open a line, to what it is made of. */
export const openFinding = async (page: Page, text: RegExp) => {
  const line = finding(page, text);
  await line.getByRole('button', { name: text }).click();
  return line;
};
export const numbers = (page: Page) => page.getByRole('list', { name: 'Numbers', exact: true });
export const number = (page: Page, label: string) =>
  numbers(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: label, exact: true }) })
    .locator('strong');
export const rows = (page: Page) =>
  page.getByRole('grid', { name: 'Attempts' }).getByRole('rowgroup').getByRole('row');
export const param = (page: Page, name: string) => () =>
  new URL(page.url()).searchParams.getAll(name).join(' ');

/** The overview, once all of its questions are answered and its charts drawn. */
export const open = async (page: Page, search = '') => {
  await page.goto(`/overview${search}`);
  await atRest(page);
};

export const atRest = async (page: Page) => {
  await expect(numbers(page)).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByText('Loading…')).toHaveCount(0);
  await expect(page.getByRole('slider', { name: 'Bars' })).toHaveCount(2);
  await expect(page.locator('main .recharts-surface')).toHaveCount(2);
};
