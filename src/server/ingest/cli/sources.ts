import { env } from 'node:process';
import { runSources } from './run-sources.ts';

process.exitCode = await runSources({
  args: process.argv.slice(2),
  // npm runs scripts in the project's folder and says where it was called
  folder: (env['npm_lifecycle_event'] === 'sources' ? env['INIT_CWD'] : undefined) ?? process.cwd(),
  usual: env['AUTH_AUDIT_SOURCES'] || undefined,
  out: process.stdout,
  err: process.stderr,
});
