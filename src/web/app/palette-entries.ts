import { noFilters, withValue } from '../../contract/filters.ts';
import type { Found, Sought } from '../api/lookup.ts';
import { asManyAsFit, soughtFor } from '../audit/filters/offers.ts';
import {
  addressPath,
  attemptPath,
  eventsPath,
  sessionPath,
  tracePath,
  userPath,
} from '../audit/looks/paths.ts';
import { fitsAddress } from '../api/address-length.ts';
import { recognise } from '../audit/filters/recognise.ts';
import { typedOf } from '../lib/marks.ts';
import { quoted } from '../lib/quoted.ts';

/** A line of the palette: leads somewhere, or does something. */
export type Entry = {
  readonly group: string;
  readonly label: string;
  readonly keys?: string;
  readonly to?: string;
  readonly run?: () => void;
};

const goTo = (label: string, to: string): Entry => ({ group: 'Go to', label, to });

/** The pages about ids, by the property that has them; none for one that has no page. */
const pagesOf = ({ property, values, time }: Found): Entry[] =>
  values.flatMap((id) => {
    const pages: Partial<Record<Found['property'], () => Entry>> = {
      request_id: () => goTo(`Attempt ${id}`, attemptPath(id, time)),
      session: () => goTo(`Session ${id}`, sessionPath(id)),
      trace_id: () => goTo(`Trace ${id}`, tracePath(id)),
      user_id: () => goTo(`User ${id}`, userPath(id)),
      upstream_user_id: () => goTo(`User ${id}`, userPath(id)),
      source_ip: () => goTo(`Address ${id}`, addressPath(id)),
    };
    return pages[property]?.() ?? [];
  });

/** What the data is asked for a text; only ids and addresses are: most of what is typed here are names of actions. */
export const soughtByPalette = (text: string): Sought => {
  const reading = recognise(text);
  const ids = reading.words.every((word) => /\d/.test(word));
  return soughtFor({ ...reading, emails: [], words: ids ? reading.words : [] });
};

/** So many people or hosts of a list have a line each. */
const mostLines = 10;

/** Where a text leads. @param found which properties have its values, once that is known */
export const destinations = (text: string, found: readonly Found[]): Entry[] => {
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
    ...emails.slice(0, mostLines).map((user) => goTo(`User ${user}`, userPath(user))),
    ...addresses.slice(0, mostLines).map((host) => goTo(`Address ${host}`, addressPath(host))),
    ...found.flatMap(pagesOf),
    ...events('email', emails),
    ...events('source_ip', stored.length > 0 ? stored : hosts),
    ...(whole ? [goTo(`Events with ${quoted(trimmed)}`, eventsPath({ ...noFilters, q: trimmed }))] : []),
  ];
  // a user can be found by two properties
  return entries.filter(
    ({ to = '' }, index) => fitsAddress(to) && entries.findIndex((other) => other.to === to) === index,
  );
};

/** The entries whose label holds every word of the text. */
export const matching = (entries: readonly Entry[], text: string): Entry[] => {
  const words = text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => typedOf(word).toLowerCase());
  return entries.filter(({ label, group }) => {
    const name = `${group} ${label}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
};
