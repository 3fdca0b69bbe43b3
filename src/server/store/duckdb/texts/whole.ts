import { parseJson } from '../../../../contract/exact-json.ts';
import { isFieldName } from '../../../../contract/fields.ts';
import type { AuditRecord } from '../../../../contract/record.ts';
import type { StoredEvent } from '../../../records/stored-event.ts';
import { mapped } from '../../breath.ts';
import { isStandIn, readStandIn, storedText } from './stand-in.ts';

/** Texts by stand-in. */
export type Texts = ReadonlyMap<string, string>;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** A value with every text within it replaced, keys of maps included; the value itself where nothing changes. */
const replaced = (value: unknown, replace: (text: string) => string): unknown => {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => replaced(item, replace));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (value instanceof Map)
    return new Map([...value].map(([key, member]) => [replaced(key, replace), replaced(member, replace)]));
  if (!isPlain(value)) return value;
  const members = Object.entries(value);
  const others = members.map(([name, member]) => [name, replaced(member, replace)] as const);
  return others.some(([, member], index) => member !== members[index]?.[1])
    ? Object.fromEntries(others)
    : value;
};

/** The same of what can be long: of its lists, one item by one, letting others have the thread. */
const mapTexts = async (value: unknown, replace: (text: string) => string): Promise<unknown> => {
  if (Array.isArray(value)) return mapped(value, (item: unknown) => replaced(item, replace));
  if (!isPlain(value)) return replaced(value, replace);
  const members: (readonly [string, unknown])[] = [];
  for (const [name, member] of Object.entries(value)) members.push([name, await mapTexts(member, replace)]);
  return Object.fromEntries(members);
};

/** A question as the engine asks it: its texts are looked for as they are stored. */
export const storedQuestion = async <Question>(question: Question): Promise<Question> =>
  (await mapTexts(question, (text) => storedText(text, 'user_id'))) as Question;

/** See every text within a value, keys of maps included. */
const seeTexts = (value: unknown, see: (text: string) => void): void => {
  if (typeof value === 'string') see(value);
  else if (Array.isArray(value)) for (const item of value) seeTexts(item, see);
  else if (value instanceof Map) for (const entry of value) seeTexts(entry, see);
  else if (isPlain(value)) for (const member of Object.values(value)) seeTexts(member, see);
};

/** The stand-ins in an answer. */
export const standInsIn = async (answer: unknown): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  const members: readonly unknown[] = isPlain(answer) ? Object.values(answer) : [answer];
  await mapped(members.flat(), (part) => {
    seeTexts(part, (text) => {
      if (isStandIn(text)) found.add(text);
    });
  });
  return found;
};

/** An answer with the texts themselves. */
export const wholeAnswer = async <Answer>(answer: Answer, texts: Texts): Promise<Answer> =>
  (await mapTexts(answer, (text) => texts.get(text) ?? text)) as Answer;

/** A record with the texts themselves: of an extra, the list, the object or the number that was recorded. */
export const wholeRecord = (record: AuditRecord, texts: Texts): AuditRecord => {
  const members = Object.entries(record);
  if (!members.some(([, value]) => isStandIn(value))) return record;
  return Object.fromEntries(
    members.map(([name, value]) => {
      const text = isStandIn(value) ? texts.get(value) : undefined;
      if (!isStandIn(value) || text === undefined) return [name, value];
      const isJson = !isFieldName(name) && readStandIn(value)?.kind === 'j';
      return [name, isJson ? parseJson(text) : text];
    }),
  ) as AuditRecord;
};

export const wholeEvent = (event: StoredEvent, texts: Texts): StoredEvent => ({
  ...event,
  id: texts.get(event.id) ?? event.id,
  record: wholeRecord(event.record, texts),
});

/** What an event is made of that may be a stand-in: its id and its properties. */
export const idAndValues = ({ id, record }: StoredEvent): readonly unknown[] => [
  id,
  ...Object.values(record),
];
