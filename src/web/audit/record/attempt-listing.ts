import type { AttemptSelection } from '../../api/attempts.ts';
import type { Order } from '../../api/events.ts';
import { TabMemory } from '../../lib/tab-memory.ts';

/** A list of attempts, as it was asked for: it can be asked again, and goes on where its loaded rows end. */
export type AttemptListing = {
  readonly scope: AttemptSelection;
  readonly order: Order;
  readonly tz: string;
  /** Attempts a page, where it is not the table's number. */
  readonly limit?: number;
  /** Another of its attempts is looked at. */
  readonly onOpen?: (requestId: string) => void;
};

const listings = new TabMemory<AttemptListing>();

/** From which list an attempt was opened last in this tab. */
export const listingOf = (requestId: string): AttemptListing | undefined => listings.get(requestId);

/** Say from which list an attempt is opened. */
export const openFrom = (listing: AttemptListing, requestId: string): void => {
  listings.set(requestId, listing);
  listing.onOpen?.(requestId);
};
