/** user_ids known to have an address, whatever its case. */
type Addressed = { readonly usersOf: (email: string) => readonly string[] };

/** Whom an upstream id stands for: the user_id that alone has it as an address, else itself. */
export const ownerOf = ({ usersOf }: Addressed, id: string): string => {
  const [owner, ...others] = usersOf(id);
  return owner === undefined || others.length > 0 ? id : owner;
};

/** The owners of those ids that have one. */
export const ownersOf = (known: Addressed, ids: readonly string[]): Readonly<Record<string, string>> => {
  // an object that inherits nothing: an id can be called “constructor”
  const owners: Record<string, string> = Object.create(null);
  for (const id of ids) {
    const owner = ownerOf(known, id);
    if (owner !== id) owners[id] = owner;
  }
  return owners;
};
