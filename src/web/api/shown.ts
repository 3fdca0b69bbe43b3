import { parseJson } from '../../contract/exact-json.ts';
import { isScalar, writeJson } from '../../contract/exact-number.ts';
import { segmentOf } from '../../contract/id-segment.ts';
import { isMarked, shownOf, unseen, valueOf } from '../lib/marks.ts';
import { isOrdinary } from '../lib/ordinary.ts';

// Where answers come in and values go out: within the dashboard every text is as it is shown (`lib/marks.ts`).

const deep = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => deep(each, change));
  if (isScalar(value)) return value;
  return Object.fromEntries(
    Object.entries(value as object).map(([name, each]) => [change(name), deep(each, change)]),
  );
};

// a text that has none of these, as nearly all do, holds nothing to be marked: one look is cheaper than a walk
const suspicious = new RegExp(String.raw`[${unseen}␣⇥↵]|‹U\+|\\[bfnrtu]| {2}| "|" `, 'u');

/** The same, in place: of thousands of records in an answer, few are changed. */
const show = (value: unknown): unknown => {
  if (typeof value === 'string') return shownOf(value);
  if (isScalar(value)) return value;
  const members = value as Record<string, unknown>;
  const keys = Object.keys(members);
  if (!Array.isArray(value) && keys.some((key) => isMarked(key))) return deep(value, shownOf);
  for (const key of keys) {
    const shown = show(members[key]);
    if (shown !== members[key]) members[key] = shown;
  }
  return value;
};

/** A JSON text's value as it is shown. @throws SyntaxError when it is no JSON */
export const parseShown = (json: string): unknown => {
  const value = parseJson(json);
  return suspicious.test(json) ? show(value) : value;
};

const inJson = new RegExp(String.raw`(?!\n)[${unseen}␣⇥↵]|‹(?=U\+)`, 'gu');

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
  ).join('');

/** A shown value as JSON to be read and copied: it says the value itself, what nobody sees as `\u200b`. */
export const jsonOf = (shown: unknown, indent = 2): string =>
  writeJson(deep(shown, valueOf), indent).replaceAll(inJson, (found, at: number, text: string) =>
    isOrdinary(text, found, at) ? found : escaped(found),
  );

/** A shown value as a segment of a path. */
export const shownSegment = (shown: string): string => segmentOf(valueOf(shown));
