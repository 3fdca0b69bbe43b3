import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { hasChromium } from '../e2e/browser.ts';
import { isInstalled } from '../e2e/proxies.ts';

// Everything that must hold, in one command. Each step counts: a check as one, a test runner as its tests.
type Count = { readonly passed: number; readonly failed: number; readonly flaky?: number };

const unitResults = 'e2e/.output/unit.json';
const storyResults = 'e2e/.output/results.json';

const run = (command: string, args: readonly string[]): boolean => {
  console.log(`\n▶ ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  return status === 0;
};

const npx = (...args: readonly string[]): boolean => run('npx', ['--no-install', ...args]);

const check = (...args: readonly string[]): Count =>
  npx(...args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

const read = (file: string): unknown =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : undefined;

/** A runner that failed without a failing test (it did not start, say) counts as one failure. */
const counted = (isFine: boolean, count: Count | undefined): Count => {
  const { failed, ...others } = count ?? { passed: 0, failed: 0 };
  return { ...others, failed: isFine ? failed : Math.max(1, failed) };
};

type UnitResults = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: 'failed' | 'passed';
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
};

/** What failed, by file and name, with what was said of it: told last, where it is looked for. */
const failures: string[] = [];

const unitRun = (...files: readonly string[]): readonly [boolean, UnitResults | undefined] => {
  rmSync(unitResults, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitResults}`];
  const isFine = npx('vitest', 'run', ...reporters, ...files);
  return [isFine, read(unitResults) as UnitResults | undefined];
};

const tellFailures = ({ testResults }: UnitResults, which: string): void => {
  for (const { name, status, message, assertionResults } of testResults) {
    if (status !== 'failed') continue;
    failures.push(`${which}: ${relative('.', name)} ${message}`);
    for (const test of assertionResults)
      if (test.status === 'failed')
        failures.push(`  ${test.fullName}\n${(test.failureMessages ?? []).join('\n').slice(0, 2_000)}`);
  }
};

/** What fails is run again, by file: whether it failed for others that it shared the machine with is told by name. */
const unitTests = (): Count => {
  const [isFine, first] = unitRun();
  if (isFine || !first)
    return counted(isFine, first && { passed: first.numPassedTests, failed: first.numFailedTests });
  tellFailures(first, 'failed');
  const files = first.testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => relative('.', name));
  // a runner that failed without a failing file says something about itself
  if (files.length === 0)
    return counted(false, { passed: first.numPassedTests, failed: first.numFailedTests });
  const [isFineNow, second] = unitRun(...files);
  if (!second) return counted(false, { passed: first.numPassedTests, failed: first.numFailedTests });
  if (!isFineNow) tellFailures(second, 'failed again');
  const failed = second.numFailedTests;
  const flaky = Math.max(0, first.numFailedTests - failed);
  return counted(isFineNow, { passed: first.numPassedTests + flaky, failed, flaky: Math.max(1, flaky) });
};

/** Install packages by Debian’s tools, where that can be done. */
const installed = (...names: readonly string[]): boolean =>
  process.getuid?.() === 0 &&
  run('apt-get', ['update']) &&
  run('apt-get', ['install', '-y', '--no-install-recommends', ...names]);

const findBrowser = (): boolean => {
  if (hasChromium()) return true;
  if (npx('playwright', 'install', 'chromium') && hasChromium()) return true;
  return installed('chromium-headless-shell') || installed('chromium');
};

/** Where no proxy can be had, its stories are left out, which is said: a machine to develop on need not have one. */
const findProxies = (): void => {
  const missing = () => ['nginx', 'caddy'].filter((program) => !isInstalled(program));
  if (missing().length === 0) return;
  installed(...missing().map((program) => (program === 'nginx' ? 'nginx-light' : program)));
  for (const program of missing()) console.error(`${program} is not here: its stories are left out.`);
};

const stories = (): Count => {
  if (!findBrowser()) {
    console.error('No Chromium was found or could be installed. Name one in PLAYWRIGHT_CHROMIUM.');
    return { passed: 0, failed: 1 };
  }
  findProxies();
  const isFine = npx('playwright', 'test', '--config', 'e2e/playwright.config.ts');
  const results = read(storyResults) as
    | { stats: Record<'expected' | 'flaky' | 'unexpected', number> }
    | undefined;
  const stats = results?.stats;
  if (!stats) return counted(isFine, undefined);
  const { expected, flaky, unexpected } = stats;
  return counted(isFine, { passed: expected + flaky, failed: unexpected, flaky });
};

const sources = ['.ci', 'e2e', 'src', 'vite.config.ts'];

for (const file of [unitResults, storyResults]) rmSync(file, { force: true });
const counts = [
  check('tsc', '-b'),
  check('oxlint', '--type-aware', '--deny-warnings', ...sources),
  check('oxfmt', '--check', ...sources, 'index.html', 'package.json', 'README.md', 'tsconfig.json'),
  check('knip'),
  check('vite', 'build', '--logLevel', 'warn'),
  unitTests(),
  stories(),
];
const sum = (name: keyof Count): number => counts.reduce((total, count) => total + (count[name] ?? 0), 0);
const second = sum('flaky') === 0 ? '' : ` (${sum('flaky')} only when run again)`;
for (const failure of failures) console.log(failure);
console.log(`\n${sum('passed')} passed${second}, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
