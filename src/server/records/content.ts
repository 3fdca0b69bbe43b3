import { createHash, hash } from 'node:crypto';
import { ExactNumber, canonicalNumber, isScalar } from '../../contract/exact-number.ts';
import type { FieldName } from '../../contract/fields.ts';
import type { Micros } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { type Steps, runWhole } from './steps.ts';

/** Names in the order of their UTF-16 units, sorted in parts that are then merged: of many, it takes long. */
function* sortSteps(names: string[]): Steps<string[]> {
  let runs: string[][] = [];
  for (let at = 0; at < names.length; at += 4_096) {
    runs.push(names.slice(at, at + 4_096).toSorted());
    yield;
  }
  while (runs.length > 1) {
    const merged: string[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(yield* mergeSteps(runs[at] ?? [], runs[at + 1] ?? []));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergeSteps(left: readonly string[], right: readonly string[]): Steps<string[]> {
  const merged: string[] = [];
  let [l, r] = [0, 0];
  for (let one = left[l], other = right[r]; one !== undefined || other !== undefined;) {
    if (other === undefined || (one !== undefined && one <= other)) {
      merged.push(one ?? '');
      one = left[(l += 1)];
    } else {
      merged.push(other);
      other = right[(r += 1)];
    }
    if (merged.length % 4_096 === 0) yield;
  }
  return merged;
}

/** Numbers of which a record keeps the text, by the property they came in. */
export type KeptNumbers = Readonly<Partial<Record<FieldName, ExactNumber>>>;

/** So many members are written between two steps; each may be nested. */
const writtenTogether = 100;

/** How a number that no double holds is written. */
export type WriteNumber = (number: ExactNumber) => string;

/** As all texts of its value are. */
export const writeValue: WriteNumber = ({ digits }) => canonicalNumber(digits);

const scalarText = (value: unknown, write: WriteNumber): string =>
  typeof value === 'object' && value !== null ? write(value as ExactNumber) : JSON.stringify(value);

/**
 * JSON with the keys of every object sorted and each number in one form, so that equal contents have equal texts, in
 * steps.
 */
export function* canonicalSteps(value: unknown, write = writeValue): Steps<string> {
  if (isScalar(value)) return scalarText(value, write);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      parts.push(isScalar(item) ? scalarText(item, write) : yield* canonicalSteps(item, write));
      if (parts.length % writtenTogether === 0) yield;
    }
    return `[${parts.join(',')}]`;
  }
  const object = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(object);
  for (const name of names.length > writtenTogether ? yield* sortSteps(names) : names.toSorted()) {
    const member = object[name];
    const text = isScalar(member) ? scalarText(member, write) : yield* canonicalSteps(member, write);
    parts.push(`${JSON.stringify(name)}:${text}`);
    if (parts.length % writtenTogether === 0) yield;
  }
  return `{${parts.join(',')}}`;
}

/** The same, at once. */
export const canonicalJson = (value: unknown): string => runWhole(canonicalSteps(value));

/**
 * What a webhook puts around a record: how it came, not what happened. The same record that is pulled or read from a file
 * has none of it, so that it is no part of what a content is known by.
 */
export const envelope: readonly string[] = ['log_type', 'source_id', 'source_org_id', 'source_type'];

const isAround = (name: string): boolean => envelope.includes(name);

/** What of a record tells how it came; undefined when nothing does. */
export const aroundOf = (record: AuditRecord): object | undefined => {
  for (const name of envelope)
    if (Object.hasOwn(record, name))
      return Object.fromEntries(Object.entries(record).filter(([each]) => isAround(each)));
  return undefined;
};

const ownOf = (record: AuditRecord): object =>
  aroundOf(record) === undefined
    ? record
    : Object.fromEntries(Object.entries(record).filter(([name]) => !isAround(name)));

/** A record as the text that its content is known by, in steps: two that were generated at one instant write it alike. */
export const canonicalRecordSteps = (record: AuditRecord, time: Micros, write?: WriteNumber): Steps<string> =>
  canonicalSteps({ ...ownOf(record), time: String(time) }, write);

/** The same, at once. */
export const canonicalRecord = (record: AuditRecord, time: Micros): string =>
  runWhole(canonicalRecordSteps(record, time));

const writeRounded: WriteNumber = ({ digits }) => JSON.stringify(Number(digits));

/**
 * The same, as a program wrote it that held every number as a double.
 * @param numbers what came as numbers of those properties that are texts
 */
export const roundedRecordSteps = (
  record: AuditRecord,
  time: Micros,
  numbers: KeptNumbers,
): Steps<string> => {
  const texts = Object.entries(numbers).map(([name, number]) => [name, writeRounded(number)]);
  return canonicalRecordSteps({ ...record, ...Object.fromEntries(texts) } as AuditRecord, time, writeRounded);
};

/** SHA-256 of a record's canonical text, hexadecimal. */
export const contentHashOf = (canonical: string): string => hash('sha256', canonical);

const hashedTogether = 128 * 1024;

/** SHA-256 of bytes, hexadecimal, in steps. */
export function* hashSteps(bytes: Buffer): Steps<string> {
  if (bytes.length <= hashedTogether) return hash('sha256', bytes);
  const hashing = createHash('sha256');
  for (let at = 0; at < bytes.length; at += hashedTogether) {
    hashing.update(bytes.subarray(at, at + hashedTogether));
    yield;
  }
  return hashing.digest('hex');
}

/** A value as the text that a property of the contract keeps of it; undefined for lists, objects and null. */
export const keptText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  if (value instanceof ExactNumber) return value.digits;
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : undefined;
};
