/** In an ascending list, the place of the first value that is not below another: the list’s length when all are. */
export const firstFrom = <Value extends number | bigint>(
  ascending: readonly Value[],
  least: Value,
): number => {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = ascending[middle];
    if (value !== undefined && value < least) low = middle + 1;
    else high = middle;
  }
  return low;
};
