/** The id of a record that came without one: its content and its occurrence among equal ones of its source. */
export const derivedId = (contentHash: string, occurrence: number): string =>
  `sha256-${contentHash}-${occurrence}`;

/** What a derived id is made of; undefined when an id is none. */
export const readDerivedId = (
  id: string,
): { readonly contentHash: string; readonly occurrence: number } | undefined => {
  const [, contentHash, occurrence] = /^sha256-([0-9a-f]{64})-([1-9]\d{0,8})$/.exec(id) ?? [];
  return contentHash === undefined ? undefined : { contentHash, occurrence: Number(occurrence) };
};
