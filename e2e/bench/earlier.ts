import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Line, conditions } from './report.ts';

/** What of an earlier run's JSON is compared. */
const earlierSchema = z.object({
  events: z.number().optional(),
  conditions: z.object({ node: z.string(), cores: z.number() }),
  lines: z.array(z.object({ part: z.string(), name: z.string(), measured: z.number(), unit: z.string() })),
});
export type Earlier = z.output<typeof earlierSchema>;

/** What changes by no more is noise. */
const noise = 1.1;

/** Read what an earlier run has written by `--json`. @throws Error with a sentence that names the file */
export const readEarlier = async (file: string): Promise<Earlier> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`${file} cannot be read.`, { cause: error });
  });
  try {
    return earlierSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file} is not what --json writes.`, { cause: error });
  }
};

/** How many times worse a measurement is than an earlier one of the same; below 1: better. */
const timesWorse = ({ measured, unit }: Line, earlier: number): number =>
  unit.endsWith('/s') ? earlier / measured : measured / earlier;

/**
 * What became worse since an earlier run by over a tenth, the worst first, as sentences; and why a comparison says less than
 * it seems to.
 */
export const worseThan = (
  { events, conditions: then, lines: before }: Earlier,
  { events: ownEvents, lines }: { readonly events: number | undefined; readonly lines: readonly Line[] },
): string[] => {
  const now = conditions();
  const others = [
    ...(events === ownEvents ? [] : [`${events ?? 0} events, not ${ownEvents ?? 0}`]),
    ...(then.node === now.node ? [] : [`Node ${then.node}, not ${now.node}`]),
    ...(then.cores === now.cores ? [] : [`${then.cores} cores, not ${now.cores}`]),
  ];
  const measuredBefore = new Map(before.map(({ part, name, measured }) => [`${part} ${name}`, measured]));
  const compared = lines.flatMap((line) => {
    const earlier = measuredBefore.get(`${line.part} ${line.name}`);
    return earlier === undefined ? [] : [{ line, times: timesWorse(line, earlier) }];
  });
  const worse = compared
    .filter(({ times }) => times > noise)
    .toSorted((one, other) => other.times - one.times)
    .map(({ line: { part, name }, times }) => `${times.toFixed(2)} times worse: ${part}, ${name}`);
  return [
    ...(others.length === 0 ? [] : [`The earlier run had ${others.join(', ')}.`]),
    `Of ${compared.length} measurements that both runs have, ${worse.length} became worse by over a tenth.`,
    ...worse,
  ];
};
