/** Sentences about filters that a link between pages could not take along, as they travel beside the address. */
export const leftOutState = (sentences: readonly string[]): { readonly leftOut: readonly string[] } | null =>
  sentences.length === 0 ? null : { leftOut: sentences };

/** The sentences that came with the page that is shown. @param state that of its history entry */
export const leftOutOf = (state: unknown): readonly string[] => {
  if (typeof state !== 'object' || state === null || !('leftOut' in state)) return [];
  const { leftOut } = state;
  return Array.isArray(leftOut) ? leftOut.filter((each) => typeof each === 'string') : [];
};
