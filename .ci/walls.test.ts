import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A file of every room, beside which its imports are tried, and what imports of the room are tried with. */
const rooms = {
  contract: 'contract/probe.ts',
  'request-errors': 'server/request-errors.ts',
  process: 'server/process/probe.ts',
  records: 'server/records/probe.ts',
  diagnosis: 'server/diagnosis/probe.ts',
  words: 'server/words/probe.ts',
  'words/en': 'server/words/en/probe.ts',
  store: 'server/store/questions/probe.ts',
  'store/duckdb': 'server/store/duckdb/findings/probe.ts',
  'store/conformance': 'server/store/conformance/probe.ts',
  'store/open': 'server/store/open.ts',
  answers: 'server/answers/attempts/probe.ts',
  ingest: 'server/ingest/cli/probe.ts',
  keeping: 'server/keeping/probe.ts',
  demo: 'server/demo/stories/probe.ts',
  http: 'server/http/probe.ts',
  routes: 'server/routes/overview/probe.ts',
  env: 'server/env.ts',
  app: 'server/app.ts',
  'test-support': 'server/test-support/probe.ts',
  attack: 'server/attack/probe.ts',
  'web/lib': 'web/lib/probe.ts',
  'web/ui': 'web/ui/probe.ts',
  'web/api': 'web/api/probe.ts',
  'web/audit/time': 'web/audit/time/probe.ts',
  'web/audit/looks': 'web/audit/looks/probe.ts',
  'web/audit/sources': 'web/audit/sources/probe.ts',
  'web/audit/filters': 'web/audit/filters/probe.ts',
  'web/audit/charts': 'web/audit/charts/probe.ts',
  'web/audit/explorer': 'web/audit/explorer/probe.ts',
  'web/audit/record': 'web/audit/record/probe.ts',
  'web/features': 'web/features/events/probe.ts',
  'another feature': 'web/features/overview/probe.ts',
  'web/app': 'web/app/probe.ts',
};
type Room = keyof typeof rooms;
type Arrow = Room | `${Room} (types)`;

const below = ['contract', 'web/lib', 'web/ui', 'web/api'] as const;
const low = [...below, 'web/audit/time', 'web/audit/looks'] as const;
const known = [...low, 'web/audit/sources'] as const;
const middle = [...known, 'web/audit/filters', 'web/audit/charts'] as const;
const audit = [...middle, 'web/audit/explorer', 'web/audit/record'] as const;

/** What a room may import besides itself, as the README draws it. */
const drawn: Partial<Record<Room, readonly Arrow[]>> = {
  contract: [],
  'request-errors': ['contract'],
  process: ['contract'],
  records: ['contract'],
  diagnosis: ['contract', 'records'],
  words: ['contract', 'words/en', 'diagnosis (types)'],
  'words/en': ['contract', 'words', 'diagnosis (types)'],
  store: ['contract', 'records', 'diagnosis (types)'],
  'store/duckdb': ['contract', 'records', 'diagnosis', 'store', 'store/open'],
  'store/conformance': ['contract', 'records', 'store', 'ingest'],
  answers: ['contract', 'request-errors', 'process', 'records', 'diagnosis', 'words', 'store'],
  ingest: ['contract', 'request-errors', 'process', 'records', 'store', 'store/open'],
  keeping: ['contract', 'process', 'store', 'store/open'],
  demo: ['contract', 'ingest', 'store (types)'],
  http: ['contract', 'request-errors', 'store'],
  routes: ['contract', 'process', 'answers', 'http', 'store (types)', 'ingest (types)', 'demo (types)'],
  'web/lib': ['web/ui'],
  'web/ui': ['web/lib'],
  'web/api': ['contract', 'web/lib', 'web/ui'],
  'web/audit/time': below,
  'web/audit/looks': below,
  'web/audit/sources': low,
  'web/audit/filters': known,
  'web/audit/charts': known,
  'web/audit/explorer': middle,
  'web/audit/record': middle,
  'web/features': audit,
  'web/app': [...audit, 'web/features', 'another feature'],
};

let folder: string;
/** What lint lets a room import, from a copy of its configuration: every import of every room is tried. */
const passed = new Map<string, string[]>();

const tried = (room: Room): readonly { readonly arrow: string; readonly line: string }[] =>
  (Object.keys(rooms) as Room[])
    .filter((target) => target !== room)
    .flatMap((target, index) => {
      const path = relative(dirname(rooms[room]), rooms[target]).replaceAll('\\', '/');
      const specifier = path.startsWith('.') ? path : `./${path}`;
      return [
        { arrow: target, line: `import { one${index} } from '${specifier}';` },
        { arrow: `${target} (types)`, line: `import type { One${index} } from '${specifier}';` },
      ];
    });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-walls-'));
  cpSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
  for (const room of Object.keys(drawn) as Room[]) {
    const path = join(folder, 'src', rooms[room]);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      tried(room)
        .map(({ line }) => line)
        .join('\n'),
    );
  }
  const lint = spawnSync(resolve('node_modules/.bin/oxlint'), ['-f', 'json', 'src'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { diagnostics } = JSON.parse(lint.stdout) as {
    diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  const refused = new Set(
    diagnostics
      .filter(({ code }) => code === 'eslint(no-restricted-imports)')
      .map(({ filename, labels }) => `${filename.replaceAll('\\', '/')}:${labels[0]?.span.line}`),
  );
  for (const room of Object.keys(drawn) as Room[])
    passed.set(
      room,
      tried(room)
        .filter((_, index) => !refused.has(`src/${rooms[room]}:${index + 1}`))
        .map(({ arrow }) => arrow),
    );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(drawn))('lint lets %s import what is drawn, and nothing else', (room, arrows) => {
  const all = arrows.flatMap((arrow) => (arrow.endsWith(' (types)') ? [arrow] : [arrow, `${arrow} (types)`]));
  expect(passed.get(room)?.toSorted()).toEqual(all.toSorted());
});
