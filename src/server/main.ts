import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import packageJson from '../../package.json' with { type: 'json' };
import { buildApp } from './app.ts';
import { loadDemo } from './demo/load.ts';
import { readEnv } from './env.ts';
import { announceServer, withdrawServer } from './ingest/server-file.ts';
import { openDuckDbStore } from './store/duckdb/open.ts';

const log = pino();
const fail = (sentences: readonly string[]): never => {
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exit(2);
};

const read = readEnv(process.env);
const env = 'env' in read ? read.env : fail(read.problems);
const isDemo = process.argv.includes('--demo');
const folder = isDemo ? await mkdtemp(join(tmpdir(), 'authentication-audit-demo-')) : resolve(env.dataFolder);

const store = await openDuckDbStore({
  folder,
  warn: (message, details) => log.warn(details, message),
}).catch((error: unknown) => fail([error instanceof Error ? error.message : String(error)]));
const stories = isDemo ? await loadDemo(store, Date.now()) : [];

// built by npm start and npm run demo; without it the API is served alone
const dashboard = resolve(import.meta.dirname, '../../dist');
const app = await buildApp({
  store,
  version: packageJson.version,
  dashboard: existsSync(join(dashboard, 'index.html')) ? dashboard : undefined,
  isDemo,
  stories,
  token: env.token,
  ingestToken: env.ingestToken,
  thresholds: env.thresholds,
  hostNames: env.isLoopback
    ? new Set(['localhost', '127.0.0.1', '[::1]', env.host.toLowerCase()])
    : undefined,
  logger: log,
});

/** Clients who are being answered have so long to take their answer; then the server ends without them. */
const patienceMs = 5_000;

let isStopping = false;
const stop = async (): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  await withdrawServer(folder);
  setTimeout(() => app.server.closeAllConnections(), patienceMs).unref();
  await app.close();
  if (isDemo) await rm(folder, { recursive: true, force: true });
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

await app.listen({ port: env.port, host: env.host }).catch(async (error: unknown) => {
  if (isDemo) await rm(folder, { recursive: true, force: true });
  fail([`Cannot listen on ${env.host}:${env.port}: ${String(error)}`]);
});
// an address that means “all of mine” is no address to call
const callable = ['0.0.0.0', '::'].includes(env.host) ? '127.0.0.1' : env.host;
const bound = app.server.address(); // PORT=0 lets the system choose
const port = typeof bound === 'object' && bound !== null ? bound.port : env.port;
const url = `http://${callable.includes(':') ? `[${callable}]` : callable}:${port}`;
await announceServer(folder, url);
log.info({ url, events: store.size(), folder }, isDemo ? 'showing generated data' : 'ready');
