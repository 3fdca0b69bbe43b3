/** Some items in order, and whether more follow. */
type Batch<Item> = { readonly items: readonly Item[]; readonly more: boolean };

/** Reads at most so many items that follow another, or the first ones; fewer when more would not fit into memory. */
type Read<Item> = (most: number, after: Item | undefined) => Promise<Batch<Item>>;

/** How many items to ask for next: after a short answer only some more than it had, so that none are looked up in vain. */
const nextSize = (asked: number, got: number): number => (got < asked ? Math.max(got * 2, 8) : asked * 2);

/**
 * Read items in batchs that fit into memory.
 * @param wanted so many in all; `atOnce` are asked for at most at a time
 */
export async function* readBatches<Item>(
  { wanted, atOnce }: { readonly wanted: number; readonly atOnce: number },
  read: Read<Item>,
): AsyncGenerator<Batch<Item>> {
  let left = wanted;
  let size = Math.min(left, atOnce);
  let last: Item | undefined;
  while (left > 0) {
    const batch = await read(size, last);
    const { items } = batch;
    yield batch;
    if (!batch.more || items.length === 0) return;
    left -= items.length;
    last = items.at(-1);
    size = Math.min(left, atOnce, nextSize(size, items.length));
  }
}

/** A list in batches that fit into memory, and at the end what stands beside the list. */
export type ListInBatches<Item, Rest> = AsyncGenerator<readonly Item[], Rest>;
