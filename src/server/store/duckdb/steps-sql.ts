import type { Watermarks } from './watermarks.ts';
import { type Outcome, outcomes } from '../../../contract/outcome.ts';
import {
  type Group,
  groups,
  letterCodeOf,
  placeOfResult,
  resultOrder,
  stepsOfLetters,
  unknownCodes,
} from '../../diagnosis/rules.ts';
import { eventNames } from '../../../contract/record.ts';
import type { AttemptTrail } from '../questions/attempts.ts';
import { readingColumns } from './reading-column.ts';
import { type Params, type Row, instantOfDigits, textIn, textsIn } from './sql.ts';

/** What an event says of its stage and result: as everything reads them. */
export const { step: stage, step_result: result } = readingColumns;

// the table of rules is ours, not a caller's: its names may stand in the SQL
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
export const textList = (values: readonly string[]): string => values.map((value) => text(value)).join(', ');

const resultPlace = `CASE ${result} ${resultOrder.map((name) => `WHEN ${text(name)} THEN ${placeOfResult(name)}`).join(' ')} ELSE 0 END`;

/** What is added to the place of the result, which depends on it where a stage stands in several places. */
const baseOf = (of: readonly Group[]): string => {
  const rest = of.find(({ others }) => others)?.base ?? 'NULL';
  const own = of.filter(({ others }) => !others);
  if (own.length === 0) return `${rest}`;
  return `CASE ${own.map(({ results, base }) => `WHEN ${result} IN (${textList(results)}) THEN ${base}`).join(' ')} ELSE ${rest} END`;
};

const stages = [...new Set(groups.map((group) => group.stage ?? ''))];
const baseOfStage = `CASE coalesce(${stage}, '') ${stages
  .map((name) => `WHEN ${text(name)} THEN ${baseOf(groups.filter((group) => (group.stage ?? '') === name))}`)
  .join(' ')} END`;

/** The letter of the step that an event is, by its code. */
export const letter = `(coalesce(${baseOfStage} + ${resultPlace}, 0) + ${letterCodeOf(0)})::UTINYINT`;

/** Whether an event is no step that is known. */
export const isUnknown = `${letter} IN (${unknownCodes.join(', ')})`;

/** By letters: the number of the stage in the pipeline, from 1; 0 for one that is not known. */
export const stageOfLetter = (code: string): string => {
  const ranges = groups.map(({ stage: name, base, results, others }) => {
    const places = results.map((each) => placeOfResult(each));
    const [from, to] = [others ? 0 : Math.min(...places), Math.max(...places)];
    const rank = name === undefined ? 0 : eventNames.indexOf(name) + 1;
    return `WHEN ${code} BETWEEN ${letterCodeOf(base + from)} AND ${letterCodeOf(base + to)} THEN ${rank}`;
  });
  return `CASE ${ranges.join(' ')} ELSE 0 END`;
};

/** A letter has so many bits beside its instant. */
const bits = 128;

/** Within these instants, time and letter fit into 64 bits: until the year 4253. */
const narrow = (2n ** 63n - 1n) / BigInt(bits);

/** Whether instants are so far away that time and letter take 128 bits. */
export const isWide = (extent: { readonly first: bigint; readonly last: bigint } | undefined): boolean =>
  extent !== undefined && (extent.first < -narrow || extent.last > narrow);

/** An attempt’s events as time and letter in one number each, in the order in which they are told: an aggregate. */
export const momentsOf = (wide: boolean): string =>
  `list_sort(list(${wide ? 'time::HUGEINT' : 'time'} * ${bits} + ${letter}))`;

/**
 * A number by which an attempt’s events stand in the order in which they are told, however far away they are. Those of
 * one step and instant stand in an order of the value’s own, so that every question takes the same of several.
 */
export const inOrder = (value: string): string =>
  `((time::HUGEINT * ${bits} + ${letter}) * ${2 ** 16} + (hash(${value}) & ${2 ** 16 - 1})::HUGEINT)`;

/** The letters of such a list as a text. */
export const lettersOf = (moments: string): string =>
  `array_to_string(list_transform(${moments}, lambda each: chr((each & ${bits - 1})::INTEGER)), '')`;

/** The instant of a number in such a list. */
export const timeOfMoment = (moment: string): string =>
  `((${moment} - (${moment} & ${bits - 1})) // ${bits})::BIGINT`;

/** The outcome of an attempt, from `ended` and `alive_at`; and from `pulled`, where sources are read. */
export const outcomeSql = (settled: bigint, watermarks: Watermarks, params: Params): string => {
  const usual = params.integer(settled);
  const cases = watermarks
    .all()
    .map(([source, at]) => `WHEN ${params.text(source)} THEN ${params.integer(at)}`)
    .join(' ');
  const until =
    cases === ''
      ? usual
      : `coalesce(least(${usual}, list_min(list_transform(pulled, lambda name: CASE name ${cases} END))), ${usual})`;
  return `coalesce(ended, CASE WHEN alive_at > ${until} THEN 'in_progress' ELSE 'did_not_finish' END)`;
};

/** Take a text of the database as an outcome. @throws TypeError when it is none */
export const asOutcome = (value: unknown): Outcome => {
  const outcome = outcomes.find((each) => each === value);
  if (outcome === undefined) throw new TypeError(`${String(value)} is no outcome.`);
  return outcome;
};

/** The steps of an attempt from a row in which `letters` and `times`, as digits, were told. */
export const stepsIn = (row: Row): AttemptTrail['steps'] => {
  const steps = stepsOfLetters(textIn(row, 'letters'));
  return textsIn(row, 'times').map((time, at) => ({ time: instantOfDigits(time), step: steps[at] }));
};
