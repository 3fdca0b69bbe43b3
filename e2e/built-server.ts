import { dirname, resolve } from 'node:path';

/** The server of stories as it is built: many start one. */
export const builtServer = resolve(import.meta.dirname, '.output/server/server.js');

/** Build it. */
export const buildServer = async (): Promise<void> => {
  const { build } = await import('vite'); // which those who only start it need not load
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: resolve(import.meta.dirname, 'server.ts'),
      outDir: dirname(builtServer),
      copyPublicDir: false,
      minify: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
};
