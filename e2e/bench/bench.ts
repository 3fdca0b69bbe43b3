import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { databaseFile } from '../../src/server/store/duckdb/engine.ts';
import { compareAnswers } from './answers.ts';
import { attemptLines, besideEvents } from './attempts.ts';
import { measureBrowser } from './browser.ts';
import { readEarlier, worseThan } from './earlier.ts';
import { type Ingested, ingest } from './ingest.ts';
import { days, load } from './load.ts';
import { measureNames } from './names.ts';
import { askForFindings, measureOverview } from './overview.ts';
import { type Options, type Part, readOptions, usage } from './options.ts';
import { measurePull } from './pull.ts';
import { mixtureOf, questionsAbout } from './questions.ts';
import { after, read } from './readers.ts';
import {
  type Line,
  answerLines,
  conditions,
  healthLines,
  ingestLines,
  isKept,
  readLines,
  startLines,
  tableOf,
} from './report.ts';
import { type Server, startServer } from './server.ts';
import { type Subjects, findSubjects } from './subjects.ts';

const readingMs = 15_000;

type Details = Record<string, unknown>;
type Measured = { readonly lines: readonly Line[]; readonly details: Details };

/** Let work have a server, which is stopped afterwards whatever happens. */
const withServer = async <Result>(
  folder: string,
  work: (server: Server) => Promise<Result>,
): Promise<Result> => {
  const server = await startServer(folder);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
};

