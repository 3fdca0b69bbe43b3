import { useQuery } from '@tanstack/react-query';
import { labelOf } from '../../contract/fields.ts';
import { type Filters, withValue } from '../../contract/filters.ts';
import { useRowsOnTheWay } from '../api/events.ts';
import { type Found, lookupQuery } from '../api/lookup.ts';
import { plural } from '../lib/format.ts';
import { pageOf } from './page-of.ts';
import { useSettled } from '../lib/use-settled.ts';
import type { Instants } from './range.ts';
import { type Recognised, recognise } from './recognise.ts';

/** A filter that is offered for a text. */
export type Offer = {
  readonly label: string;
  readonly property: string;
  readonly values: readonly string[];
  /** The time that is looked at has nothing of it: all time is to be looked at. */
  readonly outside: boolean;
  /** The page it leads to, where it is no filter. */
  readonly to?: string;
};

const direct = ({ kind, values }: Recognised): Offer[] => {
  if (kind !== 'emails' && kind !== 'addresses') return [];
  const property = kind === 'emails' ? 'email' : 'source_ip';
  const noun = kind === 'emails' ? 'addresses' : 'hosts';
  const label =
    values.length === 1
      ? `${labelOf(property)} is ${values[0]}`
      : `${labelOf(property)} is one of ${values.length} ${noun}`;
  return [{ label, property, values, outside: false }];
};

const byLookup = (id: string, found: readonly Found[], { from, to }: Instants): Offer[] =>
  found.map(({ property, time }) => ({
    label: `${labelOf(property)} is ${id}`,
    property,
    values: [id],
    outside: time !== undefined && ((from !== undefined && time < from) || (to !== undefined && time >= to)),
  }));

/** The pages about what is offered as a filter; one value has one, several have none. */
const pagesOf = (offers: readonly Offer[], found: readonly Found[]): Offer[] =>
  offers.flatMap((offer) => {
    const { property, values, outside } = offer;
    const at = found.find((each) => each.property === property)?.time;
    const page = values.length === 1 ? pageOf(property, values[0] ?? '', { at, outside }) : undefined;
    return page ? [{ ...offer, ...page }] : [];
  });

/** What an id can look like that is neither a UUID nor a trace: one word, not too short. */
const anyId = /^\S{6,200}$/;

/**
 * What is offered for a text that is being typed, and a sentence about it for those who do not see it.
 * @param searched the text that the rows are searched for
 */
export const useOffers = (text: string, searched: string | undefined, instants: Instants) => {
  const recognised = recognise(text);
  const isId = recognised?.kind === 'uuid' || recognised?.kind === 'trace';
  // an id of any other make looks like any word: whether it is one, the data knows, but the rows are wanted first
  const mayBeId = recognised === undefined && text.trim() === searched?.trim() && anyId.test(text.trim());
  const word = useSettled(mayBeId ? text.trim() : '', 250);
  const rows = useRowsOnTheWay();
  const id = isId ? recognised.values[0] : word === '' ? undefined : word;
  const looked = useQuery({ ...lookupQuery(id ?? ''), enabled: id !== undefined && (isId || !rows) });
  const found = looked.data ?? [];
  const filters = id === undefined ? (recognised ? direct(recognised) : []) : byLookup(id, found, instants);
  const offers = [...filters, ...pagesOf(filters, found)];
  const looking = isId && looked.isPending;
  return {
    offers,
    /** Whether the text is several values, which no event holds as it is written. */
    several: (recognised?.values.length ?? 0) > 1,
    note: looking
      ? 'Looking which properties have this id…'
      : isId && offers.length === 0
        ? 'No stored event has this id.'
        : offers.length === 0
          ? ''
          : `${plural(filters.length, 'filter')} offered: press Enter`,
  };
};

/** Filters with what was offered, in place of the text it was offered for. */
export const withOffer = ({ q: _text, ...filters }: Filters, { property, values }: Offer): Filters =>
  values.reduce<Filters>((sum, value) => withValue(sum, 'any', property, value), filters);
