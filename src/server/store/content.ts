import { createHash } from 'node:crypto';
import type { Micros } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';

/** JSON with the keys of every object sorted, so that equal contents have equal texts. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
};

/** A record as the text that its content is known by: two that were generated at one instant write it alike. */
export const canonicalRecord = (record: AuditRecord, time: Micros): string =>
  canonicalJson({ ...record, time: String(time) });

/** SHA-256 of a record's canonical text, hexadecimal. */
export const contentHashOf = (canonical: string): string =>
  createHash('sha256').update(canonical).digest('hex');

/** A value as the text that a property of the contract keeps of it; undefined for lists, objects and null. */
export const keptText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : undefined;
};
