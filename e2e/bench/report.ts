import { cpus, totalmem } from 'node:os';
import type { Compared } from './answers.ts';
import type { Ingested } from './ingest.ts';
import type { Read } from './readers.ts';
import type { Health, Server } from './server.ts';

/** One measurement beside what it may be; without a budget it is told for its own sake. */
export type Line = {
  readonly part: string;
  readonly name: string;
  readonly measured: number;
  readonly unit: string;
  readonly budget?: { readonly limit: number; readonly kind: 'most' | 'least' };
  readonly note?: string;
};

const mebibyte = 1024 * 1024;

/** Whether a measurement keeps its budget; undefined when it has none. */
export const isKept = ({ measured, budget }: Line): boolean | undefined =>
  budget && (budget.kind === 'most' ? measured <= budget.limit : measured >= budget.limit);

/** HTTP may take 1.5 times what the bare engine takes, or 5 ms more: whichever is more. */
const allowedOver = (raw: number): number => Math.max(raw * 1.5, raw + 5);

export const most = (limit: number) => ({ limit, kind: 'most' }) as const;
export const least = (limit: number) => ({ limit, kind: 'least' }) as const;

const short = (value: number): string =>
  value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(value < 1 ? 3 : 1);

export const answerLines = (compared: readonly Compared[]): Line[] =>
  compared.flatMap(({ question, http, raw, repeated, bytes }) => {
    const notes = [
      `p95 ${short(http.p95)}`,
      `raw ${short(raw.median)} (p95 ${short(raw.p95)})`,
      `ratio ${(http.median / raw.median).toFixed(2)}`,
      `difference ${short(http.median - raw.median)}`,
      `repeated ${short(repeated.median)}`,
      `${bytes} B`,
    ];
    const hasRaw = Number.isFinite(raw.median) && raw.median > 0.05;
    const line = { part: 'questions', name: question.name, measured: http.median, unit: 'ms' };
    return [
      {
        ...line,
        ...(hasRaw ? { budget: most(allowedOver(raw.median)) } : {}),
        note: notes.join(', '),
      },
      ...(question.budget === undefined
        ? []
        : [{ ...line, name: `${question.name}: aim`, budget: most(question.budget) }]),
    ];
  });

export const startLines = ({ answer, all }: Server['startMs']): Line[] => [
  { part: 'start', name: 'first answer', measured: answer, unit: 'ms', budget: most(3_000) },
  { part: 'start', name: 'all loaded', measured: all, unit: 'ms', budget: most(10_000) },
];

/** @param processor milliseconds of processor time that the server took for all of it */
export const readLines = ({ perSecond, stats }: Read, readers: number, processor: number): Line[] => [
  {
    part: 'readers',
    name: `${readers} mixed readers`,
    measured: perSecond,
    unit: 'questions/s',
    budget: least(150),
    note: `median ${short(stats.median)} ms, p95 ${short(stats.p95)} ms, max ${short(stats.max)} ms`,
  },
  { part: 'readers', name: 'processor time a question', measured: processor / stats.count, unit: 'ms' },
];

export const ingestLines = (ingested: Ingested): Line[] => {
  const { senders, readers, stats, eventsPerSecond, refused, failed, read } = ingested;
  const name = `${senders} sender${senders === 1 ? '' : 's'}${readers === 0 ? '' : `, ${readers} readers`}`;
  const beside =
    read === undefined
      ? ''
      : `; readers ${short(read.perSecond)} questions/s, p95 ${short(read.stats.p95)} ms`;
  return [
    {
      part: 'ingest',
      name,
      measured: eventsPerSecond,
      unit: 'events/s',
      budget: least(10_000),
      note: `${stats.count} batches of 500, ${refused} refused, ${failed} failed${beside}`,
    },
    {
      part: 'ingest',
      name: `${name}: longest acknowledgement`,
      measured: stats.max,
      unit: 'ms',
      budget: most(500),
      note: `median ${short(stats.median)}, p95 ${short(stats.p95)}`,
    },
  ];
};

export const healthLines = (part: string, { memory, memoryPeak, delayP99, delayMax }: Health): Line[] => [
  {
    part,
    name: 'server memory, peak',
    measured: (memoryPeak ?? memory) / mebibyte,
    unit: 'MiB',
    budget: most(1000 ** 3 / mebibyte),
  },
  delayLine(part, delayMax, `p99 ${short(delayP99)}`),
];

/** Nothing may keep the thread that answers for longer. */
const longestDelay = 100;

/** The longest that everybody had to wait for the thread that answers, in a part of the benchmark. */
export const delayLine = (part: string, longest: number, note?: string): Line => ({
  part,
  name: 'event-loop delay, longest',
  measured: longest,
  unit: 'ms',
  budget: most(longestDelay),
  ...(note === undefined ? {} : { note }),
});

/** Where and with how much it was measured, without naming the machine. */
export const conditions = () => ({
  node: process.version,
  cores: cpus().length,
  memory: `${(totalmem() / 1024 ** 3).toFixed(0)} GiB`,
  system: `${process.platform} ${process.arch}`,
});

const cells = (line: Line): string[] => {
  const { budget } = line;
  const kept = isKept(line);
  return [
    line.part,
    line.name,
    `${short(line.measured)} ${line.unit}`,
    budget ? `${budget.kind === 'most' ? '≤' : '≥'} ${short(budget.limit)}` : '',
    kept === undefined ? '' : kept ? 'ok' : 'over',
    line.note ?? '',
  ];
};

/** The lines as a table for people. */
export const tableOf = (lines: readonly Line[]): string => {
  const rows = [['part', 'what', 'measured', 'budget', '', ''], ...lines.map(cells)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 2 || column === 3
            ? cell.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
