import { promisify } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { transformAsync } from '@babel/core';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { configDefaults, defineConfig } from 'vitest/config';

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

/** Writes `.br` and `.gz` beside each built text asset: the server sends them as they are. */
const precompress = (): Plugin => ({
  name: 'precompress',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
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

/** The router as it is without warnings for developers, which its package gives to nobody who does not ask for the file. */
const quietRouter = (): Plugin => ({
  name: 'quiet-router',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^react-router(\/dom)?$/ },
    async handler(source, importer) {
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved?.id.replace('/dist/development/', '/dist/production/');
    },
  },
});

/**
 * The schemas of the contract as they are without what writes them down for the API's documentation, which only the
 * server does: in the page each function of that answers nothing.
 */
const undocumentedSchemas = (): Plugin => ({
  name: 'undocumented-schemas',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  transform: {
    filter: { id: /\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/ },
    handler: (code) => {
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      return {
        code: `const nothing = () => ({});\n${names.map((name) => `export const ${name} = nothing;`).join('\n')}`,
        map: null,
      };
    },
  },
});

/** What is fetched ahead, to be there when somebody opens it (`lib/later-part.ts`). */
const openedLater =
  /\/src\/web\/.+\/(\w+-layer|\w+-dialog|\w+-drawer|column-menu|histogram-menu|value-menu-items|palette|histogram-table|empty-state|nameless-note|pick-bar|event-panel)\.tsx$/;

/** A server in one file that does what was written: to leave out what is not used takes calls that throw for nothing. */
export const asWritten = { treeshake: false, output: { codeSplitting: false, minify: false } } as const;

// Tests that take long, begun first so that none is waited for at the end, and those that look at the memory of their
// process or replace what it shares. Each file has a process of its own; the others share theirs, for to load what they
// test takes longer than to test it.
const apart = [
  'src/server/attack/*.test.ts',
  'src/server/ingest/reading/document-reader.test.ts',
  'src/server/process/*.test.ts',
  'src/server/routes/overview/findings-demo.test.ts',
  'src/server/store/duckdb/{admission-of-store,database,duckdb,kept,sliced,upgrade}.test.ts',
];

export default defineConfig({
  // the server, which knows where it is opened, completes what the page and its files name
  base: './',
  plugins: [quietRouter(), undocumentedSchemas(), compileComponents(), react(), precompress()],
  // the server puts a fresh nonce in its place with every answer
  html: { cspNonce: '__CSP_NONCE__' },
  // the page, and the server that serves it
  builder: {},
  environments: {
    // run as it is built: to compile it at each start takes longer than all else of a start
    ssr: {
      build: {
        outDir: 'dist/server',
        copyPublicDir: false,
        minify: false,
        sourcemap: true,
        rolldownOptions: {
          ...asWritten,
          input: 'src/server/main.ts',
          output: { ...asWritten.output, entryFileNames: '[name].js' },
        },
      },
    },
  },
  // light-dark() as it is: translated, it would no longer follow the switch
  build: {
    outDir: 'dist/web',
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    // what the first rows need comes in one file, however many pages share parts of it, and what is opened in another:
    // many small ones, fetched ahead, would keep the counts from coming
    rolldownOptions: {
      checks: { pluginTimings: false }, // compiling takes most of a build, as is known
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'facets', test: /\/facet-lists\.tsx$/, priority: 1 },
            { name: 'later', test: openedLater, priority: 0 },
          ],
        },
      },
    },
  },
  server: { proxy: { '^/(v1/|openapi\\.json)': 'http://127.0.0.1:8080' } },
  test: {
    // speed is measured by the benchmark: a machine that others use too may starve a test for long, and only a hang
    // takes longer than this
    testTimeout: 900_000,
    hookTimeout: 900_000,
    expect: { poll: { timeout: 60_000 } },
    globalSetup: '.ci/build-server.ts',
    setupFiles: ['.ci/property-seed.ts'],
    maxWorkers: '100%',
    environment: 'node',
    // run in the order of their names, in one queue
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['.ci/*.test.ts', 'e2e/bench/*.test.ts', 'src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...apart],
          isolate: false,
        },
      },
    ],
  },
});
