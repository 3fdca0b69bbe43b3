import { z } from 'zod';
import { type FieldName, type ReadingName, fields, isFieldName, readingNamed } from './fields.ts';

const textProperties = Object.fromEntries(
  fields.map((field) => [field.name, z.string().optional().meta({ description: field.about })]),
) as Record<FieldName, z.ZodOptional<z.ZodString>>;

/** One audit record. Every property is optional; unknown ones are kept, whatever their JSON type. */
export const auditRecordSchema = z
  .looseObject({
    time: z.iso.datetime({ offset: true }).optional().meta({ description: 'When the record was generated.' }),
    ...textProperties,
  })
  .meta({ id: 'AuthAudit' });

export type AuditRecord = z.infer<typeof auditRecordSchema>;

/**
 * The event names the platform writes, in the order in which a sign-in meets them: those that it documents, and
 * `Refresh` (a session was renewed), which it records without listing it. No enum is closed: others are stored and
 * shown verbatim.
 */
export const eventNames = [
  'Authentication Request',
  'Assertion Request',
  'Identity Provider Authentication',
  'Identity Provider Callback',
  'Policy Evaluation',
  'MFA Challenge',
  'Token',
  'Refresh',
] as const;
export type EventName = (typeof eventNames)[number];

/** The results the platform documents. No enum is closed. */
export const results = [
  'Success',
  'InProgress',
  'Authenticate',
  'DoMfa',
  'Create',
  'CodeIssued',
  'Failure',
  'Denied',
  'Timeout',
  'SessionExpired',
] as const;
export type Result = (typeof results)[number];

/** A value together with the property that supplied it, so that filtering by it filters by the right one. */
export type Supplied = { readonly property: FieldName | ReadingName; readonly value: string };

/** What a record says in a property: an empty text says nothing, like a property that is not there. */
export const saidIn = (record: AuditRecord, property: FieldName): string | undefined =>
  record[property] === '' ? undefined : record[property];

const firstOf = (record: AuditRecord, names: readonly FieldName[]): Supplied | undefined => {
  for (const property of names) {
    const value = saidIn(record, property);
    if (value !== undefined) return { property, value };
  }
  return undefined;
};

/** What a record says in a property or a reading of the contract, and by what a filter finds it. */
export const suppliedIn = (record: AuditRecord, property: FieldName | ReadingName): Supplied | undefined => {
  const value = firstOf(
    record,
    isFieldName(property) ? [property] : (readingNamed(property)?.of ?? []),
  )?.value;
  return value === undefined ? undefined : { property, value };
};

/** The Stage column: `event_name`, else the deprecated `stage`. */
export const stageOf = (record: AuditRecord): Supplied | undefined => suppliedIn(record, 'step');

/** The Event column: `result`, else the deprecated `event`. */
export const resultOf = (record: AuditRecord): Supplied | undefined => suppliedIn(record, 'step_result');

const ofAddress = String.raw`[^\t-\r @` + '\uFDD0\uFEFF]+'; // no byte order mark either, nor what is no character

/** The shape of an e-mail address, as JavaScript and RE2 read it alike, which `\s` is not. */
export const emailPattern = `^${ofAddress}@${ofAddress}$`;

const email = new RegExp(emailPattern);

/** So many bytes of UTF-8 an address may have, by far. */
const maxEmailBytes = 512;

const bytesOf = (text: string): number => {
  let bytes = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
};

/** Whether a text has the shape of an e-mail address. */
export const isEmail = (text: string): boolean =>
  text.length <= maxEmailBytes && email.test(text) && bytesOf(text) <= maxEmailBytes;

/** What a record says of an e-mail address, or the id in its place. */
export type ReadEmail = Supplied & { readonly email: boolean };

/** The address of a person: their upstream id when it is one, else the one known for their user id. */
export const personEmail = (upstream: string | undefined, known: string | undefined): string | undefined =>
  upstream !== undefined && isEmail(upstream) ? upstream : known;

/**
 * The Email column: the upstream id when it is an address, else the address known for the user,
 * else an id, marked as one (`email: false`).
 * @param known user_id → address, as `expand=emails` answers it
 * @param isAddress whether a text of the record is an address
 */
export const emailOf = (
  record: AuditRecord,
  known: Readonly<Record<string, string>>,
  isAddress = isEmail,
): ReadEmail | undefined => {
  const [upstream, user] = [saidIn(record, 'upstream_user_id'), saidIn(record, 'user_id')];
  if (upstream !== undefined && isAddress(upstream))
    return { property: 'upstream_user_id', value: upstream, email: true };
  const learned = user !== undefined && Object.hasOwn(known, user) ? known[user] : undefined;
  if (learned !== undefined) return { property: 'user_id', value: learned, email: true };
  const id = firstOf(record, ['user_id', 'upstream_user_id']);
  return id && { ...id, email: false };
};
