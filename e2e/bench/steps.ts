import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scrollThrough } from './page-probe.ts';
import { openPage, waitMs, withBrowser } from './pages.ts';
import { type Line, most } from './report.ts';
import { type Server, startServer } from './server.ts';
import { statsOf } from './stats.ts';

/** An attempt that never ends: an application that goes on asking. */
const attempt = { id: 'bench-attempt', steps: 10_000, apartMs: 40, frames: 400 };
const eventsABody = 500;

/** Reading an attempt of so many steps: elements in the page, frames while it is scrolled through (milliseconds). */
export type StepsRead = {
  readonly steps: number;
  readonly elements: number;
  readonly frames: readonly number[];
  readonly longTasks: number;
};

const stages = ['Login', 'Upstream Identity', 'MFA Challenge', 'Token Issued'];

const stepOf = (index: number, until: number) => ({
  unique_id: `${attempt.id}-${index}`,
  event: {
    time: new Date(until - (attempt.steps - index) * attempt.apartMs).toISOString(),
    request_id: attempt.id,
    email: 'ada@example.com',
    source_ip: '192.0.2.7',
    stage: stages[index % stages.length],
    result: index % 7 === 0 ? 'Failure' : 'Success',
  },
});

const fill = async ({ client }: Server): Promise<void> => {
  const until = Date.now();
  for (let first = 0; first < attempt.steps; first += eventsABody) {
    const events = Array.from({ length: eventsABody }, (_, index) => stepOf(first + index, until));
    const { status } = await client.post('/v1/bulk_audit_events', Buffer.from(JSON.stringify({ events })));
    if (status !== 201) throw new Error(`The steps of the attempt were answered ${status}.`);
  }
};

const readAttempt = (url: string): Promise<StepsRead> =>
  withBrowser(async (browser) => {
    const page = await openPage(browser);
    await page.goto(`${url}/attempts/${attempt.id}`, { timeout: waitMs });
    const list = page.getByRole('list', { name: 'Events, oldest first' });
    const first = list.getByRole('listitem').first();
    await first.waitFor({ timeout: waitMs });
    const steps = Number(await first.getAttribute('aria-setsize'));
    if (steps < attempt.steps) throw new Error(`The page shows ${steps} of ${attempt.steps} steps.`);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => globalThis.benchProbe.longTasks.splice(0));
    const frames = await page.evaluate(scrollThrough, {
      selector: ':has(> [aria-label="Events, oldest first"])',
      frames: attempt.frames,
    });
    return {
      steps,
      frames,
      longTasks: await page.evaluate(() => globalThis.benchProbe.longTasks.length),
      elements: await page.evaluate(() => document.querySelectorAll('*').length),
    };
  });

/** Let somebody read an attempt of ten thousand steps, on a server that holds nothing else. */
export const readSteps = async (): Promise<StepsRead> => {
  const folder = await mkdtemp(join(tmpdir(), 'authentication-audit-bench-steps-'));
  try {
    const server = await startServer(folder);
    try {
      await fill(server);
      return await readAttempt(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** What that took, beside its budgets. */
export const stepLines = ({ steps, elements, frames, longTasks }: StepsRead): Line[] => {
  const part = 'browser';
  const { median, p95, max } = statsOf(frames);
  return [
    {
      part,
      name: 'elements in an attempt of 10,000 steps',
      measured: elements,
      unit: '',
      budget: most(2_000),
    },
    {
      part,
      name: 'longest frame while scrolling through it',
      measured: max,
      unit: 'ms',
      budget: most(50),
      note: `${steps} lines, median ${median.toFixed(1)}, p95 ${p95.toFixed(1)}, ${longTasks} long tasks`,
    },
  ];
};
