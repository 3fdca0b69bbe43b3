import { resolve } from 'node:path';
import { env } from 'node:process';
import { runKeeping } from './run-keeping.ts';

const [command = '', ...given] = process.argv.slice(2);

process.exitCode = await runKeeping({
  command,
  given,
  // npm runs scripts in the project's folder and says where it was called
  folder: (env['npm_lifecycle_event'] === command ? env['INIT_CWD'] : undefined) ?? process.cwd(),
  data: resolve(env['AUTH_AUDIT_DATA'] || 'data'),
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
