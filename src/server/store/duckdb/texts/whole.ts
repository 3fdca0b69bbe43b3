import { parseJson } from '../../../../contract/exact-json.ts';
import { isFieldName } from '../../../../contract/fields.ts';
import type { AuditRecord } from '../../../../contract/record.ts';
import type { StoredEvent } from '../../../records/stored-event.ts';
import { isStandIn, readStandIn, storedText } from './stand-in.ts';

/** Texts by stand-in. */
export type Texts = ReadonlyMap<string, string>;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** A value with every text within it replaced, keys of maps included; the value itself where nothing changes. */
const mapTexts = (value: unknown, replace: (text: string) => string): unknown => {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) {
    const mapped = value.map((item: unknown) => mapTexts(item, replace));
    return mapped.some((item, index) => item !== value[index]) ? mapped : value;
  }
  if (value instanceof Map)
    return new Map([...value].map(([key, member]) => [mapTexts(key, replace), mapTexts(member, replace)]));
  if (!isPlain(value)) return value;
  const members = Object.entries(value);
  const mapped = members.map(([name, member]) => [name, mapTexts(member, replace)] as const);
  return mapped.some(([, member], index) => member !== members[index]?.[1])
    ? Object.fromEntries(mapped)
    : value;
};

/** A question as the engine asks it: its texts are looked for as they are stored. */
export const storedQuestion = <Question>(question: Question): Question =>
  mapTexts(question, (text) => storedText(text, 'user_id')) as Question;

/** The stand-ins in an answer. */
export const standInsIn = (answer: unknown): ReadonlySet<string> => {
  const found = new Set<string>();
  mapTexts(answer, (text) => {
    if (isStandIn(text)) found.add(text);
    return text;
  });
  return found;
};

/** An answer with the texts themselves. */
export const wholeAnswer = <Answer>(answer: Answer, texts: Texts): Answer =>
  mapTexts(answer, (text) => texts.get(text) ?? text) as Answer;

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
