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

/** In a list that ascends by a value, those whose value is so much at least, and below another. */
export const between = <Each>(
  ascending: readonly Each[],
  from: number | bigint,
  to: number | bigint,
  valueOf: (each: Each) => number | bigint,
): readonly Each[] => ascending.slice(firstBy(ascending, from, valueOf), firstBy(ascending, to, valueOf));

/** The place of the first that is not below another, of the values themselves. */
export const firstFrom = <Value extends number | bigint>(ascending: readonly Value[], least: Value): number =>
  firstBy(ascending, least, (value) => value);

/** How many of them are so much at least, and below another. */
export const countBetween = <Value extends number | bigint>(
  ascending: readonly Value[],
  from: Value,
  to: Value,
): number => Math.max(0, firstFrom(ascending, to) - firstFrom(ascending, from));
