import type { PreparedEvent } from './store.ts';

/** Half of the content's SHA-256: 128 bits are beyond any collision, and half the space. */
export const contentKey = ({ contentHash }: Pick<PreparedEvent, 'contentHash'>): string =>
  contentHash.slice(0, 32);

/** The same key as a number, which is how it is stored. */
export const contentNumber = (event: Pick<PreparedEvent, 'contentHash'>): bigint =>
  BigInt(`0x${contentKey(event)}`);

/** What the store already holds that a batch may meet again. */
export type Known = {
  /** Content key of the event stored under an id, or undefined when the id is new. */
  readonly contentOf: (id: string) => string | undefined;
  /** Ids of the stored events with a content key, derived ones (no `unique_id` has claimed them) apart. */
  readonly idsOf: (content: string) => { readonly own: number; readonly derived: readonly string[] };
};

/**
 * What becomes of an event: a new row; a row that is there already (`conflict`: under this id, with other
 * content); or a row that came without an id and now gets this one.
 */
export type Decision =
  | { readonly kind: 'add' }
  | { readonly kind: 'duplicate'; readonly conflict: boolean }
  | { readonly kind: 'claim'; readonly claimed: string };

type Holding = { own: number; derived: string[] };

/**
 * Decide for each event of a batch, in order, as if they had come one by one.
 * - with the sender's own id: a known id is a duplicate; else it claims an unclaimed equal record; else it is new
 * - with a derived id (occurrence n): a duplicate if n equal records are there already, whoever sent them
 */
export const decide = (events: readonly PreparedEvent[], known: Known): Decision[] => {
  const added = new Map<string, string>();
  const holdings = new Map<string, Holding>();
  const holdingOf = (content: string): Holding => {
    const held = holdings.get(content);
    if (held) return held;
    const { own, derived } = known.idsOf(content);
    const fresh = { own, derived: [...derived] };
    holdings.set(content, fresh);
    return fresh;
  };
  return events.map((event): Decision => {
    const { id, occurrence } = event;
    const content = contentKey(event);
    const stored = added.get(id) ?? known.contentOf(id);
    if (stored !== undefined) return { kind: 'duplicate', conflict: stored !== content };
    const holding = holdingOf(content);
    if (occurrence === undefined) {
      holding.own += 1;
      added.set(id, content);
      const claimed = holding.derived.shift();
      return claimed === undefined ? { kind: 'add' } : { kind: 'claim', claimed };
    }
    if (holding.own + holding.derived.length >= occurrence) return { kind: 'duplicate', conflict: false };
    holding.derived.push(id);
    added.set(id, content);
    return { kind: 'add' };
  });
};
