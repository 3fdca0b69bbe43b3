import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => `src/${path.replaceAll('\\', '/')}`);
const sources = new Map(files.map((path) => [path, readFileSync(path, 'utf8')]));

test('no two exports share a name', () => {
  const homes = new Map<string, Set<string>>();
  for (const [path, source] of sources)
    for (const [, name = ''] of source.matchAll(
      /^export (?:async )?(?:const|let|function\*?|class|type|interface) (\w+)/gm,
    ))
      homes.set(name, (homes.get(name) ?? new Set()).add(path));
  const shared = [...homes].filter(([, paths]) => paths.size > 1);
  expect(shared.map(([name, paths]) => `${name}: ${[...paths].join(', ')}`)).toEqual([]);
});

const isForTests = (path: string): boolean =>
  /\.test\.tsx?$|\/(test-support|conformance|attack)\//.test(path);

/** The folders beside each other at which two paths part; undefined when one of the files lies there itself. */
const parting = (path: string, other: string): readonly [string, string] | undefined => {
  const [one, two] = [path.split('/'), other.split('/')];
  const at = one.findIndex((part, index) => part !== two[index]);
  if (at >= one.length - 1 || at >= two.length - 1) return undefined;
  return [one.slice(0, at + 1).join('/'), two.slice(0, at + 1).join('/')];
};

test('folders beside each other do not import each other in a circle, types included', () => {
  const imports = new Map<string, Set<string>>();
  for (const [path, source] of sources) {
    if (isForTests(path)) continue;
    for (const [, to = ''] of source.matchAll(/(?:from|import\(?) ?'(\.[^']+)'/g)) {
      const [from, target] = parting(path, normalize(join(dirname(path), to)).replaceAll('\\', '/')) ?? [];
      if (from !== undefined && target !== undefined)
        imports.set(from, (imports.get(from) ?? new Set()).add(target));
    }
  }
  const reached = (start: string): Set<string> => {
    const seen = new Set<string>();
    const left = [start];
    for (let folder = left.pop(); folder !== undefined; folder = left.pop())
      for (const next of imports.get(folder) ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          left.push(next);
        }
    return seen;
  };
  expect([...imports.keys()].filter((folder) => reached(folder).has(folder))).toEqual([]);
});
