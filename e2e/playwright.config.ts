import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './browser.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: './before-stories.ts',
  outputDir: '.output/results',
  fullyParallel: true,
  workers: 2,
  // told as flaky, and counted apart by `npm test`
  retries: 1,
  // a machine that others use too may starve a browser for seconds
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: '.output/results.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: chromiumOptions(),
    // recorded only when it is run again: recording makes every story slower
    trace: 'on-first-retry',
  },
});
