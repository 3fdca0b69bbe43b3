import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { z } from 'zod';
import { isJsonObject } from '../../../contract/exact-number.ts';
import type { Micros } from '../../../contract/instant.ts';
import { type Problems, documentCredential, readAuthorities, tokenCredential } from './credential.ts';
import type { AuthenticationDocument } from './document.ts';
import { Files } from './files.ts';
import { type JsonFile, parseJsonFile, sentenceAt } from './json-file.ts';
import { sourceSchema, sourcesFileSchema, wrongIn } from './source-schema.ts';

/** What requests are signed in with: a document that tokens are asked for with, or a token. */
export type Credential =
  | { readonly kind: 'document'; readonly document: AuthenticationDocument }
  | { readonly kind: 'token'; readonly token: string };

export type SourceConfig = {
  readonly name: string;
  readonly kind: 'agilicus';
  /** Without a slash at its end. */
  readonly url: string;
  readonly organisation: string | undefined;
  /** Where reading begins: so long before the first start, or an instant. */
  readonly from: { readonly days: number } | { readonly instant: Micros };
  readonly everyMs: number;
  /** How much of what was read is read again each time, in microseconds. */
  readonly overlap: Micros;
  readonly directory: boolean;
  readonly credential: Credential;
  /** PEM of the authorities that sign the certificates of the API, beside those that are known anyway. */
  readonly ca: string | undefined;
};

/** What is wrong with the file, or with one source of it, in a sentence. */
type SourceProblem = { readonly source?: string; readonly message: string };

export type ReadSources = {
  readonly sources: readonly SourceConfig[];
  readonly problems: readonly SourceProblem[];
};

type Written = z.output<typeof sourceSchema>;

/** Read what a source names, and put it together. @param index its place in the file */
const complete = async (
  file: JsonFile,
  index: number,
  written: Written,
  files: Files,
): Promise<SourceConfig | Problems> => {
  const say = (member: string) => (text: string) => sentenceAt(file, ['sources', index, member], text);
  const near = (path: string): string => resolve(dirname(file.name), path);
  const { document, token, ca, org_id: organisation } = written;
  const authorities = ca === undefined ? { ca } : await readAuthorities(files, near(ca), say('ca'));
  const credential =
    document === undefined
      ? await tokenCredential(files, near(token ?? ''), say('token'))
      : await documentCredential(files, near(document), say('document'));
  const problems = [authorities, credential].flatMap((read) => ('problems' in read ? read.problems : []));
  if ('problems' in authorities || 'problems' in credential) return { problems };
  const own = credential.kind === 'document' ? credential.document.organisation : undefined;
  if (organisation !== undefined && own !== undefined && organisation !== own)
    return {
      problems: [
        say('org_id')(`“org_id” is ${organisation}, but the document is of the organisation ${own}`),
      ],
    };
  return {
    name: written.name,
    kind: written.kind,
    url: written.url,
    organisation: organisation ?? own,
    from: written.from,
    everyMs: written.every,
    overlap: written.overlap,
    directory: written.directory,
    credential,
    ca: authorities.ca,
  };
};

const isSamePlace = (one: SourceConfig, other: SourceConfig): boolean =>
  one.kind === other.kind && one.url === other.url && one.organisation === other.organisation;

const readAll = async (path: string, files: Files): Promise<ReadSources> => {
  const content = await files.read(path);
  if (typeof content === 'string') return { sources: [], problems: [{ message: `${path} ${content}.` }] };
  const file = parseJsonFile(path, content);
  if (typeof file === 'string') return { sources: [], problems: [{ message: file }] };
  const outer = sourcesFileSchema.safeParse(file.value);
  if (!outer.success) {
    const problems = wrongIn(outer.error).map(({ path, text }) => ({
      message: sentenceAt(file, path, text),
    }));
    return { sources: [], problems };
  }
  const sources: SourceConfig[] = [];
  const problems: SourceProblem[] = [];
  for (const [index, given] of outer.data.sources.entries()) {
    const at = ['sources', index];
    const name = isJsonObject(given) && typeof given['name'] === 'string' ? given['name'] : undefined;
    const tell = (messages: readonly string[]): void => {
      problems.push(
        ...messages.map((message) => ({ ...(name === undefined ? {} : { source: name }), message })),
      );
    };
    const written = sourceSchema.safeParse(given);
    if (!written.success) {
      tell(wrongIn(written.error).map(({ path, text }) => sentenceAt(file, [...at, ...path], text)));
      continue;
    }
    const source = await complete(file, index, written.data, files);
    if ('problems' in source) tell(source.problems);
    else if (sources.some((other) => other.name === source.name))
      tell([
        sentenceAt(file, [...at, 'name'], `“name” must be another: ${source.name} is the name of one above`),
      ]);
    else {
      const same = sources.find((other) => isSamePlace(other, source));
      if (same) tell([sentenceAt(file, at, `is the same organisation of the same API as ${same.name}`)]);
      else sources.push(source);
    }
  }
  return { sources, problems };
};

/** Read the file of sources. A source that cannot be used is left out, and its problem told. */
export const readSources = async (path: string): Promise<ReadSources> => readAll(path, new Files());

/**
 * What is in force when a file was read after another: what is broken now stays as it was, what is no longer named goes.
 */
const inForceAfter = (before: readonly SourceConfig[], { sources, problems }: ReadSources): ReadSources => {
  // a problem without a name may be that of any
  const isBroken = ({ name }: SourceConfig): boolean =>
    problems.some(({ source }) => source === undefined || source === name);
  const kept = before.filter(
    (old) => isBroken(old) && !sources.some((now) => now.name === old.name || isSamePlace(now, old)),
  );
  return { sources: [...sources, ...kept], problems };
};

/** Files are looked at so often, in milliseconds. */
const usualPace = 2_000;

/**
 * Read the file of sources now, and again when it, or a file that it names, has changed. What is broken leaves in force
 * what was.
 * @param onChange is told the first reading as well
 * @returns how to stop
 */
export const watchSources = (
  path: string,
  onChange: (read: ReadSources) => void,
  paceMs = usualPace,
): (() => void) => {
  const stopping = new AbortController();
  void (async () => {
    let seen = '';
    let inForce: readonly SourceConfig[] = [];
    while (!stopping.signal.aborted) {
      const files = new Files();
      const read = inForceAfter(inForce, await readAll(path, files));
      if (stopping.signal.aborted) return;
      if (files.fingerprint !== seen) onChange(read);
      seen = files.fingerprint;
      inForce = read.sources;
      await setTimeout(paceMs, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return () => stopping.abort();
};
