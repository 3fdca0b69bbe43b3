import { ExactNumber, isJsonObject, isScalar, writeJson } from '../../contract/exact-number.ts';
import { type FieldName, isFieldName } from '../../contract/fields.ts';
import { type Micros, formatInstant, isRepresentable, parseInstant } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { maxEventBytes, maxEventProperties, maxNameBytes, uniqueIdPattern } from '../../contract/webhook.ts';
import {
  aroundOf,
  canonicalRecordSteps,
  canonicalSteps,
  hashSteps,
  keptText,
  roundedRecordSteps,
  writeValue,
} from '../records/content.ts';
import { readDerivedId } from '../store/derived-id.ts';
import { type Steps, runWhole } from '../records/steps.ts';
import type { PreparedEvent } from '../store/store.ts';
import { storableSteps, whyNotItself } from './storable.ts';

/** Why an event is not stored. `foreign`: another subsystem's, which may well arrive here; `invalid`: a bad one. */
export type RecordRefusal = { readonly refused: 'foreign' | 'invalid'; readonly message: string };

/** A record that can be stored, with its identity by content; only its id is still to be given. */
export type PreparedRecord = Pick<
  PreparedEvent,
  'contentHash' | 'roundedHash' | 'time' | 'record' | 'numbers'
>;

export const isRefusal = (outcome: object): outcome is RecordRefusal => 'refused' in outcome;

export const invalid = (message: string): RecordRefusal => ({ refused: 'invalid', message });

