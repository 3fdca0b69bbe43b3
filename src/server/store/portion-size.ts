/**
 * How many items to ask for next when a store answers as many as fit into memory: after a short answer only some more
 * than it had, so that what would not fit is not looked up in vain.
 * @param most so many are wanted at all
 */
export const nextPortion = (asked: number, got: number, most: number): number =>
  Math.min(most, got < asked ? Math.max(got * 2, 8) : asked * 2);
