/** In a list that ascends by a value, the place of the first whose value is not below another: its length when all are. */
export const firstBy = <Each>(
  ascending: readonly Each[],
  least: number | bigint,
  valueOf: (each: Each) => number | bigint,
): number => {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const each = ascending[middle];
    if (each !== undefined && valueOf(each) < least) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The same of the values themselves. */
export const firstFrom = <Value extends number | bigint>(ascending: readonly Value[], least: Value): number =>
  firstBy(ascending, least, (value) => value);
