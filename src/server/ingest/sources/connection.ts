import type { Micros } from '../../../contract/instant.ts';
import type { SourceConfig } from './config.ts';

export type ApiReply = {
  /** JSON; numbers that no double holds are an `ExactNumber` each. */
  readonly body: unknown;
  /** The API's own clock: its `Date` header. */
  readonly date: Micros | undefined;
  readonly bytes: number;
};

/** How long a request may take, in milliseconds. */
export type Deadlines = { readonly connect: number; readonly idle: number; readonly total: number };

export type ConnectionOptions = {
  readonly now?: () => number;
  readonly deadlines?: Partial<Deadlines>;
  /** The variables that name a proxy; those of the process unless given. */
  readonly proxy?: { readonly httpsProxy?: string; readonly httpProxy?: string; readonly noProxy?: string };
};

/** Speaks to one API as one service account. Nothing is tried again here, but for one new token after a 401. */
export class ApiConnection {
  constructor(_config: Pick<SourceConfig, 'url' | 'credential' | 'ca'>, _options: ConnectionOptions = {}) {}

  /** @throws ApiError, or the signal's reason when it is aborted */
  async get(
    _path: string,
    _params: Readonly<Record<string, string>>,
    _signal?: AbortSignal,
  ): Promise<ApiReply> {
    throw new Error('is being built');
  }

  async close(): Promise<void> {}

  /** When the document that it signs in with ends; undefined with a token, or where the document does not say. */
  get documentExpires(): Micros | undefined {
    return undefined;
  }
}
