import { type Micros, parseInstant } from '../../../contract/instant.ts';
import { isJsonObject } from '../../../contract/exact-number.ts';
import { type JsonFile, sentenceAt } from './json-file.ts';
import { readPrivateKey } from './private-key.ts';
import { readUrl } from './url.ts';

/** What a service account signs in with, as the platform hands it out. */
export type AuthenticationDocument = {
  readonly id: string;
  readonly userId: string;
  readonly organisation: string;
  /** Without a slash at its end. */
  readonly issuerUrl: string;
  readonly expires: Micros | undefined;
  /** PEM of an EC P-256 private key. */
  readonly key: string;
  readonly scope?: string;
};

/** The file that is downloaded may hold the document within this. */
const wrapping = '_builtin_original';

const rootOf = (value: unknown): readonly string[] =>
  isJsonObject(value) && isJsonObject(value[wrapping]) ? [wrapping] : [];

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((found, name) => (isJsonObject(found) ? found[name] : undefined), value);

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';

/** What is wrong with a member, to be read after its name. */
class Wrong {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

/**
 * Read an authentication document.
 * @returns it, or a sentence for each of its members that is missing or wrong
 */
export const readDocument = (file: JsonFile): AuthenticationDocument | readonly string[] => {
  const root = rootOf(file.value);
  const problems: string[] = [];

  /** A member, as what `read` makes of it. */
  const member = <Read>(name: string, read: (text: string) => Read | Wrong): Read | undefined => {
    const path = [...root, ...name.split('.')];
    const value = at(file.value, path);
    const result =
      typeof value === 'string' && value.trim() !== ''
        ? read(value.trim())
        : new Wrong(isMissing(value) ? 'is missing' : 'must be a text');
    if (!(result instanceof Wrong)) return result;
    problems.push(sentenceAt(file, path, `“${name}” ${result.why}`));
    return undefined;
  };
  const text = (name: string): string | undefined => member(name, (given) => given);
  const isGiven = (name: string): boolean => !isMissing(at(file.value, [...root, ...name.split('.')]));

  if (!isJsonObject(file.value))
    return [
      sentenceAt(file, [], 'an authentication document is an object with “metadata”, “spec” and “status”'),
    ];
  const id = text('metadata.id');
  const userId = text('spec.user_id');
  const organisation = text('spec.org_id');
  const issuerUrl = member('spec.auth_issuer_url', (given) => {
    const url = readUrl(given);
    return 'url' in url ? url.url : new Wrong(url.problem);
  });
  const expires = isGiven('spec.expiry')
    ? member(
        'spec.expiry',
        (given) => parseInstant(given) ?? new Wrong('must be a time such as 2027-01-31T00:00:00Z'),
      )
    : undefined;
  const scope = isGiven('spec.scope') ? text('spec.scope') : undefined;
  const key = member('status.key', (given) => {
    const read = readPrivateKey(given);
    return typeof read === 'string' ? new Wrong(read) : given;
  });
  if (
    problems.length > 0 ||
    id === undefined ||
    userId === undefined ||
    organisation === undefined ||
    issuerUrl === undefined ||
    key === undefined
  )
    return problems;
  return { id, userId, organisation, issuerUrl, expires, key, ...(scope === undefined ? {} : { scope }) };
};
