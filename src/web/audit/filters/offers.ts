import { type FieldName, labelOf } from '../../../contract/fields.ts';
import { type Filters, networksAmong, paramOfProperty, withValue } from '../../../contract/filters.ts';
import { maxValues } from '../../../contract/query.ts';
import type { FoundValues, Sought } from '../../api/lookup.ts';
import { spellingsOf } from '../../../contract/ip-address.ts';
import { formatCount, plural } from '../../lib/format.ts';
import { typedOf } from '../../lib/marks.ts';
import { valuePage } from '../looks/value-page.ts';
import type { Instants } from '../time/range.ts';
import type { NamesAnswer } from '../../../contract/names.ts';
import { type TextTime, nameOffers, togetherOffers } from './name-offers.ts';
import { type TextReading, idForms, readAtMost } from './recognise.ts';

/** What is offered for a text. */
export type Offer = {
  readonly label: string;
  /** Something to know before it is taken. */
  readonly note?: string;
} & (
  | {
      readonly kind: 'filter';
      readonly property: string;
      readonly values: readonly string[];
      /** The time that is looked at has nothing of it: all time is to be looked at. */
      readonly outside: boolean;
    }
  | { readonly kind: 'page'; readonly to: string }
  /** To search for the text as it stands. */
  | { readonly kind: 'text' }
);

export type FilterOffer = Extract<Offer, { kind: 'filter' }>;

/** So many bytes of an address of a page go to one filter: with its headers, a server takes 128 KiB. */
const mostBytes = 64 * 1024;

/** As many of the values as one filter takes. */
export const asManyAsFit = (property: string, values: readonly string[]): readonly string[] => {
  let left = mostBytes;
  const end = values.findIndex((value) => {
    left -= new URLSearchParams([[paramOfProperty(property), value]]).toString().length + 1;
    return left < 0;
  });
  return values.slice(0, Math.min(maxValues, end === -1 ? values.length : end));
};

/** So many e-mail addresses may also be ids of users or clients. */
const fewEmails = 20;

/** Properties of ids that look like addresses of people. */
export const addressLike: readonly FieldName[] = ['user_id', 'client_id'];

/** What the data is asked for a text: every value in the forms in which it may be stored. */
export const soughtFor = ({ emails, hosts, networks, ids, words }: TextReading): Sought => {
  const people = emails.length <= fewEmails ? emails : [];
  const forms = [...ids, ...words, ...people].flatMap(idForms);
  return {
    emails: asManyAsFit('email', emails),
    hosts: asManyAsFit('source_ip', [...new Set([...hosts, ...hosts.flatMap(spellingsOf)])]),
    networks: networks.slice(0, 5),
    ids: asManyAsFit('upstream_user_id', [...new Set(forms)]),
  };
};

const isOutside = (time: FoundValues['time'], { from, to }: Instants): boolean =>
  time !== undefined && ((from !== undefined && time < from) || (to !== undefined && time >= to));

/** Whether all are one value, written otherwise. */
const areOne = ([first = '', ...others]: readonly string[]): boolean => {
  const forms = [...idForms(first), ...spellingsOf(first)];
  return others.length < 2 && others.every((other) => forms.includes(other));
};

const filterLabel = (property: string, values: readonly string[], noun: string): string =>
  areOne(values)
    ? `${labelOf(property)} is ${networksAmong(property, values).length > 0 ? 'in ' : ''}${values.join(' or ')}`
    : `${labelOf(property)} is one of ${formatCount(values.length)} ${noun}`;

const filterOf = (
  property: string,
  all: readonly string[],
  { noun, time, instants }: { noun: string; time: FoundValues['time']; instants: Instants },
): FilterOffer => {
  const values = asManyAsFit(property, all);
  const cut = `the first ${formatCount(values.length)} of ${formatCount(all.length)}: a filter takes no more`;
  return {
    kind: 'filter',
    label: filterLabel(property, values, noun),
    property,
    values,
    outside: isOutside(time, instants),
    ...(values.length < all.length && { note: cut }),
  };
};

/** What is known of a text's values: undefined where it is still looked for. */
export type KnownValues = {
  readonly addresses: readonly FoundValues[] | undefined;
  readonly ids: readonly FoundValues[] | undefined;
  /** Whether the text itself is found within the time that is looked at. */
  readonly text: boolean | undefined;
};

/** The addresses of hosts as they are stored; as they were written, where none is. */
const hostValues = (hosts: readonly string[], stored: ReadonlySet<string>): string[] =>
  hosts.flatMap((host) => {
    const own = [host, ...spellingsOf(host)].filter((spelling) => stored.has(spelling));
    return own.length > 0 ? own : [host];
  });

