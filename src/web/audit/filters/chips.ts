import { labelOf, namedLabel } from '../../../contract/fields.ts';
import { type Filters, networksAmong, withHours, withoutValue } from '../../../contract/filters.ts';
import { readWeekHours, weekHoursWords } from '../../../contract/week-hours.ts';
import { titleOf } from '../../lib/marks.ts';

/** One filter as it is shown, and the filters without it: made when they are wanted, since an address can hold thousands. */
export type Chip = {
  readonly key: string;
  readonly not: boolean;
  readonly property: string;
  readonly label: string;
  readonly value: string;
  readonly title: string;
  readonly removed: () => Filters;
};

const listChips = (filters: Filters, kind: 'any' | 'none'): Chip[] =>
  Object.entries(filters[kind]).flatMap(([property, values]) =>
    values.map((value) => {
      const label = labelOf(property);
      const not = kind === 'none';
      const isIn = networksAmong(property, [value]).length > 0;
      const verb = `is ${not ? 'not ' : ''}${isIn ? 'in ' : ''}`;
      return {
        key: JSON.stringify([kind, property, value]),
        not,
        property,
        label,
        value: isIn ? `in ${value}` : value,
        title: titleOf(`${namedLabel(property)} ${verb}${value}`),
        removed: () => withoutValue(filters, property, value),
      };
    }),
  );

const hourChips = (filters: Filters): Chip[] => {
  const { hours = [], notHours = [] } = filters;
  return [...hours, ...notHours].map((text, index) => {
    const read = readWeekHours(text);
    const value = read ? weekHoursWords(read) : text;
    const not = index >= hours.length;
    const left = (list: readonly string[]) => list.filter((each) => each !== text);
    return {
      key: JSON.stringify(['hours', not, text]),
      not,
      property: 'hours',
      label: 'Hours',
      value,
      title: `The time, of an attempt its start, is ${not ? 'not ' : ''}within ${value}`,
      removed: () =>
        not ? withHours(filters, hours, left(notHours)) : withHours(filters, left(hours), notHours),
    };
  });
};

/** Filters of which each has a chip of its own. */
const apart = ['missing', 'hours'];

/** Chips that say something of the same property in the same way: `Event is Failed or Blocked`. */
export type ChipGroup = {
  readonly key: string;
  readonly chips: readonly [Chip, ...Chip[]];
  /** The filters without any of them. */
  readonly removed: () => Filters;
};

/** The filters as they are shown: values of one property together. */
export const chipGroups = (filters: Filters): ChipGroup[] => {
  const groups = new Map<string, [Chip, ...Chip[]]>();
  for (const chip of chipsOf(filters)) {
    const key = apart.includes(chip.property) ? chip.key : `${chip.not} ${chip.property}`;
    const group = groups.get(key);
    if (group) group.push(chip);
    else groups.set(key, [chip]);
  }
  return [...groups].map(([key, chips]) => {
    const [{ not, property, removed }] = chips;
    const kind = not ? 'none' : 'any';
    const all = (): Filters => {
      const { [property]: _values, ...others } = filters[kind];
      return { ...filters, [kind]: others };
    };
    return { key, chips, removed: chips.length === 1 ? removed : all };
  });
};

/** The filters one by one, in the order in which they are shown. */
export const chipsOf = (filters: Filters): Chip[] => {
  const { q, ...rest } = filters;
  const text: Chip[] =
    q === undefined
      ? []
      : [
          {
            key: 'q',
            not: false,
            property: 'q',
            label: 'Text',
            value: `“${q}”`,
            title: titleOf(`Some identifying field holds “${q}”`),
            removed: () => rest,
          },
        ];
  const missing = filters.missing.map((property): Chip => ({
    key: JSON.stringify(['missing', property]),
    not: false,
    property: 'missing',
    label: labelOf(property),
    value: 'is not recorded',
    title: `${namedLabel(property)} is not recorded`,
    removed: () => ({ ...filters, missing: filters.missing.filter((name) => name !== property) }),
  }));
  return [
    ...text,
    ...listChips(filters, 'any'),
    ...listChips(filters, 'none'),
    ...missing,
    ...hourChips(filters),
  ];
};