/** Let work have a copy of the store, so that what is kept stays as it was loaded. */
const withCopy = async <Result>(folder: string, work: (copy: string) => Promise<Result>): Promise<Result> => {
  const copy = await mkdtemp(join(tmpdir(), 'authentication-audit-bench-copy-'));
  try {
    const file = join(copy, databaseFile);
    await copyFile(join(folder, databaseFile), file, constants.COPYFILE_FICLONE);
    const handle = await open(file, 'r+');
    await handle.sync(); // or the system writes it while the server is measured
    await handle.close();
    return await work(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
};

const measureQuestions = async (folder: string, subjects: Subjects): Promise<Measured> =>
  withCopy(folder, (copy) =>
    withServer(folder, async (server) => {
      const compared = await compareAnswers(server.client, copy, questionsAbout(subjects));
      const names = await measureNames(server.client);
      const health = await server.health();
      const { startMs } = server;
      return {
        lines: [...startLines(startMs), ...answerLines(compared), names, ...healthLines('questions', health)],
        details: {
          startMs,
          health,
          answers: compared.map(({ question, ...rest }) => ({ name: question.name, ...rest })),
        },
      };
    }),
  );

const measureAttempts = async (folder: string, subjects: Subjects): Promise<Measured> =>
  withServer(folder, async (server) => {
    const beside = await besideEvents(server.client, subjects);
    const health = await server.health();
    return {
      lines: [...attemptLines(beside), ...healthLines('attempts', health)],
      details: { beside, health },
    };
  });

const measureReaders = async (folder: string, subjects: Subjects): Promise<Measured> =>
  withServer(folder, async (server) => {
    const mixture = mixtureOf(subjects);
    await server.whenAtRest();
    await read(server.client, mixture, 4, after(1_000));
    const before = await server.health();
    const sixteen = await read(server.client, mixture, 16, after(readingMs));
    const health = await server.health();
    return {
      lines: [
        ...readLines(sixteen, 16, health.processor - before.processor),
        ...healthLines('readers', health),
      ],
      details: { sixteen, health },
    };
  });

const shapes = [
  { senders: 1, readers: 0 },
  { senders: 4, readers: 0 },
  { senders: 1, readers: 4 },
  { senders: 4, readers: 4 },
] as const;

const measureIngest = async (folder: string, subjects: Subjects): Promise<Measured> =>
  withCopy(folder, (copy) =>
    withServer(copy, async (server) => {
      const mixture = mixtureOf(subjects);
      await server.whenAtRest();
      const runs: Ingested[] = [];
      for (const [index, shape] of shapes.entries())
        runs.push(await ingest(server, mixture, { ...shape, seed: 100 + index }));
      const health = await server.health();
      return {
        lines: [...runs.flatMap(ingestLines), ...healthLines('ingest', health)],
        details: { runs, health },
      };
    }),
  );

const measureWhole = async (folder: string, subjects: Subjects): Promise<Measured> =>
  withServer(folder, async ({ client, health }) => {
    const lines = await measureOverview(client, subjects, [1, 7, days]);
    return { lines: [...lines, ...healthLines('overview', await health())], details: { lines } };
  });

/** What is found of past days is kept, as after an update of the product, and somebody asks for it meanwhile. */
const keepFindings = async (folder: string, subjects: Subjects): Promise<readonly Line[]> =>
  withServer(folder, async ({ client, health, whenFindingsAreKept }) => {
    await Promise.all([whenFindingsAreKept(), askForFindings(client, subjects, days)]);
    return healthLines('keeping findings', await health());
  });

/** The parts that ask the loaded store; what is pulled goes into stores of its own. */
const measures: Readonly<
  Record<Exclude<Part, 'pull'>, (folder: string, subjects: Subjects) => Promise<Measured>>
> = {
  questions: measureQuestions,
  attempts: measureAttempts,
  overview: measureWhole,
  readers: measureReaders,
  ingest: measureIngest,
  browser: (folder) => withServer(folder, measureBrowser),
};

const run = async (options: Options, folder: string): Promise<void> => {
  const earlier = options.compare === undefined ? undefined : await readEarlier(resolve(options.compare));
  const spent = new Map<string, number>();
  const started = performance.now();
  const clocked = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const begun = performance.now();
    console.error(`${name} …`);
    const result = await work();
    spent.set(name, performance.now() - begun);
    return result;
  };
  const isLoaded = options.parts.some((part) => part !== 'pull');
  const loaded = isLoaded ? await clocked('load', () => load(folder, options.events)) : undefined;
  const subjects = loaded && (await clocked('choose subjects', () => findSubjects(folder)));
  const lines: Line[] = [];
  const details: Details = {};
  // what a server does once, in the background, is not what the parts measure
  if (subjects) {
    const kept = await clocked('keep what is found', () => keepFindings(folder, subjects));
    lines.push(...kept);
    console.log(`\n${tableOf(kept)}\n`);
  }
  for (const part of options.parts) {
    const measured = await clocked(part, async () => {
      if (part === 'pull') return measurePull(options.pulled);
      if (subjects) return measures[part](folder, subjects);
      throw new Error('Nothing is loaded.');
    });
    lines.push(...measured.lines);
    details[part] = measured.details;
    console.log(`\n${tableOf(measured.lines)}\n`);
  }
  const whole = performance.now() - started;
  const over = lines.filter((line) => isKept(line) === false);
  const shares = [...spent].map(([name, ms]) => `${name} ${Math.round((100 * ms) / whole)} %`);
  console.log(
    `${loaded?.stored ?? 0} events; ${lines.length} measurements, ${over.length} over their budget.`,
  );
  console.log(`Time: ${shares.join(', ')} of ${Math.round(whole / 1000)} s.`);
  if (earlier) console.log(worseThan(earlier, { events: loaded?.stored, lines }).join('\n'));
  if (options.json === undefined) return;
  const result = { events: loaded?.stored, conditions: conditions(), loaded, lines, details };
  await writeFile(
    resolve(options.json),
    `${JSON.stringify({ ...result, lines: lines.map((line) => ({ ...line, kept: isKept(line) })) }, null, 2)}\n`,
  );
};

try {
  const options = readOptions(process.argv.slice(2));
  const kept = options.keep === undefined ? undefined : resolve(options.keep);
  if (kept !== undefined) await mkdir(kept, { recursive: true });
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'authentication-audit-bench-')));
  try {
    await run(options, folder);
  } finally {
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(usage);
  process.exitCode = 1;
}