const addressOffers = (reading: TextReading, known: KnownValues, instants: Instants): FilterOffer[] => {
  const { emails, hosts, networks, whole } = reading;
  const found = known.addresses ?? [];
  // an address that no event has would find less than a search for it does, which finds parts of others
  const isLess = whole && found.length === 0 && ((known.ids?.length ?? 0) > 0 || known.text === true);
  if (isLess) return [];
  const people = found.find(({ property }) => property === 'email');
  const stored = found.find(
    ({ property, values }) => property === 'source_ip' && !networks.includes(values[0] ?? ''),
  );
  const inNetworks = found.filter(
    ({ property, values }) => property === 'source_ip' && networks.includes(values[0] ?? ''),
  );
  return [
    ...(emails.length > 0
      ? [filterOf('email', emails, { noun: 'addresses', time: people?.time, instants })]
      : []),
    ...(hosts.length > 0
      ? [
          filterOf('source_ip', [...new Set(hostValues(hosts, new Set(stored?.values)))], {
            noun: 'hosts',
            time: stored?.time,
            instants,
          }),
        ]
      : []),
    ...inNetworks.map(({ values, time }) =>
      filterOf('source_ip', values, { noun: 'networks', time, instants }),
    ),
  ];
};

const idOffers = (
  { emails, property: named }: TextReading,
  found: readonly FoundValues[],
  instants: Instants,
): FilterOffer[] => {
  const people = new Set(emails.flatMap(idForms));
  return found
    .map((each) =>
      // the filter of addresses finds these, in whatever case
      each.property === 'upstream_user_id'
        ? { ...each, values: each.values.filter((value) => !people.has(value)) }
        : each,
    )
    .filter(({ values }) => values.length > 0)
    .toSorted((a, b) => Number(b.property === named) - Number(a.property === named))
    .map(({ property, values, time }) => filterOf(property, values, { noun: 'ids', time, instants }));
};

/** The page about the one value of a filter. */
const pageOf = (
  { property, values: [value = '', ...others] }: FilterOffer,
  found: readonly FoundValues[],
): Offer[] => {
  const at = found.find((each) => each.property === property)?.time;
  const page = others.length === 0 ? valuePage(property, value, at) : undefined;
  if (!page) return [];
  const { noun, isList, to } = page;
  return [{ kind: 'page', label: `${isList ? 'Attempts with' : 'Open'} ${noun} ${value}`, to }];
};

/** What else is known of a text: whom and what its words name, and when it says that something was. */
export type Told = { readonly names: NamesAnswer | undefined; readonly time: TextTime };

/**
 * What is offered for a text, the best first: where it leads, with the filter for the same behind it.
 * @param telling whether the text says by itself what it is
 */
export const offersOf = (
  text: string,
  reading: TextReading,
  { telling, known, instants }: { telling: boolean; known: KnownValues; instants: Instants },
  { names, time }: Told = { names: undefined, time: { range: undefined, zone: 'UTC' } },
): Offer[] => {
  const ids = idOffers(reading, known.ids ?? [], instants);
  // a value that is the text as it stands goes before what was read out of it
  const isText = ({ values }: FilterOffer): boolean =>
    values.includes(typedOf(text)) || values.includes(typedOf(text.trim()));
  const exact = reading.whole ? [] : ids.filter(isText);
  const others = ids.filter((offer) => !exact.includes(offer));
  const filters = [...exact, ...addressOffers(reading, known, instants), ...others];
  const link: Offer[] =
    reading.page === undefined
      ? []
      : [{ kind: 'page', label: 'Open the page of this link', to: reading.page }];
  const found = [...(known.addresses ?? []), ...(known.ids ?? [])];
  const values = filters.flatMap((filter) => [...pageOf(filter, found), filter]);
  const offers = firstOfEach([
    ...link,
    ...togetherOffers(reading, names, time),
    ...values,
    ...nameOffers(reading, names, instants),
  ]);
  if (offers.length === 0 || (telling && reading.whole)) return offers;
  const unread = reading.unread > 0 && `only the first ${formatCount(readAtMost)} characters were read`;
  return [
    ...offers,
    { kind: 'text', label: 'Search for the text as it stands', ...(unread !== false && { note: unread }) },
  ];
};

/** A user can be found by two properties, a page by its link and its id. */
const firstOfEach = (offers: readonly Offer[]): Offer[] => {
  const keyOf = (offer: Offer) => (offer.kind === 'page' ? offer.to.replace(/\?at=.*$/, '') : offer.label);
  return offers.filter((offer, at) => offers.findIndex((each) => keyOf(each) === keyOf(offer)) === at);
};

/** What taking an offer does: a filter is called one, so that nobody takes it for a page. */
export const actionOf = ({ kind, label }: Offer): string => (kind === 'filter' ? `Filter: ${label}` : label);

/** A sentence about what is offered, for those who do not see it. */
export const wordsOf = (offers: readonly Offer[]): string => {
  const filters = offers.filter(({ kind }) => kind === 'filter').length;
  if (offers.length === 0) return '';
  const pages = offers.filter(({ kind }) => kind === 'page').length;
  const each = [
    ...(pages > 0 ? [plural(pages, 'page')] : []),
    ...(filters > 0 ? [plural(filters, 'filter')] : []),
  ];
  const [best] = offers;
  return `${each.join(' and ')} offered. Enter: ${best ? actionOf(best) : ''}`;
};

/** Filters with what was offered, in place of the text it was offered for. */
export const withOffer = ({ q: _text, ...filters }: Filters, { property, values }: FilterOffer): Filters =>
  values.reduce<Filters>((sum, value) => withValue(sum, 'any', property, value), filters);
