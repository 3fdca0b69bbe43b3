import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Locked = {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const packages = Object.entries(lock.packages);

// npm writes down the binaries of the machine it ran on alone when it cannot resolve the others; then `npm ci`
// refuses the lock, and other machines have no linter
test('the lock has the binaries of every platform', () => {
  const locked = new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, '')));
  const lacking = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.has(name))
      .map((name) => `${path.replace(/^.*node_modules\//, '')} lacks ${name}`),
  );
  expect(lacking).toEqual([]);
  expect([...locked].filter((name) => /win32|darwin/.test(name)).length).toBeGreaterThan(20);
});

test('the lock names no place to fetch from: that is the choice of whoever installs', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});
