import { createReadStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { atRest, goTo, openPage, waitMs, withBrowser } from './pages.ts';
import { type Line, most } from './report.ts';
import type { Server } from './server.ts';

/** How often memory is looked at. */
const paceMs = 100;

/** An export of everything: how much, and what it took of memory while it went (bytes). */
export type Saved = {
  readonly rows: number;
  readonly expected: number;
  readonly bytes: number;
  readonly ms: number;
  readonly server: { readonly before: number; readonly peak: number };
  readonly page: { readonly before: number; readonly peak: number };
};

const linesIn = async (path: string): Promise<{ rows: number; bytes: number }> => {
  let [rows, bytes] = [0, 0];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
  }
  return { rows, bytes };
};

/** Look again and again until work has ended, however it ends. */
const lookWhile = async (work: Promise<unknown>, look: () => Promise<void>): Promise<void> => {
  const ended = work.then(
    () => true,
    () => true,
  );
  const later = () => pause(paceMs, false);
  while (!(await Promise.race([ended, later()]))) await look();
};

/** Save all events as a person does, and watch the server and the page meanwhile. */
export const save = (server: Server): Promise<Saved> =>
  withBrowser(async (browser) => {
    const page = await openPage(browser);
    const session = await page.context().newCDPSession(page);
    await goTo(page, `${server.url}/events?range=all`);
    await atRest(page);
    const expected = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
    await page.getByRole('button', { name: /^Export/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('radio', { name: /NDJSON/ }).check();

    const memory = async () => ({
      server: (await server.health()).memory,
      page: (await session.send('Runtime.getHeapUsage')).usedSize,
    });
    const before = await memory();
    const peak = { ...before };
    const started = performance.now();
    const saving = page.waitForEvent('download', { timeout: waitMs });
    await dialog.getByRole('button', { name: 'Download' }).click();
    const download = await saving;
    const path = download.path();
    await lookWhile(path, async () => {
      const now = await memory();
      peak.server = Math.max(peak.server, now.server);
      peak.page = Math.max(peak.page, now.page);
    });
    const file = await path;
    const ms = performance.now() - started;
    return {
      ...(await linesIn(file)),
      expected,
      ms,
      server: { before: before.server, peak: peak.server },
      page: { before: before.page, peak: peak.page },
    };
  });

/** What that took, beside its budgets. */
export const saveLines = ({ rows, expected, bytes, ms, server, page }: Saved): Line[] => {
  const part = 'browser';
  const megabytes = (value: number) => `${(value / 1_000_000).toFixed(0)} MB`;
  return [
    {
      part,
      name: 'rows that an export of all leaves out',
      measured: expected - rows,
      unit: '',
      budget: most(0),
      note: `${rows} rows, ${megabytes(bytes)} in ${(ms / 1000).toFixed(1)} s`,
    },
    {
      part,
      name: 'server memory while it goes, to that before',
      measured: server.peak / server.before,
      unit: '',
      budget: most(1.5),
      note: `${megabytes(server.before)}, at most ${megabytes(server.peak)}`,
    },
    {
      part,
      name: 'JavaScript heap while it goes, to that before',
      measured: page.peak / page.before,
      unit: '',
      budget: most(1.5),
      note: `${megabytes(page.before)}, at most ${megabytes(page.peak)}`,
    },
  ];
};
