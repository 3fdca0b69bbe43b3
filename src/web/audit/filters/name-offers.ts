import { labelOf } from '../../../contract/fields.ts';
import { noFilters, withValue } from '../../../contract/filters.ts';
import { type Micros, parseInstant } from '../../../contract/instant.ts';
import type { NamesAnswer } from '../../../contract/names.ts';
import { plural } from '../../lib/format.ts';
import { shownOf } from '../../lib/marks.ts';
import { attemptsPath, ever } from '../looks/paths.ts';
import { valuePage } from '../looks/value-page.ts';
import { type Instants, type Range, writeRange } from '../time/range.ts';
import { rangeWords } from '../time/range-words.ts';
import type { FilterOffer, Offer } from './offers.ts';
import type { TextReading } from './recognise.ts';

/** When a text says that something was, and the zone in which that is told. */
export type TextTime = { readonly range: Range | undefined; readonly zone: string };

type Named = NamesAnswer['people' | 'applications' | 'addresses'][number];

const isBefore = (last: Micros | undefined, { from }: Instants): boolean =>
  last !== undefined && from !== undefined && last < from;

const filterOf = ({ property, value, last }: Named, instants: Instants): FilterOffer => ({
  kind: 'filter',
  label: `${labelOf(property)} is ${shownOf(value)}`,
  property,
  values: [shownOf(value)],
  outside: isBefore(timeOf(last), instants),
});

const timeOf = (last: string | undefined): Micros | undefined =>
  last === undefined ? undefined : parseInstant(last);

const noteOf = ({ count }: Named): string => (count === 0 ? 'no event' : plural(count, 'event'));

/** Who it is besides: “ (Ana Lima, ana@…)”. */
const besides = (name: Named): string => {
  const told = ['name', 'email'].flatMap((key) => {
    const text: unknown = name[key as keyof Named];
    return typeof text === 'string' ? [shownOf(text)] : [];
  });
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
};

const pageOf = (name: Named): Offer[] => {
  const page = valuePage(name.property, shownOf(name.value), timeOf(name.last));
  if (!page) return [];
  return [
    {
      kind: 'page',
      label: `Open ${page.noun} ${shownOf(name.value)}${besides(name)}`,
      note: noteOf(name),
      to: page.to,
    },
  ];
};

/** A person by the address or id that a text holds, else by their name in it. */
const personIn = ({ emails: [email] }: TextReading, names: NamesAnswer | undefined) => {
  const [named] = names?.people ?? [];
  if (email !== undefined) return { property: 'email', value: email };
  return named && { property: named.property, value: shownOf(named.value) };
};

/**
 * Where a text leads that says more than who: to the attempts of the person, in the application, about the time. None where it
 * names a person alone, whose page says more.
 */
export const togetherOffers = (
  reading: TextReading,
  names: NamesAnswer | undefined,
  { range, zone }: TextTime,
): Offer[] => {
  const person = personIn(reading, names);
  const [application] = names?.applications ?? [];
  // a name of an application in one that is typed is not a second thing that a text says
  const app = reading.whole && names?.people.length === 0 ? undefined : application;
  if (!person || (!app && !range)) return [];
  const own = withValue(noFilters, 'any', person.property, person.value);
  const filters = app ? withValue(own, 'any', app.property, shownOf(app.value)) : own;
  const within = app ? ` in ${shownOf(app.value)}` : '';
  const when = range ? `, ${rangeWords(range, zone)}` : '';
  return [
    {
      kind: 'page',
      label: `Attempts of ${person.value}${within}${when}`,
      to: attemptsPath(filters, range ? writeRange(range) : ever),
    },
  ];
};

/** People, applications and addresses that the data has for the words of a text, people first. */
export const nameOffers = (
  reading: TextReading,
  names: NamesAnswer | undefined,
  instants: Instants,
): Offer[] => {
  if (!names) return [];
  const isRead = ({ value }: Named): boolean =>
    [...reading.emails, ...reading.hosts].some((each) => each.toLowerCase() === shownOf(value).toLowerCase());
  const people = names.people.filter((each) => !isRead(each));
  const addresses = names.addresses.filter((each) => !isRead(each));
  const [best, ...others] = people;
  return [
    ...(best ? [...pageOf(best), ...(best.count > 0 ? [filterOf(best, instants)] : [])] : []),
    ...others.flatMap(pageOf),
    ...names.applications.map((each) => ({ ...filterOf(each, instants), note: noteOf(each) })),
    ...addresses.flatMap(pageOf),
  ];
};
