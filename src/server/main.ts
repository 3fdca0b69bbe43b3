import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { buildApp } from './app.ts';
import { loadDemo } from './demo/load.ts';
import { beginPlatform, isBegun } from './demo/with-source.ts';
import { countStored } from './answers/stored.ts';
import { microsOfMs } from '../contract/instant.ts';
import { readEnv } from './env.ts';
import { createLog } from './http/log.ts';
import { loopbackNames } from './http/origin.ts';
import { Sources } from './ingest/sources/sources.ts';
import { createWriter } from './ingest/writer.ts';
import { announceServer, newIdentity, withdrawServer } from './process/server-file.ts';
import { reserveBytes } from './process/disk-reserve.ts';
import { growHeapSlowly } from './process/heap.ts';
import { keepPrivate } from './process/private-folder.ts';
import { copyRoutes } from './routes/copy.ts';
import { proofRoutes } from './routes/proof.ts';
import { openStore, storeFiles } from './store/open.ts';

growHeapSlowly();
const log = createLog();
const fail = (sentences: readonly string[]): never => {
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exit(2);
};

/** A host as it stands in an address. */
const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

const read = readEnv(process.env);
const env = 'env' in read ? read.env : fail(read.problems);
const isDemo = process.argv.includes('--demo');
/** A demo of the pull: it keeps its folder, so that it goes on where it was killed. */
const isPulled = isDemo && process.argv.includes('--with-source');
const demoFolder = join(
  tmpdir(),
  `authentication-audit-demo-${isPulled ? `pulled-${userInfo().username}` : ''}`,
);
const folder = isPulled ? demoFolder : isDemo ? await mkdtemp(demoFolder) : resolve(env.dataFolder);
const isPassing = isDemo && !isPulled;
const platformFolder = join(folder, 'platform');
if (isPulled && !(await isBegun(platformFolder, Date.now())))
  await rm(folder, { recursive: true, force: true });
for (const sentence of await keepPrivate(folder, storeFiles)) log.warn({ folder }, sentence);

const store = await openStore({
  folder,
  reserveBytes,
  early: true,
  ...(isDemo ? {} : { keeping: { rule: env.retention, now: () => microsOfMs(Date.now()) } }),
  warn: (message, details) => log.warn(details, message),
}).catch((error: unknown) => fail([error instanceof Error ? error.message : String(error)]));
const stories = isPassing ? await loadDemo(store, Date.now()) : [];

const writer = createWriter(store);
const warn = (message: string, details: object): void => log.warn(details, message);
const ownSources = isDemo ? undefined : env.sourcesFile;
const sourcesFile = isPulled ? await beginPlatform(platformFolder, Date.now()) : ownSources;
const sources =
  sourcesFile === undefined
    ? undefined
    : new Sources({ path: resolve(sourcesFile), folder, store, writer, warn });

// built by npm start and npm run demo; without it the API is served alone
const dashboard = resolve(import.meta.dirname, '../../dist/web');
const app = await buildApp({
  store,
  writer,
  sources,
  version: packageJson.version,
  dashboard: existsSync(join(dashboard, 'index.html')) ? dashboard : undefined,
  isDemo,
  stories,
  token: env.token,
  ingestToken: env.ingestToken,
  thresholds: env.thresholds,
  hostNames:
    env.isLoopback || env.publicUrl
      ? new Set([
          ...loopbackNames,
          bracketed(env.host).toLowerCase(),
          ...(env.publicUrl ? [env.publicUrl.hostName] : []),
        ])
      : undefined,
  publicUrl: env.publicUrl,
  proxies: env.proxies,
  sessionHours: env.sessionHours,
  logger: log,
});
const identity = newIdentity();
await app.register(proofRoutes(identity));
await app.register(copyRoutes(identity, store));

/** Clients who are being answered have so long to take their answer; then the server ends without them. */
const patienceMs = 5_000;

let isStopping = false;
const stop = async (): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  await withdrawServer(folder).catch((error: unknown) =>
    log.warn({ error: String(error) }, 'server.json stays.'),
  );
  setTimeout(() => app.server.closeAllConnections(), patienceMs).unref();
  await sources?.close();
  await app.close();
  if (isPassing) await rm(folder, { recursive: true, force: true });
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

await app.listen({ port: env.port, host: env.host }).catch(async (error: unknown) => {
  if (isPassing) await rm(folder, { recursive: true, force: true });
  fail([`Cannot listen on ${env.host}:${env.port}: ${String(error)}`]);
});
const bound = app.server.address(); // PORT=0 lets the system choose
const at = typeof bound === 'object' && bound !== null ? bound : { address: env.host, port: env.port };
// an address that means “all of mine” is no address to call
const urlOf = (host: string): string =>
  `http://${bracketed(['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host)}:${at.port}`;
// by its number, not by its name: the importer calls no address that has to be looked up
await announceServer(folder, urlOf(at.address), identity).catch((error: unknown) => {
  log.warn(
    { error: String(error) },
    'The importer will not find this server: server.json cannot be written.',
  );
});
// it answers already; what is found to be damaged only now is told as ever
const isLoaded = await store.loaded().then(
  () => true,
  async (error: unknown) => {
    if (isStopping) return false;
    await withdrawServer(folder).catch(() => {}); // it names a server that is gone: whoever asks there finds out
    return fail([error instanceof Error ? error.message : String(error)]);
  },
);
if (isLoaded)
  log.info(
    { url: urlOf(env.host), events: await countStored(store), folder },
    isDemo ? 'showing generated data' : 'ready',
  );
