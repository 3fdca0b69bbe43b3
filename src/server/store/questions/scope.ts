import type { Filters } from '../../../contract/filters.ts';
import type { Micros } from '../../../contract/instant.ts';

/** The events a question is about: `from <= time < to`, either open, and the filters. */
export type EventScope = {
  readonly from?: Micros;
  readonly to?: Micros;
  readonly filters: Filters;
  /** Only these event ids. */
  readonly eventIds?: readonly string[];
};

/** A place in the order (time, ingest sequence), which no two events share. */
export type Position = { readonly time: Micros; readonly sequence: bigint };

/** In what context a question is asked. It is handed down unchanged, from the request to the engine. */
export type Asking = {
  /** Who asks: principals take turns, and one has a limit. Today that is an address. */
  readonly principal: string;
  /** Asked questions can be abandoned: an aborted signal stops the query and rejects with an `AbortError`. */
  readonly signal?: AbortSignal;
  /** Waits for its turn as long as it takes: a part of an answer that has begun already. */
  readonly isPatient?: boolean;
};

/** In the same context, of an answer that has begun: it waits for its turn as long as it takes. */
export const patiently = (asking: Asking): Asking => ({ ...asking, isPatient: true });

/** What the server asks for itself, and nobody waits for. */
export const serverItself: Asking = { principal: 'the server itself' };

/** Of whom it is not known who asks: they are one principal. */
export const anybody: Asking = { principal: 'anybody' };
