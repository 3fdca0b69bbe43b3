import { promisify } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { transformAsync } from '@babel/core';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

/** Writes `.br` and `.gz` beside each built text asset: the server sends them as they are. */
const precompress = (): Plugin => ({
  name: 'precompress',
  apply: 'build',
  async writeBundle({ dir = '.' }, bundle) {
    const texts = Object.values(bundle).filter(({ fileName }) => /\.(js|css|svg)$/.test(fileName));
    await Promise.all(
      texts.map(async (file) => {
        const body = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        const path = join(dir, file.fileName);
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
        await writeFile(`${path}.br`, await brotli(body, quality));
        await writeFile(`${path}.gz`, await gz(body, { level: 9 }));
      }),
    );
  },
});

/**
 * Has components, and hooks in files called `use-…`, keep what they made as long as nothing they made it of has
 * changed. One that cannot be compiled stops the build, unless it says `use no memo`, and why.
 */
const compileComponents = (): Plugin => ({
  name: 'compile-components',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/web\/.+(\.tsx|\/use-[^/]+\.ts)$/ },
    handler: async (code, id) => {
      const compiled = await transformAsync(code, {
        filename: id,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: [['babel-plugin-react-compiler', { panicThreshold: 'all_errors' }]],
      });
      return compiled?.code ? { code: compiled.code, map: compiled.map ?? null } : null;
    },
  },
});

export default defineConfig({
  // the server, which knows where it is opened, completes what the page and its files name
  base: './',
  plugins: [compileComponents(), react(), precompress()],
  // the server puts a fresh nonce in its place with every answer
  html: { cspNonce: '__CSP_NONCE__' },
  // light-dark() as it is: translated, it would no longer follow the switch
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    // what the first rows need comes in one file, however many pages share parts of it
    rolldownOptions: {
      checks: { pluginTimings: false }, // compiling takes most of a build, as is known
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: { proxy: { '^/(v1/|openapi\\.json)': 'http://127.0.0.1:8080' } },
  test: {
    // speed is measured by the benchmark: a machine that others use too may starve a test for long
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: ['.ci/property-seed.ts'],
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: { name: 'unit', environment: 'node', include: ['.ci/*.test.ts', 'src/**/*.test.ts'] },
      },
    ],
  },
});
