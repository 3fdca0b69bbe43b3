import { createHash } from 'node:crypto';
import { writeJson } from '../../../../contract/exact-number.ts';
import { extraPrefix, fieldNamed, isFieldName } from '../../../../contract/fields.ts';
import type { AuditRecord } from '../../../../contract/record.ts';
import { fitsColumn, longestInColumn, textMark } from '../../../records/column-text.ts';
import type { PreparedEvent } from '../../store.ts';

/*
 * The engine holds no long texts in its columns: with a few hundred of a megabyte it can neither fold its log nor sort
 * a page. A stand-in takes the place of such a text in every column; the text itself lies in a table of its own, cut
 * into rows. Equal texts have equal stand-ins, so that they are compared, counted and grouped as ever.
 */

/** Bytes of UTF-8 that a column holds of a property of the contract, of an extra, and of all names of extras together. */
export const shortest = { field: longestInColumn, extra: 160 } as const;

/** What a stand-in stands for: a text, or the JSON of a list, an object or a number that no double holds. */
type Kind = 't' | 'j';

/** A text that has a stand-in, and the property in which it was recorded. */
export type LongText = { readonly standIn: string; readonly text: string; readonly property: string };

const pattern = new RegExp(`^${textMark}([tj])([0-9a-z]+)\\.([0-9a-f]{32})$`);

/** Finds stand-ins in a text, with their keys: a pattern of the engine's. */
export const standInPattern = `${textMark}[tj][0-9a-z]+\\.([0-9a-f]{32})`;

const limitOf = (property: string): number =>
  fieldNamed(property) !== undefined || property === 'email' ? shortest.field : shortest.extra;

const written = (kind: Kind, bytes: number, key: string): string =>
  `${textMark}${kind}${bytes.toString(36)}.${key}`;

const standInOf = (text: string, kind: Kind): string =>
  written(kind, Buffer.byteLength(text), createHash('sha256').update(text).digest('hex').slice(0, 32));

/** Every stand-in that a text can have, by its key and its bytes of UTF-8. */
export const standInsOf = (key: string, bytes: number): readonly string[] => [
  written('t', bytes, key),
  written('j', bytes, key),
];

/** Whether a value may be a stand-in: no other text in the engine begins so. */
export const isStandIn = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith(textMark);

/** Whether a text, whatever its case, could occur in a stand-in. */
export const couldBeInStandIn = (text: string): boolean => /^[0-9a-z.]*$/i.test(text);

/** What a stand-in says of its text: its kind, its bytes of UTF-8, its key; undefined when it is none. */
export const readStandIn = (
  standIn: string,
): { readonly kind: Kind; readonly bytes: number; readonly key: string } | undefined => {
  const [, kind, bytes, key] = pattern.exec(standIn) ?? [];
  if ((kind !== 't' && kind !== 'j') || bytes === undefined || key === undefined) return undefined;
  return { kind, bytes: Number.parseInt(bytes, 36), key };
};

/** A text as the engine holds it in the column of a property. */
export const storedText = (text: string, property: string): string =>
  fitsColumn(text, limitOf(property)) ? text : standInOf(text, 't');

/** Every way in which the engine may hold a text: as an extra, the JSON of a list or an object has another stand-in. */
export const storedTexts = (text: string, property: string): readonly string[] => {
  const stored = storedText(text, property);
  return stored === text ? [text] : [stored, standInOf(text, 'j')];
};

/** A record as the engine holds it, and its long texts, which take rows of their own. */
export const shortened = (
  record: AuditRecord,
): { readonly record: AuditRecord; readonly long: readonly LongText[] } => {
  const long: LongText[] = [];
  const replace = (name: string, text: string, kind: Kind): string => {
    const property = isFieldName(name) ? name : `${extraPrefix}${name}`;
    if (fitsColumn(text, limitOf(property))) return text;
    const standIn = standInOf(text, kind);
    long.push({ standIn, text, property });
    return standIn;
  };
  const members = Object.entries(record).map(([name, value]): [string, unknown] => {
    if (typeof value === 'string') return [name, replace(name, value, 't')];
    if (typeof value !== 'object' || value === null) return [name, value];
    const json = writeJson(value);
    const stored = replace(name, json, 'j');
    return [name, stored === json ? value : stored];
  });
  return long.length === 0 ? { record, long } : { record: Object.fromEntries(members) as AuditRecord, long };
};

/** An event as the engine holds it, and its long texts, which take rows of their own. Its content hash stays. */
export const shortenedEvent = (
  event: PreparedEvent,
): { readonly event: PreparedEvent; readonly long: readonly LongText[] } => {
  const { record, long } = shortened(event.record);
  const id = storedText(event.id, 'request_id');
  if (id === event.id) return long.length === 0 ? { event, long } : { event: { ...event, record }, long };
  return {
    event: { ...event, id, record },
    long: [...long, { standIn: id, text: event.id, property: 'id' }],
  };
};

/** Bytes of the texts that stand-ins in a record or an id stand for. */
export const bytesBeside = (values: readonly unknown[]): number =>
  values.reduce<number>((sum, value) => sum + (isStandIn(value) ? (readStandIn(value)?.bytes ?? 0) : 0), 0);
