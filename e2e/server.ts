import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Micros, parseInstant } from '../src/contract/instant.ts';
import { parseRetention } from '../src/contract/retention.ts';
import { buildApp } from '../src/server/app.ts';
import { stories } from '../src/server/demo/generate.ts';
import { loadDemo } from '../src/server/demo/load.ts';
import { createWriter } from '../src/server/ingest/writer.ts';
import { Proxies } from '../src/server/http/proxies.ts';
import { parsePublicUrl } from '../src/server/http/public-url.ts';
import type { SourceBook } from '../src/server/store/source-book.ts';
import { openStore } from '../src/server/store/open.ts';
import { demo, frozenNow } from './frozen.ts';
import { anybody } from '../src/server/store/questions/scope.ts';

// The real server over frozen data with a frozen clock, on a port of its own; says its address and runs until
// it is told to stop. `--data empty` begins with nothing, `--folder` keeps what it stores.
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: 'demo' },
    folder: { type: 'string' },
    port: { type: 'string', default: '0' },
    token: { type: 'string' },
    publicUrl: { type: 'string' },
    proxies: { type: 'string' },
    sources: { type: 'string' },
    retention: { type: 'string' },
    dashboard: { type: 'string', default: resolve(import.meta.dirname, '../dist/web') },
  },
});

const now: Micros = parseInstant(frozenNow) ?? (0n as Micros);
const parsed = <Value>(given: Value | string): Value => {
  if (typeof given === 'string') throw new Error(given);
  return given;
};
/** Sources as a file tells them, which a story may write anew. */
const reportOf =
  (file: string): SourceBook['report'] =>
  async () =>
    JSON.parse(await readFile(file, 'utf8')) as Awaited<ReturnType<SourceBook['report']>>;
const publicUrl = values.publicUrl === undefined ? undefined : parsed(parsePublicUrl(values.publicUrl));
const proxies = values.proxies === undefined ? undefined : parsed(Proxies.parse(values.proxies));
const folder = values.folder ?? (await mkdtemp(join(tmpdir(), 'authentication-audit-e2e-')));
const isDemo = values.data === 'demo';
const stored = process.env['E2E_DEMO']; // stories have it; the picture script does without
if (isDemo && stored !== undefined && (await readdir(folder)).length === 0)
  await cp(stored, folder, { recursive: true });
let store = await openStore({ folder });
if (isDemo && (await store.events.count({}, anybody)) === 0)
  await loadDemo(store, Date.parse(frozenNow), demo);
if (values.retention !== undefined) {
  await store.close(); // what there is was there before the rule
  const rule = parsed(parseRetention(values.retention));
  store = await openStore({ folder, keeping: { rule, now: () => now } });
  await store.tidy();
}
const app = await buildApp({
  store,
  writer: createWriter(store),
  version: 'e2e',
  dashboard: values.dashboard,
  isDemo,
  stories: isDemo ? stories({ ...demo, until: now }) : [],
  token: values.token,
  hostNames: new Set(['127.0.0.1', ...(publicUrl ? [publicUrl.hostName] : [])]),
  publicUrl,
  proxies,
  ...(values.sources === undefined ? {} : { sources: { report: reportOf(values.sources) } }),
  now: () => now,
});
const url = await app.listen({ host: '127.0.0.1', port: Number(values.port) });
process.stdout.write(`${JSON.stringify({ url })}\n`);

process.once('SIGTERM', () => {
  void (async () => {
    setTimeout(() => app.server.closeAllConnections(), 5_000).unref(); // as a server that people run does
    await app.close();
    if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
    process.exit(0);
  })();
});
