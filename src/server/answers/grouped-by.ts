import { breather } from '../store/breath.ts';

const put = <Item, Key>(groups: Map<Key, Item[]>, key: Key | undefined, item: Item): void => {
  if (key === undefined) return;
  const own = groups.get(key);
  if (own) own.push(item);
  else groups.set(key, [item]);
};

/** Items by a key, each group in the order of the items; those without one are left out. */
export const groupedBy = <Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key | undefined,
): ReadonlyMap<Key, readonly Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) put(groups, keyOf(item), item);
  return groups;
};

/** The same of many, letting others have the thread. */
export const groupedInTurns = async <Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key | undefined,
): Promise<ReadonlyMap<Key, readonly Item[]>> => {
  const groups = new Map<Key, Item[]>();
  const breathe = breather();
  for (const item of items) {
    put(groups, keyOf(item), item);
    await breathe();
  }
  return groups;
};
