import type { Micros } from '../../../contract/instant.ts';
import type { AuthenticationDocument } from './document.ts';

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
  /** PEM of the authority that signs the certificates of the API. */
  readonly ca: string | undefined;
};

/** What is wrong with the file, or with one source of it, in a sentence. */
export type SourceProblem = { readonly source?: string; readonly message: string };

export type ReadSources = {
  readonly sources: readonly SourceConfig[];
  readonly problems: readonly SourceProblem[];
};

/** Read the file of sources. A source that cannot be used is left out, and its problem told. */
export const readSources = async (_path: string): Promise<ReadSources> => ({ sources: [], problems: [] });

/**
 * Read the file again when it, or a file that it names, changes. What is broken leaves the old in force.
 * @returns how to stop
 */
export const watchSources =
  (_path: string, _onChange: (read: ReadSources) => void): (() => void) =>
  () => {};
