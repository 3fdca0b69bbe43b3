import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Whether a program is installed here. */
export const isInstalled = (program: string): boolean =>
  spawnSync(program, [program === 'nginx' ? '-v' : 'version'], { stdio: 'ignore' }).status === 0;

/** A port that nothing listens on. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};

/** The lines that the README gives for a program. */
export const readmeLines = async (program: string): Promise<string> => {
  const readme = await readFile(resolve(import.meta.dirname, '../README.md'), 'utf8');
  const [, lines] = new RegExp(`\`\`\`${program}\n([\\s\\S]*?)\n\`\`\``).exec(readme) ?? [];
  if (lines === undefined) throw new Error(`The README has no lines for ${program}.`);
  return lines;
};

export type RunningProxy = { readonly stop: () => Promise<void> };

const answers = async (port: number): Promise<boolean> =>
  new Promise((tell) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      tell(true);
    });
    socket.once('error', () => tell(false));
  });

const run = async (
  command: string,
  args: readonly string[],
  folder: string,
  port: number,
): Promise<RunningProxy> => {
  const child: ChildProcess = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  const exited = once(child, 'exit');
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`${command} ended: ${child.exitCode}`);
    await Promise.race([exited, new Promise((later) => setTimeout(later, 50))]);
  }
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const ownFolder = async (): Promise<string> => mkdtemp(join(tmpdir(), 'authentication-audit-proxy-'));

/** A real nginx on loopback. @param server the lines of its `server` block, which listens on `port` */
export const startNginx = async (server: string, port: number): Promise<RunningProxy> => {
  const folder = await ownFolder();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const config = `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off; master_process off; pid ${folder}/pid; error_log stderr warn;
    events {}
    http { access_log off; ${temporary.join(' ')} ${server} }`;
  await writeFile(join(folder, 'nginx.conf'), config);
  return run('nginx', ['-e', 'stderr', '-c', join(folder, 'nginx.conf')], folder, port);
};

/** A real Caddy on loopback, with a certificate of its own making. @param site the lines of its site, at `port` */
export const startCaddy = async (site: string, port: number): Promise<RunningProxy> => {
  const folder = await ownFolder();
  const options = `
{
	admin off
	auto_https disable_redirects
	local_certs
	skip_install_trust
	default_bind 127.0.0.1
	log {
		output discard
	}
}
`;
  await writeFile(join(folder, 'Caddyfile'), `${options}\n${site}\n`);
  return run('caddy', ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], folder, port);
};