/** A value as a message can show it: its beginning, and of a list or an object only what it is. */
const shown = (value: unknown): string => {
  if (!isScalar(value)) return Array.isArray(value) ? 'a list' : 'an object';
  const text =
    value === undefined ? 'undefined' : writeJson(typeof value === 'string' ? value.slice(0, 81) : value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

/** Whether a value says something: an empty text does not, as one that is not there. */
const says = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

const nameKind = (event: Readonly<Record<string, unknown>>): RecordRefusal | undefined => {
  const kind = event['log_type'];
  if (says(kind) && kind !== 'authentication')
    return { refused: 'foreign', message: `log_type ${shown(kind)} is not an authentication event` };
  if (['event_name', 'result', 'event', 'stage'].some((name) => says(event[name]))) return undefined;
  return {
    refused: 'foreign',
    message: 'not an authentication event: it has none of event_name, result, event and stage',
  };
};

const timeOf = (event: Readonly<Record<string, unknown>>, createTime: unknown): Micros | RecordRefusal => {
  const [name, value] = says(event['time']) ? ['time', event['time']] : ['create_time', createTime];
  if (!says(value)) return invalid('has neither time nor create_time');
  const time = typeof value === 'string' ? parseInstant(value) : undefined;
  if (time === undefined) return invalid(`${name} ${shown(value)} is not an ISO 8601 date-time`);
  return isRepresentable(time) ? time : invalid(`${name} ${shown(value)} is outside the years 1 to 9999`);
};

export const whyTooLarge = (bytes: number): string => `is ${bytes} bytes; at most ${maxEventBytes} are taken`;

/** Why an object has more members than an event may have. */
export const whyTooWide = (count: number): RecordRefusal | undefined =>
  count > maxEventProperties
    ? invalid(`has ${count} properties of its own; at most ${maxEventProperties} are taken`)
    : undefined;

const whyNoName = (name: string): string | undefined => {
  // no JavaScript that reads the answers would see a property of this name
  if (name === '__proto__') return 'has a property named __proto__';
  // a UTF-16 unit is at most three bytes
  const bytes = name.length * 3 > maxNameBytes ? Buffer.byteLength(name) : 0;
  return bytes > maxNameBytes
    ? `has a property whose name ${shown(name)} is ${bytes} bytes long; at most ${maxNameBytes} are taken`
    : undefined;
};

/**
 * Make a record storable: properties of the contract become strings, top-level nulls go, the time is UTC. In steps: a
 * mebibyte of nested values takes long.
 * @param event what arrived as an `AuthAudit`, whatever it is
 * @param createTime stands in for a missing `time`
 */
export function* recordSteps(event: unknown, createTime: unknown): Steps<PreparedRecord | RecordRefusal> {
  if (!isJsonObject(event)) return invalid(`event must be an object, not ${shown(event)}`);
  const foreign = nameKind(event);
  if (foreign) return foreign;
  const time = timeOf(event, createTime);
  if (typeof time === 'object') return time;
  const members: [string, unknown][] = [['time', formatInstant(time)]];
  const own = Object.entries(event);
  const numbers: Partial<Record<FieldName, ExactNumber>> = {};
  const tooWide = whyTooWide(own.length);
  if (tooWide) return tooWide;
  for (const [name, value] of own) {
    if (value === null || value === undefined || name === 'time') continue;
    const misnamed = whyNoName(name);
    if (misnamed !== undefined) return invalid(misnamed);
    const reason =
      whyNotItself(name) ?? (typeof value === 'object' ? yield* storableSteps(value) : whyNotItself(value));
    if (reason !== undefined) return invalid(`${shown(name)} ${reason}`);
    const kept = isFieldName(name) ? keptText(value) : value;
    if (kept === undefined) return invalid(`${name} must be text, not ${shown(value)}`);
    if (isFieldName(name) && value instanceof ExactNumber) numbers[name] = value;
    members.push([name, kept]);
  }
  const record = Object.fromEntries(members) as AuditRecord;
  const hasNumbers = Object.keys(numbers).length > 0;
  let isExact = hasNumbers;
  const canonical = yield* canonicalRecordSteps(record, time, (number) => {
    isExact = true;
    return writeValue(number);
  });
  yield;
  const bytes = Buffer.from(canonical);
  const around = aroundOf(record);
  const aroundBytes = around === undefined ? 0 : Buffer.byteLength(yield* canonicalSteps(around));
  if (bytes.length + aroundBytes > maxEventBytes) return invalid(whyTooLarge(bytes.length + aroundBytes));
  yield;
  const contentHash = yield* hashSteps(bytes);
  const rounded = isExact ? Buffer.from(yield* roundedRecordSteps(record, time, numbers)) : undefined;
  return {
    record,
    time,
    contentHash,
    ...(rounded === undefined ? {} : { roundedHash: yield* hashSteps(rounded) }),
    ...(hasNumbers ? { numbers } : {}),
  };
}

/** Make a record storable at once. */
export const prepareRecord = (event: unknown, createTime?: unknown): PreparedRecord | RecordRefusal =>
  runWhole(recordSteps(event, createTime));

/** Give a prepared record an id. An id that is derived from this very content is known as such again. */
export const withId = (prepared: PreparedRecord, id: string): PreparedEvent => {
  const derived = readDerivedId(id);
  return derived?.contentHash === prepared.contentHash
    ? { ...prepared, id, occurrence: derived.occurrence }
    : { ...prepared, id };
};

/** Whether a value can be a sender's id of an event. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && uniqueIdPattern.test(value);

/** An event as a webhook sends it, whatever its members are. */
export type RawEvent = {
  readonly unique_id?: unknown;
  readonly create_time?: unknown;
  readonly event?: unknown;
};

/** One event of a bulk body, ready to be stored or refused with the reason, in steps. */
export function* eventSteps(raw: RawEvent): Steps<PreparedEvent | RecordRefusal> {
  const id = raw.unique_id;
  if (!isId(id)) return invalid(`unique_id ${shown(id)} must be letters, digits, “-”, “.” and “_” only`);
  const prepared = yield* recordSteps(raw.event, raw.create_time);
  return isRefusal(prepared) ? prepared : withId(prepared, id);
}

/** The same, at once. */
export const prepareEvent = (raw: RawEvent): PreparedEvent | RecordRefusal => runWhole(eventSteps(raw));
