import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Page, expect, test } from '@playwright/test';
import { formatInstant, microsOfMs } from '../src/contract/instant.ts';
import type { PlatformRecord } from '../src/server/demo/platform/answer-audits.ts';
import { Platform } from '../src/server/demo/platform/platform.ts';
import { createServiceAccount, documentOf } from '../src/server/demo/platform/service-account.ts';
import { count, rows } from './events-page.ts';

// real processes, real time: the page, the server as `npm start` runs it, and the platform that it reads

const many = 10_000;
const days = 90;
const newest = 'nora.quist@harbour.example.com';

/** Sign-ins over the days before now, the newest one a minute ago. */
const recordsBefore = (now: number): PlatformRecord[] =>
  Array.from({ length: many }, (_, index) => {
    const time = microsOfMs(now - 60_000 - Math.floor((days * 86_400_000 * index) / (many + 100)));
    const record = {
      time: formatInstant(time),
      event_name: 'Authentication Request',
      result: 'Success',
      org_id: 'org-harbour',
      upstream_user_id: index === 0 ? newest : `person${index % 97}@harbour.example.com`,
      request_id: `r${index}`,
    };
    return { time, record };
  });

/** Start the server as `npm start` does, and wait until it says where it is. */
const startMain = async (variables: Readonly<Record<string, string>>) => {
  const { PATH = '' } = process.env;
  const root = resolve(import.meta.dirname, '..');
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: root,
    env: { PATH, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url } = JSON.parse(line) as { msg: string; url?: string };
    if (msg === 'ready' && url !== undefined) {
      child.stdout.resume();
      return { child, url };
    }
  }
  throw new Error('The server ended before it said its address.');
};

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
};

const percent = async (page: Page): Promise<number> =>
  Number(await page.getByRole('progressbar').getAttribute('value'));

test('90 days are pulled while they are looked at, through a kill, and what ends it is told', async ({
  page,
  context,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-pull-'));
  const account = createServiceAccount();
  const platform = await Platform.start({
    accounts: [account],
    records: recordsBefore(Date.now()),
    answerMs: 400,
  });
  const running: ChildProcess[] = [];
  const start = async (port: string): Promise<string> => {
    const variables = {
      PORT: port,
      AUTH_AUDIT_DATA: join(folder, 'data'),
      AUTH_AUDIT_SOURCES: join(folder, 'sources.json'),
    };
    const { child, url } = await startMain(variables);
    running.push(child);
    return url;
  };
  try {
    await writeFile(join(folder, 'key.json'), JSON.stringify(documentOf(account, platform.url)));
    const source = { name: 'harbour', kind: 'agilicus', url: platform.url, document: './key.json' };
    await writeFile(
      join(folder, 'sources.json'),
      JSON.stringify({ sources: [{ ...source, from: `${days}d`, every: '5s', directory: false }] }),
    );
    const url = await start('0');
    const card = page.getByRole('region', { name: 'harbour', exact: true });
    const events = await context.newPage();

    await test.step('it is read, the newest first, and how long that will take is told', async () => {
      await page.goto(`${url}/sources`);
      await expect(card.getByText('Reading older records')).toBeVisible();
      await events.goto(`${url}/events`);
      await expect(rows(events).first()).toContainText(newest);
      await expect(events.getByText(/^Records from harbour are .*; older ones are being read/)).toBeVisible();
      await expect(card).toContainText(/\d+ %, about (a minute|\d+ minutes) left/);
      await expect.poll(() => percent(page)).toBeGreaterThan(14);
    });

    const reached = await percent(page);
    await test.step('the server is killed: the page says so, and keeps what it shows', async () => {
      for (const child of running) await end(child, 'SIGKILL');
      await expect(page.getByRole('alert')).toContainText('How the sources are doing could not be loaded.');
      await expect(card).toContainText('Reading older records');
      expect(await percent(page)).toBeGreaterThanOrEqual(reached);
    });

    await test.step('started again it goes on from where it was, to the end', async () => {
      platform.answerMs = 200;
      const before = platform.requests.length;
      await start(new URL(url).port);
      await expect(page.getByRole('alert')).toHaveCount(0);
      await expect(card.getByRole('progressbar')).toBeVisible();
      // what was answered and not on disk yet is read again
      expect(await percent(page)).toBeGreaterThan(reached - 8);
      platform.answerMs = 0;
      await expect(card.getByText('Up to date')).toBeVisible();
      await expect(card).toContainText(/complete up to (\d{4}-\d\d-\d\d )?\d\d:\d\d\./);
      expect(platform.requests.length).toBeGreaterThan(before);
    });

    await test.step('all of the platform is here, once', async () => {
      await events.goto(`${url}/events?range=all`);
      await expect(count(events)).toHaveText('10,000 events found');
    });

    await test.step('refused, it says so, and until when records are complete', async () => {
      platform.habits = { isForbidden: true };
      await expect(card.getByText('Cannot be read')).toBeVisible();
      await expect(card).toContainText('not permitted to read the audit');
      await events.goto(`${url}/events`);
      await expect(rows(events).first()).toContainText(newest);
      await expect(events.getByText('Whether all records from harbour are here cannot be told')).toHaveText(
        /reading it has failed since .*; complete up to (\d{4}-\d\d-\d\d )?\d\d:\d\d$/,
      );
    });
    await context.close();
  } finally {
    for (const child of running) await end(child, 'SIGTERM');
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
