import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemo } from '../src/server/demo/load.ts';
import { openStore } from '../src/server/store/open.ts';
import { buildServer } from './built-server.ts';
import { demo, frozenNow } from './frozen.ts';

/**
 * Builds the server of stories and stores the demo once, before the first story: each server takes a copy of the folder
 * that E2E_DEMO names, for to store it takes longer than most stories. @returns how to remove it
 */
export default async (): Promise<() => Promise<void>> => {
  await buildServer();
  const folder = await mkdtemp(join(tmpdir(), 'authentication-audit-demo-'));
  const store = await openStore({ folder });
  await loadDemo(store, Date.parse(frozenNow), demo);
  await store.tidy();
  await store.close();
  process.env['E2E_DEMO'] = folder;
  return () => rm(folder, { recursive: true, force: true });
};
