import type { PreparedEvent } from './store.ts';

/** Half of the content's SHA-256: 128 bits are beyond any collision, and half the space. */
const contentKey = ({ contentHash }: Pick<PreparedEvent, 'contentHash'>): string => contentHash.slice(0, 32);

/** The key of the content that it has with its numbers rounded to doubles; undefined when that is no other. */
const roundedKey = ({ roundedHash }: PreparedEvent): string | undefined =>
  roundedHash === undefined ? undefined : contentKey({ contentHash: roundedHash });

/** The same key as a number, which is how it is stored. */
export const contentNumber = (event: Pick<PreparedEvent, 'contentHash'>): bigint =>
  BigInt(`0x${contentKey(event)}`);

/** The keys of all contents that an event may be stored under, as numbers. */
export const contentNumbers = (event: PreparedEvent): readonly bigint[] => [
  contentNumber(event),
  ...(event.roundedHash === undefined ? [] : [contentNumber({ contentHash: event.roundedHash })]),
];

/** Stored events of one content: how many have a sender's own id, and the derived ids of those that none has claimed. */
export type Holding = { readonly own: number; readonly derived: readonly string[] };

/** The stored events of a content: those whose numbers may have been rounded when they were stored, and all others. */
type Holdings = { readonly rounded: Holding; readonly exact: Holding };

/** What the store already holds that a batch may meet again. */
export type KnownContents = {
  /** Of the event stored under an id its content key, and whether its numbers may have been rounded. */
  readonly contentOf: (id: string) => { readonly content: string; readonly isRounded: boolean } | undefined;
  readonly idsOf: (content: string) => Holdings;
};

/**
 * What becomes of an event: a new row; a row that is there already (`conflict`: under this id, with other
 * content); or a row that came without an id and now gets this one.
 */
export type Decision =
  | { readonly kind: 'add' }
  | { readonly kind: 'duplicate'; readonly conflict: boolean }
  | { readonly kind: 'claim'; readonly claimed: string };

type Counted = { own: number; derived: string[] };

const counted = ({ own, derived }: Holding): Counted => ({ own, derived: [...derived] });

/**
 * Decide for each event of a batch, in order, as if they had come one by one.
 * - with the sender's own id: a known id is a duplicate; else it claims an unclaimed equal record; else it is new
 * - with a derived id (occurrence n): a duplicate if n equal records are there already, whoever sent them
 *
 * Equal are rows of the same content. Rows that were stored while numbers were rounded to doubles are equal, too, to an
 * event whose numbers round to theirs: nothing tells any more which digits such a row had. It is counted for each event
 * that could be it, so that an import that is repeated adds nothing, whatever the order. The price: where two records
 * had become one row, the second is not added now, either. To add it, a row would have to be given to whichever of them
 * comes first, and the others of its value would be added: an event that is stored already would be there twice.
 */
export const decide = (events: readonly PreparedEvent[], known: KnownContents): Decision[] => {
  const added = new Map<string, ReturnType<KnownContents['contentOf']>>();
  const holdings = new Map<string, { readonly rounded: Counted; readonly exact: Counted }>();
  const holdingsOf = (content: string) => {
    const held = holdings.get(content);
    if (held) return held;
    const { rounded, exact } = known.idsOf(content);
    const fresh = { rounded: counted(rounded), exact: counted(exact) };
    holdings.set(content, fresh);
    return fresh;
  };
  return events.map((event): Decision => {
    const { id, occurrence } = event;
    const [content, rounded] = [contentKey(event), roundedKey(event)];
    const stored = added.get(id) ?? known.contentOf(id);
    if (stored !== undefined) {
      const isSame = stored.content === content || (stored.isRounded && stored.content === rounded);
      return { kind: 'duplicate', conflict: !isSame };
    }
    const own = holdingsOf(content);
    const equal = [own.rounded, own.exact, ...(rounded === undefined ? [] : [holdingsOf(rounded).rounded])];
    if (occurrence === undefined) {
      const holding = equal.find(({ derived }) => derived.length > 0) ?? own.exact;
      holding.own += 1;
      added.set(id, { content, isRounded: false });
      const claimed = holding.derived.shift();
      return claimed === undefined ? { kind: 'add' } : { kind: 'claim', claimed };
    }
    const count = equal.reduce((sum, { own: sent, derived }) => sum + sent + derived.length, 0);
    if (count >= occurrence) return { kind: 'duplicate', conflict: false };
    own.exact.derived.push(id);
    added.set(id, { content, isRounded: false });
    return { kind: 'add' };
  });
};
