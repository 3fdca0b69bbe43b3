import { z } from 'zod';
import { type Micros, micros, microsPerDay } from '../../../contract/instant.ts';
import { type Run, joinTouching, runsWithout } from '../../store/windows.ts';

const instant = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .transform((text) => micros(BigInt(text)));
const run = z.tuple([instant, instant]).transform(([from, to]): Run => ({ from, to }));
const count = z.number().int().min(0);

/** What a source keeps of what it read, as JSON: instants are microseconds as texts. */
const rememberedSchema = z.object({
  /** Kind, address and organisation: what another was asked says nothing of this one. */
  of: z.string(),
  /** Where reading begins: fixed at the first start, and later where what is older is no longer kept. */
  floor: instant,
  /** What is read and old enough that nothing late is expected; ascending, and none touches another. */
  settled: z.array(run),
  /** What the source no longer keeps. */
  outOfReach: z.array(run),
  /** Instants of which nobody can tell whether all was shown. */
  unproven: z.array(run),
  readTo: instant.optional(),
  /** When all that could have come late was read again. */
  reread: instant.optional(),
  records: count,
  duplicates: count,
  refused: count,
  late: count,
  /** Records that were not stored, as they are older than what is kept. */
  tooOld: count.optional(),
  /** Whether records of its own signing in were ever seen, and the newest one. */
  heartbeat: instant.optional(),
  lastSuccess: instant.optional(),
  /** Of the directory: when it was read, when everybody was, and how many that were. */
  directory: z.object({ read: instant, everybody: instant, people: count }).optional(),
});
export type Remembered = z.output<typeof rememberedSchema>;
export type RememberedDirectory = NonNullable<Remembered['directory']>;

/** Remember nothing yet. */
export const rememberNothing = (of: string, floor: Micros): Remembered => ({
  of,
  floor,
  settled: [],
  outOfReach: [],
  unproven: [],
  records: 0,
  duplicates: 0,
  refused: 0,
  late: 0,
});

/** What was written; undefined when it is of another source, or none. */
export const readRemembered = (text: string, of: string): Remembered | undefined => {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = rememberedSchema.safeParse(given);
  return parsed.success && parsed.data.of === of ? parsed.data : undefined;
};

export const writeRemembered = (remembered: Remembered): string =>
  JSON.stringify(
    {
      ...remembered,
      ...Object.fromEntries(
        (['settled', 'outOfReach', 'unproven'] as const).map((name) => [
          name,
          remembered[name].map(({ from, to }) => [from, to]),
        ]),
      ),
    },
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );

/** Stretches with another, ascending, joined where they touch or overlap. */
export const withRun = (runs: readonly Run[], added: Run): readonly Run[] =>
  added.from >= added.to
    ? runs
    : joinTouching([...runsWithout(runs, [added]), added].toSorted((a, b) => (a.from < b.from ? -1 : 1)));

/** The same where reading begins later: of what is older nothing is told any more. */
export const fromFloor = (remembered: Remembered, floor: Micros): Remembered => {
  const later = (runs: readonly Run[]): Run[] =>
    runs.flatMap(({ from, to }) => (to <= floor ? [] : [{ from: from < floor ? floor : from, to }]));
  const { settled, outOfReach, unproven } = remembered;
  return {
    ...remembered,
    floor,
    settled: later(settled),
    outOfReach: later(outOfReach),
    unproven: later(unproven),
  };
};

/** What is not settled yet of what lies before an instant, ascending; what is out of reach never will be. */
export const unsettled = ({ floor, settled, outOfReach }: Remembered, before: Micros): readonly Run[] => {
  if (before <= floor) return [];
  const done = outOfReach.reduce<readonly Run[]>((runs, each) => withRun(runs, each), settled);
  return runsWithout([{ from: floor, to: before }], done);
};

/**
 * From when to when all is here, as far as it can be: the oldest stretch that is read, over what the source no longer
 * keeps; what lies behind an unread stretch does not count yet.
 */
export const completeRun = ({ settled, outOfReach }: Remembered): Run | undefined => {
  const [first] = settled;
  if (!first) return undefined;
  const joined = outOfReach
    .filter(({ from }) => from >= first.from)
    .reduce<readonly Run[]>((runs, each) => withRun(runs, each), settled);
  const to = joined[0]?.to ?? first.to;
  // what is out of reach at the end is not complete
  const last = settled.findLast((each) => each.to <= to);
  return { from: first.from, to: last?.to ?? to };
};

/**
 * What is read again once a day, of what was read before an instant: the last day, and what has not been since it was last
 * done, as a source that was away for longer has kept its late records until then.
 */
export const toReadAgain = ({ floor, reread }: Remembered, before: Micros, overlap: Micros): Run => {
  const last = (reread ?? floor) - overlap;
  const from = last < before - microsPerDay ? last : before - microsPerDay;
  return { from: from > floor ? micros(from) : floor, to: before };
};
