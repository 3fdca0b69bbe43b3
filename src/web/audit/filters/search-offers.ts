import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { formatInstant } from '../../../contract/instant.ts';
import { useRowsOnTheWay } from '../../api/events.ts';
import { addressLookupQuery, holdsQuery, lookupQuery } from '../../api/lookup.ts';
import { mayName, namesQuery } from '../../api/names.ts';
import { scopeEntries } from '../../api/scope.ts';
import { noFilters } from '../../../contract/filters.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { type Offer, addressLike, offersOf, soughtFor, wordsOf } from './offers.ts';
import type { Instants } from '../time/range.ts';
import { useZone } from '../time/zone-choice.ts';
import { momentIn } from './moment-in.ts';
import { type TextReading, isTelling, recognise } from './recognise.ts';

/** So long a text is asked for, only to say whether something holds it (characters). */
const longestAsked = 1_000;

/** What the data knows of the values of a text; each question is asked once the one before found nothing. */
const useKnown = (
  text: string,
  reading: TextReading,
  { searched, instants }: { searched: string | undefined; instants: Instants },
) => {
  const telling = isTelling(reading);
  const sought = useMemo(() => soughtFor(reading), [reading]);
  // an id of no known make looks like any word: whether it is one, the data knows, but the rows are wanted first
  const word = useSettled(telling || text.trim() !== searched?.trim() ? '' : text, 250);
  const rows = useRowsOnTheWay();
  const hasAddresses = [sought.emails, sought.hosts, sought.networks].some(({ length }) => length > 0);
  const addresses = useQuery({ ...addressLookupQuery(sought), enabled: hasAddresses });
  const areOnlyPeople = reading.ids.length === 0 && reading.words.length === 0;
  const ids = useQuery({
    ...lookupQuery(sought.ids, ...(areOnlyPeople ? [addressLike] : [])),
    enabled:
      sought.ids.length > 0 && (telling ? !addresses.isLoading : word !== undefined && word !== '' && !rows),
  });
  // an address is offered even where no event has it
  const hasOffer = reading.emails.length > 0 || reading.hosts.length > 0 || reading.page !== undefined;
  const nothing = !addresses.isLoading && !ids.isLoading && !addresses.data?.length && !ids.data?.length;
  const { from, to } = instants;
  const range = scopeEntries({
    filters: noFilters,
    ...(from !== undefined && { from: formatInstant(from) }),
    ...(to !== undefined && { to: formatInstant(to) }),
  });
  const holds = useQuery({
    ...holdsQuery(text.trim(), range),
    enabled: telling && (reading.whole || !hasOffer) && nothing && text.length <= longestAsked,
  });
  const found = Boolean(addresses.data?.length);
  return {
    telling,
    known: { addresses: addresses.data, ids: ids.data, text: holds.data },
    /** Whether what is found can still change what is best. */
    looking: telling && (addresses.isLoading || (!found && ids.isLoading) || holds.isLoading),
  };
};

const noteOf = (
  offers: readonly Offer[],
  {
    looking,
    telling,
    holds,
    noun,
  }: { looking: boolean; telling: boolean; holds: boolean | undefined; noun: string },
): string => {
  if (offers.length > 0) return wordsOf(offers);
  if (!telling) return '';
  if (looking) return 'Looking up which property has this id…';
  if (holds === undefined) return '';
  return holds
    ? 'No property is exactly this: it is searched for as a text.'
    : `No stored event has this ${noun}.`;
};

/** Whom and what the words of a text name: asked when typing pauses, or at once where somebody waits. */
const useNames = (text: string, { isOne, hurried }: { isOne: boolean; hurried: boolean }) => {
  const settled = useSettled(text, 200);
  const wanted = !isOne && mayName(text);
  const asked = wanted && (hurried || settled === text);
  const query = useQuery({ ...namesQuery(text.trim()), enabled: asked });
  return { names: wanted ? query.data : undefined, looking: wanted && (!asked || query.isLoading) };
};

/**
 * What is offered for a text that is being typed, and a sentence about it for those who do not see it.
 * @param searched the text that the rows are searched for
 * @param hurried whether somebody waits for what is best
 */
export const useOffers = (
  text: string,
  searched: string | undefined,
  { instants, hurried }: { instants: Instants; hurried: boolean },
) => {
  const { zone } = useZone();
  const reading = useMemo(() => recognise(text), [text]);
  const own = useKnown(text, reading, { searched, instants });
  const { telling, known } = own;
  const isMany = /\S\s+\S/.test(text);
  const { names, looking: isNaming } = useNames(text, { isOne: telling && reading.whole, hurried });
  const range = useMemo(() => (isMany ? momentIn(text, zone) : undefined), [text, isMany, zone]);
  const looking = own.looking || isNaming;
  const offers = offersOf(text, reading, { telling, known, instants }, { names, time: { range, zone } });
  return {
    offers,
    looking,
    /** Whether the text is more than a value, so that no event is likely to hold it as it stands. */
    apart: (telling ? !reading.whole : isMany) && (looking || offers.length > 0),
    note: noteOf(offers, {
      looking: own.looking,
      telling,
      holds: known.text,
      noun: reading.networks.length > 0 ? 'network' : 'id',
    }),
  };
};
