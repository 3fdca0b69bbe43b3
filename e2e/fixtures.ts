import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { AxeBuilder } from '@axe-core/playwright';
import { type ConsoleMessage, type Page, test as base, expect } from '@playwright/test';
import { builtServer } from './built-server.ts';
import { frozenNow } from './frozen.ts';

export type ServerOptions = {
  readonly data?: 'demo' | 'empty';
  readonly token?: string;
  /** Where browsers open it, through a proxy that is named. */
  readonly publicUrl?: string;
  readonly proxies?: string;
  /** A file with what is told of sources that are pulled; it may be written anew. */
  readonly sources?: string;
  /** How long events are kept: what the demo has of before is removed. */
  readonly retention?: string;
  /** Keeps what is stored, so that a server can be started on it again. */
  readonly folder?: string;
  readonly port?: number;
};

export type RunningServer = {
  readonly url: string;
  /** Stop it, and wait until it has. */
  readonly stop: () => Promise<void>;
};

const stopProcess = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
};

/** Start the real server as a process of its own. */
export const startServer = async (options: ServerOptions = {}): Promise<RunningServer> => {
  const all = { dashboard: resolve(import.meta.dirname, '../dist/web'), ...options };
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [builtServer, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url: string };
    return { url, stop: () => stopProcess(child) };
  }
  throw new Error('The server ended before it said its address.');
};

/** Code that is fetched ahead: a story may stop its server before it has come, which the browser tells, too. */
const isAhead = (url: string): boolean => /\/later-[^/]+\.(js|css)$/.test(url);
const tellsAhead = (message: ConsoleMessage): boolean =>
  message.text().startsWith("Couldn't load preload assets") ||
  (message.text().startsWith('Failed to load resource') && isAhead(message.location().url));

type Fixtures = {
  /** Say that trouble is part of the story: console errors and failed requests that match are no failure. */
  readonly expectTrouble: (pattern: RegExp) => void;
};

type WorkerFixtures = { readonly server: RunningServer };

/** Tests in a browser whose clock is frozen, against a server of the worker; any console error fails them. */
export const test = base.extend<
  Fixtures & { trouble: { text: string[]; expected: RegExp[] } },
  WorkerFixtures
>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  // eslint-disable-next-line no-empty-pattern -- as above
  trouble: async ({}, use) => use({ text: [], expected: [] }),
  expectTrouble: async ({ trouble }, use) => use((pattern) => trouble.expected.push(pattern)),
  page: async ({ page, trouble }, use) => {
    await page.clock.setFixedTime(frozenNow);
    page.on('console', (message) => {
      if (tellsAhead(message)) return;
      if (['error', 'warning'].includes(message.type())) trouble.text.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => trouble.text.push(`page error: ${error.message}`));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // the page itself abandons questions whose answers are no longer wanted
      if (reason !== 'net::ERR_ABORTED' && !isAhead(request.url()))
        trouble.text.push(`request failed: ${request.url()} ${reason}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) trouble.text.push(`status ${response.status()}: ${response.url()}`);
    });
    await use(page);
    const unexpected = trouble.text.filter((text) => !trouble.expected.some((pattern) => pattern.test(text)));
    expect(unexpected, 'no console message, no failed request').toEqual([]);
  },
});

/** Nothing fades in, or is about to. */
const expectRest = async (page: Page): Promise<void> => {
  await expect(page.locator('[style*="opacity: 0"]')).toHaveCount(0);
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
};

/**
 * Nothing that WCAG 2.2 AA forbids, as far as a machine can tell.
 * @param part what is looked at, as a selector; `busy` when it is looked at while answers are on their way
 */
export const expectAccessible = async (
  page: Page,
  { within = 'html', busy = false }: { readonly within?: string; readonly busy?: boolean } = {},
): Promise<void> => {
  if (!busy) await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expectRest(page);
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    // in the page itself: there is no frame in it, and another page for what frames hold takes four times as long
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
    [],
  );
};

export { expect };
