import { isScalar } from '../../../contract/exact-number.ts';
import {
  extraPrefix,
  type FieldGroup,
  isFieldName,
  isReadingName,
  labelOf,
  properties,
  readings,
} from '../../../contract/fields.ts';
import { valueText } from '../../../contract/value-text.ts';
import { type AuditRecord, suppliedIn } from '../../../contract/record.ts';
import { jsonOf } from '../../api/shown.ts';

/** One property of a record as its details show it. */
export type Detail = {
  readonly property: string;
  readonly label: string;
  readonly about: string | undefined;
  readonly text: string;
  /** Absent where nothing can be filtered by: objects and lists. */
  readonly filter?: { readonly property: string; readonly value: string };
};

type DetailGroup = { readonly title: string; readonly details: readonly Detail[] };

const titles: Readonly<Record<FieldGroup, string>> = { who: 'Who', how: 'How', what: 'What' };

const saidOf = (record: AuditRecord, name: string): string | undefined =>
  isFieldName(name) || isReadingName(name) ? suppliedIn(record, name)?.value : undefined;

const groupOf = (record: AuditRecord, group: FieldGroup): DetailGroup => ({
  title: titles[group],
  details: properties.flatMap((field) => {
    const text = field.group === group ? saidOf(record, field.name) : undefined;
    if (text === undefined) return [];
    const { name: property, label, about } = field;
    return [{ property, label, about: `${property}: ${about}`, text, filter: { property, value: text } }];
  }),
});

const extraOf = (name: string, value: unknown): Detail => {
  const property = extraPrefix + name;
  const shown = { property, label: labelOf(property), about: undefined };
  if (!isScalar(value)) return { ...shown, text: jsonOf(value) };
  const text = valueText(value);
  return { ...shown, text, filter: { property, value: text } };
};

const extrasOf = (record: AuditRecord) =>
  Object.entries(record).filter(([name]) => name !== 'time' && !isFieldName(name));

/** Every property and reading of a record that says something, in groups: Who, How, What, and what the contract does not name. */
export const detailGroups = (record: AuditRecord): DetailGroup[] => {
  const extras = extrasOf(record).filter(([, value]) => value !== '');
  const all: DetailGroup[] = [
    groupOf(record, 'who'),
    groupOf(record, 'how'),
    groupOf(record, 'what'),
    { title: 'More', details: extras.map(([name, value]) => extraOf(name, value)) },
  ];
  return all.filter(({ details }) => details.length > 0);
};

const isRead = (name: string): boolean => readings.some(({ of }) => of.some((source) => source === name));

/** Labels of what a record does not say; of what a reading is taken from, only the reading is missed. */
export const missingLabels = (record: AuditRecord): string[] => [
  ...properties
    .filter(({ name }) => saidOf(record, name) === undefined && !isRead(name))
    .map(({ label }) => label),
  ...extrasOf(record).flatMap(([name, value]) => (value === '' ? [labelOf(extraPrefix + name)] : [])),
];
