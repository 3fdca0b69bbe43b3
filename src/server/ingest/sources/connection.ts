import type { Micros } from '../../../contract/instant.ts';
import { PlatformError } from './platform-error.ts';
import type { SourceConfig } from './config.ts';
import { readReply } from './read-reply.ts';
import { Secrets } from './secrets.ts';
import { AccountSignIn, secretsOf } from './sign-in.ts';
import { Transport, type TransportOptions } from './transport.ts';

export type ApiReply = {
  /** JSON; numbers that no double holds are an `ExactNumber` each. */
  readonly body: unknown;
  /** The API's own clock: its `Date` header. */
  readonly date: Micros | undefined;
  readonly bytes: number;
};

export type ConnectionOptions = Pick<TransportOptions, 'deadlines' | 'proxy' | 'lookup'> & {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
};

/** Speaks to one API as one service account. Nothing is tried again here, but for one new token after a 401. */
export class ApiConnection {
  /** When the document that it signs in with ends; undefined with a token, or where the document does not say. */
  readonly documentExpires: Micros | undefined;
  readonly #url: string;
  readonly #secrets: Secrets;
  readonly #transport: Transport;
  readonly #signIn: AccountSignIn;
  readonly #now: () => number;

  constructor(
    { url, credential, ca }: Pick<SourceConfig, 'url' | 'credential' | 'ca'>,
    { now = Date.now, ...options }: ConnectionOptions = {},
  ) {
    this.#url = url;
    this.#now = now;
    this.#secrets = new Secrets(secretsOf(credential));
    this.documentExpires = credential.kind === 'document' ? credential.document.expires : undefined;
    this.#transport = new Transport({ ...options, ca, secrets: this.#secrets });
    this.#signIn = new AccountSignIn(credential, this.#transport, this.#secrets, now);
  }

  /** When it last signed in, in milliseconds of our clock; undefined with a token. */
  get signedInAt(): number | undefined {
    return this.#signIn.at;
  }

  /** Sign in, unless that has been done. @throws as `get` does */
  async signIn(signal?: AbortSignal): Promise<void> {
    await this.#signIn.token(signal);
  }

  /**
   * @param path as documented, such as `/v1/auth_audits`
   * @throws PlatformError, or the signal's reason when it is aborted
   */
  async get(path: string, params: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<ApiReply> {
    const url = new URL(`${this.#url}${path}`);
    url.search = new URLSearchParams(params).toString();
    for (let isAgain = false; ; isAgain = true) {
      const token = await this.#signIn.token(signal);
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
      const reply = await this.#transport.send({ url, method: 'GET', headers, signal });
      try {
        const body = await readReply(reply, this.#secrets, this.#now());
        return { body, date: reply.date, bytes: reply.bytes.length };
      } catch (error) {
        const isRefused = error instanceof PlatformError && error.problem === 'unauthorized';
        if (!isRefused || isAgain || !this.#signIn.canRenew) throw error;
        this.#signIn.forget(token);
      }
    }
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }
}
