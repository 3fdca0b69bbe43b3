import { parseJson } from '../../../contract/exact-json.ts';
import { fields, isFieldName } from '../../../contract/fields.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { valueText } from '../../../contract/value-text.ts';
import { textMark } from '../../records/column-text.ts';

/**
 * The engine writes numbers, lists and objects in its own way: 1e+21 as 1e21, 0.0000001 as 1e-7, a control character in
 * capitals. So that one value has one text, such a value is a text to it: its JSON behind these two characters, which no
 * other text in the engine has.
 */
export const jsonMark = `${textMark}\uFDD1`;

/** Numbers that the engine writes as JavaScript does: whole ones, and those with a few decimals. */
const plainNumber = /^-?(?:0|[1-9]\d*)(?:\.\d{1,4})?$/;

const storedExtra = (value: unknown): unknown => {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  const text = valueText(value);
  return typeof value === 'number' && text.length <= 15 && plainNumber.test(text) ? value : jsonMark + text;
};

/** Names of a record's properties that the contract does not name. */
export const extraNames = (record: AuditRecord): string[] =>
  Object.keys(record).filter((name) => name !== 'time' && !isFieldName(name));

/** Names of the contract's properties that a record has an empty text in. */
const emptyNames = (record: AuditRecord): string[] =>
  fields.flatMap(({ name }) => (record[name] === '' ? [name] : []));

/** Extras as the JSON that the engine holds. */
export const extrasJson = (members: readonly (readonly [string, unknown])[]): string =>
  // entries rather than assignments: a member can be called __proto__
  JSON.stringify(Object.fromEntries(members.map(([name, value]) => [name, storedExtra(value)])));

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
