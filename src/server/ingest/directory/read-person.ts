import { type Micros, isRepresentable, parseInstant } from '../../../contract/instant.ts';
import { isEmail } from '../../../contract/record.ts';
import { fitsColumn } from '../../records/column-text.ts';
import type { DirectoryPerson } from '../../store/directory-store.ts';

/** An entry of a directory: somebody; a group, which is nobody; or why it can be neither, with its id where it has one. */
export type ReadPerson =
  | { readonly person: DirectoryPerson }
  | { readonly leftOut: string }
  | { readonly refused: string; readonly userId?: string };

/** Characters of a name: far more than people have. */
const longestText = 1_000;

/** Why an entry cannot be taken. */
class Refusal extends Error {}

type Entry = Readonly<Record<string, unknown>>;

/** A text of an entry; what says nothing is absent. */
const textOf = (entry: Entry, name: string): string | undefined => {
  const value = entry[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new Refusal(`${name} is not a text`);
  const text = value.trim();
  if (text.length > longestText)
    throw new Refusal(`${name} has ${text.length} characters, of at most ${longestText}`);
  return text === '' ? undefined : text;
};

const beginning = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const timeOf = (entry: Entry, name: string): Micros | undefined => {
  const text = textOf(entry, name);
  if (text === undefined) return undefined;
  const time = parseInstant(text);
  if (time === undefined || !isRepresentable(time))
    throw new Refusal(`${name} is not a time: “${beginning(text)}” (expected one like 2026-01-31T09:00:00Z)`);
  return time;
};

/** Without what is not told. */
const told = <Facts extends object>(facts: Facts): { [Name in keyof Facts]?: NonNullable<Facts[Name]> } =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Facts]?: NonNullable<Facts[Name]>;
  };

const isGroup = (type: string | undefined): type is string => type !== undefined && /group$/i.test(type);

const idOf = (entry: Entry): string => {
  const id = textOf(entry, 'id') ?? textOf(entry, 'guid');
  if (id === undefined) throw new Refusal('has no id (expected “id” or “guid”)');
  if (!fitsColumn(id)) throw new Refusal('has an id that is too long');
  return id;
};

/** Whose entry it is, for a sentence about it. */
const whose = (entry: Entry): string => {
  const names = ['id', 'guid', 'email', 'name', 'display_name', 'last_name'].map((name) => entry[name]);
  const name = names.find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof name === 'string' ? `The entry of “${beginning(name.trim())}”` : 'An entry without a name';
};

const personOf = (entry: Entry, userId: string, type: string | undefined): DirectoryPerson => {
  const name = textOf(entry, 'name');
  const email = [textOf(entry, 'email'), name].find((text) => text !== undefined && isEmail(text));
  const displayName =
    textOf(entry, 'display_name') ?? (name !== undefined && name !== email ? name : undefined);
  return {
    userId,
    ...told({
      orgId: textOf(entry, 'org_id'),
      email,
      firstName: textOf(entry, 'first_name'),
      lastName: textOf(entry, 'last_name'),
      displayName,
      status: textOf(entry, 'status')?.toLowerCase(),
      disabledAt: timeOf(entry, 'disabled_at_time'),
      type,
      created: timeOf(entry, 'created'),
      updated: timeOf(entry, 'updated'),
    }),
  };
};

/**
 * Read an entry of a directory, in either published shape: of `GET /users` (`id`, `email`, `first_name`, `last_name`,
 * `display_name`, `status`, `disabled_at_time`, `type`, `org_id`, `created`, `updated`), or of `GET /users/guids` (`guid`,
 * `org_id`, `guid_type`, `name`, which is an address or a name). What else it has is left.
 */
export const readPerson = (value: unknown): ReadPerson => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { refused: 'An entry is not an object.' };
  const entry = value as Entry;
  let userId: string | undefined;
  try {
    const type = textOf(entry, 'type') ?? textOf(entry, 'guid_type');
    if (isGroup(type)) return { leftOut: type };
    userId = idOf(entry);
    return { person: personOf(entry, userId, type) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const refused = `${whose(entry)}: ${error.message}.`.replace(': has', ' has');
    return { refused, ...(userId === undefined ? {} : { userId }) };
  }
};
