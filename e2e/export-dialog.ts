import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** The dialog in which an export is asked for and followed. */
export const dialog = (page: Page) => page.getByRole('dialog', { name: 'Export' });

/** How far it is. */
export const progress = (page: Page) => page.getByRole('status', { name: 'Export progress' });

/** Ask for the export, and read the file that was saved. */
export const save = async (page: Page): Promise<string> => {
  const saving = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Download' }).click();
  const download = await saving;
  expect(await download.failure()).toBeNull();
  return readFile(await download.path(), 'utf8');
};

/** Read slowly, which keeps an export of few rows running. */
export const slowDown = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: 40_000,
    uploadThroughput: -1,
  });
};
