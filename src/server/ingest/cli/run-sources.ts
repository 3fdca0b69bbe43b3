import { resolve } from 'node:path';
import { readSources } from '../sources/config.ts';
import { checkSource } from './check-source.ts';
import { fails, stepLines } from './check-step.ts';
import { printLines } from './printable.ts';

const usage = `Usage: npm run sources -- check [--file FILE]

Tries each source of FILE, or of the file that AUTH_AUDIT_SOURCES names: its name, each kind of address, the proxy,
TLS, signing in, reading, whose records they are, and the newest. Nothing is stored.

Exit status: 0 all can be read, 1 something is wrong, 2 not run.`;

const exitStatus = { fine: 0, wrong: 1, failed: 2 } as const;

type Output = { write(text: string): unknown };

export type SourcesRun = {
  readonly args: readonly string[];
  /** What a file that is named in `args` is relative to. */
  readonly folder: string;
  /** The file that is meant where none is named. */
  readonly usual: string | undefined;
  readonly out: Output;
  readonly err: Output;
  readonly options?: Parameters<typeof checkSource>[1];
};

/** @returns the file to check, or undefined where something else was asked for */
const fileOf = ({ args, folder, usual }: SourcesRun): string | undefined => {
  const [command, flag, file, ...rest] = args;
  if (command !== 'check' || rest.length > 0) return undefined;
  if (flag === undefined) return usual;
  return flag === '--file' && file !== undefined ? resolve(folder, file) : undefined;
};

/** Check sources as a person asks for on the command line. @returns the exit status */
export const runSources = async (run: SourcesRun): Promise<number> => {
  const { args, out, err, options } = run;
  const file = fileOf(run);
  if (file === undefined) {
    const isHelp = args.includes('--help') || args.includes('-h');
    printLines(isHelp ? out : err, usage.split('\n'));
    return isHelp ? exitStatus.fine : exitStatus.failed;
  }
  const { sources, problems } = await readSources(file);
  printLines(
    out,
    problems.flatMap(({ message }) => stepLines(fails('file', message))),
  );
  let isFine = problems.length === 0;
  if (isFine && sources.length === 0) printLines(out, [`${file} names no source.`]);
  for (const source of sources) {
    printLines(out, [`${source.name}, ${source.url}`]);
    for await (const step of checkSource(source, options)) {
      if (step.state === 'fails') isFine = false;
      printLines(out, stepLines(step));
    }
  }
  return isFine ? exitStatus.fine : exitStatus.wrong;
};
