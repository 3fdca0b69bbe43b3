/** Bars selected from where the selection began to where it is now, in either direction. */
export type BarSelection = { readonly anchor: number; readonly head: number };

/** The selected bars in order, the last included. */
export const selectedSpan = ({
  anchor,
  head,
}: BarSelection): { readonly first: number; readonly last: number } => ({
  first: Math.min(anchor, head),
  last: Math.max(anchor, head),
});

const steps: Readonly<Record<string, (head: number, count: number) => number>> = {
  ArrowLeft: (head) => head - 1,
  ArrowRight: (head) => head + 1,
  PageUp: (head) => head - 10,
  PageDown: (head) => head + 10,
  Home: () => 0,
  End: (_head, count) => count - 1,
};

/** Where a selection begins when there is none: at the end from which the key comes. */
const beginnings: Readonly<Record<string, (count: number) => number>> = {
  ArrowRight: () => 0,
  PageDown: () => 0,
  Home: () => 0,
};

/**
 * The selection after a key: arrows move it, with Shift they extend it.
 * @returns undefined for a key that moves nothing
 */
export const keyed = (
  key: string,
  extend: boolean,
  selection: BarSelection | undefined,
  count: number,
): BarSelection | undefined => {
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (!step || count === 0) return undefined;
  const begin = Object.hasOwn(beginnings, key) ? beginnings[key] : undefined;
  const next = selection ? step(selection.head, count) : (begin?.(count) ?? count - 1);
  const head = Math.min(Math.max(next, 0), count - 1);
  return { anchor: extend && selection ? selection.anchor : head, head };
};
