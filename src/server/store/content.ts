import { createHash, hash } from 'node:crypto';
import type { Micros } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { type Steps, runWhole } from './steps.ts';

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

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

/** So many members are written between two steps; each may be nested. */
const writtenTogether = 100;

/** JSON with the keys of every object sorted, so that equal contents have equal texts, in steps. */
export function* canonicalSteps(value: unknown): Steps<string> {
  if (isScalar(value)) return JSON.stringify(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      parts.push(isScalar(item) ? JSON.stringify(item) : yield* canonicalSteps(item));
      if (parts.length % writtenTogether === 0) yield;
    }
    return `[${parts.join(',')}]`;
  }
  const object = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(object);
  for (const name of names.length > writtenTogether ? yield* sortSteps(names) : names.toSorted()) {
    const member = object[name];
    const text = isScalar(member) ? JSON.stringify(member) : yield* canonicalSteps(member);
    parts.push(`${JSON.stringify(name)}:${text}`);
    if (parts.length % writtenTogether === 0) yield;
  }
  return `{${parts.join(',')}}`;
}

/** The same, at once. */
export const canonicalJson = (value: unknown): string => runWhole(canonicalSteps(value));

/** A record as the text that its content is known by, in steps: two that were generated at one instant write it alike. */
export const canonicalRecordSteps = (record: AuditRecord, time: Micros): Steps<string> =>
  canonicalSteps({ ...record, time: String(time) });

/** The same, at once. */
export const canonicalRecord = (record: AuditRecord, time: Micros): string =>
  runWhole(canonicalRecordSteps(record, time));

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
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : undefined;
};
