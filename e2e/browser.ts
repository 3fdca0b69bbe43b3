import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const candidates = [
  process.env['PLAYWRIGHT_CHROMIUM'],
  // the same engine without a browser around it: stories take a quarter less work in it
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

// without these Chromium looks for its maker's servers at every start
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[
    // pages of the browser's own, drawn for the address bar of every window that no story has: a third of all work
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
    'WebUIOmniboxFullPopup',
    // and what Playwright leaves out by a list of its own, of which Chromium hears the last alone
    'AimEnabled',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsFirstBalancedModeAutoEnable',
    'HttpsUpgrades',
    'LensOverlay',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'PaintHolding',
    'PreconnectToSearch',
    'ThirdPartyStoragePartitioning',
  ].join(',')}`,
];

/** A Chromium of this machine, or undefined: then Playwright's own is used, if it is installed. */
const installedChromium = (): string | undefined =>
  candidates.find((path) => path !== undefined && path !== '' && existsSync(path));

/** Whether some Chromium can be started. */
export const hasChromium = (): boolean =>
  installedChromium() !== undefined || existsSync(chromium.executablePath());

/** How to launch Chromium here, for tests, benchmarks and pictures alike. */
export const chromiumOptions = (): { executablePath?: string; args: string[] } => {
  const path = installedChromium();
  const isRoot = process.getuid?.() === 0;
  return {
    ...(path === undefined ? {} : { executablePath: path }),
    args: [...(isRoot ? ['--no-sandbox'] : []), ...quiet],
  };
};
