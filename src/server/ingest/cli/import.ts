import { resolve } from 'node:path';
import { env } from 'node:process';
import { runImport } from './run-import.ts';

const stop = new AbortController();
process.once('SIGINT', () => {
  console.error('\nStopping after the batch under way; press again to break off.');
  stop.abort();
});
process.once('SIGTERM', () => stop.abort());

const given = (name: string): string | undefined => env[name] || undefined;
const apiToken = given('AUTH_AUDIT_TOKEN');
const token = given('AUTH_AUDIT_INGEST_TOKEN') ?? apiToken;

process.exitCode = await runImport({
  files: process.argv.slice(2),
  // npm runs scripts in the project's folder and says where it was called
  folder: (env['npm_lifecycle_event'] === 'import' ? env['INIT_CWD'] : undefined) ?? process.cwd(),
  data: resolve(given('AUTH_AUDIT_DATA') ?? 'data'),
  ...(token === undefined ? {} : { token }),
  ...(apiToken === undefined ? {} : { apiToken }),
  stdin: process.stdin,
  out: process.stdout,
  err: process.stderr,
  signal: stop.signal,
});
