import { parseJson } from '../../../contract/exact-json.ts';
import { withDigits, writeJson } from '../../../contract/exact-number.ts';
import { fields, isFieldName } from '../../../contract/fields.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { mark } from '../stand-in.ts';

/**
 * The engine reads a number with a point or an exponent as a double: it would neither tell nor compare the digits of one
 * that no double holds. Such a number, and a list or an object that has one, is a text to it: its JSON behind these two
 * characters, which no other text in the engine has. Whole numbers it keeps as they are, of any length.
 */
export const jsonMark = `${mark}\uFDD1`;

/** Of JSON from `JSON.stringify`: a number that the engine would read as a double that does not hold it. */
const lossy = /"\\ud800[-\d]*[.eE]/;

/** Names of a record's properties that the contract does not name. */
export const extraNames = (record: AuditRecord): string[] =>
  Object.keys(record).filter((name) => name !== 'time' && !isFieldName(name));

const storedExtra = (value: unknown): unknown => {
  const json = JSON.stringify(value);
  return lossy.test(json) ? jsonMark + withDigits(json) : value;
};

/** Extras as the JSON that the engine holds. */
export const extrasJson = (members: readonly (readonly [string, unknown])[]): string => {
  const json = JSON.stringify(Object.fromEntries(members));
  return lossy.test(json)
    ? writeJson(Object.fromEntries(members.map(([name, value]) => [name, storedExtra(value)])))
    : withDigits(json);
};

/** Names of the contract's properties that a record has an empty text in. */
const emptyNames = (record: AuditRecord): string[] =>
  fields.flatMap(({ name }) => (record[name] === '' ? [name] : []));

/**
 * What a record has beside the texts of the columns, as the JSON that the engine holds: its extras, and its empty texts,
 * which say nothing and so are in no column. Undefined when there is neither.
 */
export const extraJson = (record: AuditRecord): string | undefined => {
  const names = [...emptyNames(record), ...extraNames(record)];
  return names.length === 0 ? undefined : extrasJson(names.map((name) => [name, record[name]]));
};

/** Extras from the JSON that the engine holds. */
export const parseExtra = (json: string): Readonly<Record<string, unknown>> => {
  const members = parseJson(json) as Readonly<Record<string, unknown>>;
  if (!json.includes(jsonMark)) return members;
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith(jsonMark)
        ? parseJson(value.slice(jsonMark.length))
        : value,
    ]),
  );
};
