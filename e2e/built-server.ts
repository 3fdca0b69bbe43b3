import { dirname, resolve } from 'node:path';

/** The server of stories as it is built: many start one. */
export const builtServer = resolve(import.meta.dirname, '.output/server/server.js');

/** Build it. */
export const buildServer = async (): Promise<void> => {
  // which those who only start it need not load
  const [{ build }, { asWritten }] = await Promise.all([import('vite'), import('../vite.config.ts')]);
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: resolve(import.meta.dirname, 'server.ts'),
      outDir: dirname(builtServer),
      copyPublicDir: false,
      minify: false,
      rolldownOptions: asWritten,
    },
  });
};
