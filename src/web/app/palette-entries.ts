import { noFilters, withValue } from '../../contract/filters.ts';
import { type Micros, parseInstantIfGiven } from '../../contract/instant.ts';
import type { NamesAnswer } from '../../contract/names.ts';
import type { FoundValues, Sought } from '../api/lookup.ts';
import { asManyAsFit, soughtFor } from '../audit/filters/offers.ts';
import { attemptsPath, eventsPath, ever } from '../audit/looks/paths.ts';
import { valuePage } from '../audit/looks/value-page.ts';
import { fitsAddress } from '../api/address-length.ts';
import { recognise } from '../audit/filters/recognise.ts';
import { shownOf, typedOf } from '../lib/marks.ts';
import { quoted } from '../lib/quoted.ts';

/** A line of the palette: leads somewhere, or does something. */
export type Entry = {
  readonly group: string;
  readonly label: string;
  /** By which other words it is found. */
  readonly also?: string;
  readonly keys?: string;
  readonly to?: string;
  /** Told to the page it leads to. */
  readonly state?: unknown;
  readonly run?: () => void;
};

const goTo = (label: string, to: string): Entry => ({ group: 'Go to', label, to });

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** The page about a value, where there is one. */
const pageEntry = (property: string, value: string, time?: Micros, called?: string): Entry[] => {
  const page = valuePage(property, value, time);
  if (!page) return [];
  const name = `${page.noun} ${value}${called === undefined ? '' : ` (${called})`}`;
  return [goTo(page.isList ? `Attempts with ${name}` : capital(name), page.to)];
};

/** What the data is asked for a text; only ids and addresses are: most of what is typed here are names of actions. */
export const soughtByPalette = (text: string): Sought => {
  const reading = recognise(text);
  const ids = reading.words.every((word) => /\d/.test(word));
  return soughtFor({ ...reading, emails: [], words: ids ? reading.words : [] });
};

/** So many people or hosts of a list have a line each. */
const mostLines = 10;

/** The people, applications and addresses that a text names. */
const named = ({ people, applications, addresses }: NamesAnswer): Entry[] => [
  ...people.flatMap(({ property, value, last, name }) =>
    pageEntry(
      property,
      shownOf(value),
      parseInstantIfGiven(last),
      name === undefined ? undefined : shownOf(name),
    ),
  ),
  ...addresses.flatMap(({ property, value, last }) =>
    pageEntry(property, shownOf(value), parseInstantIfGiven(last)),
  ),
  ...applications.map(({ property, value }) =>
    goTo(
      `Attempts in ${shownOf(value)}`,
      attemptsPath(withValue(noFilters, 'any', property, shownOf(value)), ever),
    ),
  ),
];

/** Where a text leads. @param found which properties have its values, and whom it names, once that is known */
export const destinations = (text: string, found: readonly FoundValues[], names?: NamesAnswer): Entry[] => {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const { emails, hosts, page, whole } = recognise(text);
  const stored = found.filter(({ property }) => property === 'source_ip').flatMap(({ values }) => values);
  const addresses = stored.length > 0 ? [] : hosts;
  const events = (property: string, values: readonly string[]): Entry[] => {
    const fit = asManyAsFit(property, values);
    const filters = fit.reduce((sum, value) => withValue(sum, 'any', property, value), noFilters);
    return fit.length === 0
      ? []
      : [goTo(`Events of ${fit.length === 1 ? fit[0] : `any of ${fit.length}`}`, eventsPath(filters))];
  };
  const entries = [
    ...(page === undefined ? [] : [goTo('Page of this link', page)]),
    ...emails.slice(0, mostLines).flatMap((user) => pageEntry('email', user)),
    ...addresses.slice(0, mostLines).flatMap((host) => pageEntry('source_ip', host)),
    ...found.flatMap(({ property, values, time }) =>
      values.flatMap((value) => pageEntry(property, value, time)),
    ),
    ...(names ? named(names) : []),
    ...events('email', emails),
    ...events('source_ip', stored.length > 0 ? stored : hosts),
    ...(whole ? [goTo(`Events with ${quoted(trimmed)}`, eventsPath({ ...noFilters, q: trimmed }))] : []),
  ];
  // a user can be found by two properties, and by name
  return entries.filter(
    ({ to = '' }, index) => fitsAddress(to) && entries.findIndex((other) => other.to === to) === index,
  );
};

/** The entries whose names hold every word of the text. */
export const matching = (entries: readonly Entry[], text: string): Entry[] => {
  const words = text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => typedOf(word).toLowerCase());
  return entries.filter(({ label, group, also = '' }) => {
    const name = `${group} ${label} ${also}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
};
