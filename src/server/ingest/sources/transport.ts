import type { LookupFunction } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, Pool, ProxyAgent, buildConnector } from 'undici';
import type { Micros } from '../../../contract/instant.ts';
import { PlatformError } from './platform-error.ts';
import { connectionError } from './connection-error.ts';
import { type ProxyVariables, proxyFor, proxyVariables } from './proxy.ts';
import { parseHttpDate } from './retry-after.ts';
import type { Secrets } from './secrets.ts';

/** How long a request may take, in milliseconds: to be connected, between two signs of life, and in all. */
export type Deadlines = { readonly connect: number; readonly idle: number; readonly total: number };

const usualDeadlines: Deadlines = { connect: 10_000, idle: 60_000, total: 180_000 };

/** A network may be far away; the next address of a name is tried after so many milliseconds. */
const familyPatienceMs = 2_500;

/** More than this of an answer is not taken. */
const mostBytes = 32 * 1024 * 1024;

/** Of an answer that is an error, so much is read. */
const mostOfErrors = 64 * 1024;

export type RawRequest = {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
};

export type RawReply = {
  readonly host: string;
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Buffer;
  readonly date: Micros | undefined;
};

export type TransportOptions = {
  readonly ca: string | undefined;
  readonly secrets: Secrets;
  readonly deadlines?: Partial<Deadlines> | undefined;
  readonly proxy?: ProxyVariables | undefined;
  /** What makes addresses of names; the system unless given. */
  readonly lookup?: LookupFunction;
};

/** Sends requests, through a proxy where one is named, and takes no answer that is too large or too slow. */
export class Transport {
  readonly #deadlines: Deadlines;
  readonly #proxy: ProxyVariables;
  readonly #secrets: Secrets;
  readonly #tls: buildConnector.BuildOptions;
  /** By origin. */
  readonly #dispatchers = new Map<string, Dispatcher>();

  constructor({ ca, secrets, deadlines, proxy = proxyVariables(process.env), lookup }: TransportOptions) {
    this.#deadlines = { ...usualDeadlines, ...deadlines };
    this.#proxy = proxy;
    this.#secrets = secrets;
    this.#tls = {
      timeout: this.#deadlines.connect,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: familyPatienceMs,
      ...(lookup ? { lookup } : {}),
      // made once: there are many known authorities
      ...(ca === undefined ? {} : { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) }),
    };
  }

  /** @throws PlatformError, or the signal's reason when it is aborted */
  async send(request: RawRequest): Promise<RawReply> {
    const { url, signal } = request;
    signal?.throwIfAborted();
    const proxy = proxyFor(url, this.#proxy);
    if (typeof proxy === 'string') throw new PlatformError('proxy', `${proxy}.`);
    const ending = new AbortController();
    const deadline = setTimeout(() => ending.abort(), this.#deadlines.total);
    const stop = (): void => ending.abort();
    signal?.addEventListener('abort', stop);
    const underWay = { host: url.host, proxy: proxy?.host, isAnswering: false, secrets: this.#secrets };
    try {
      const reply = await this.#dispatcher(url.origin, proxy).request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        signal: ending.signal,
      });
      underWay.isAnswering = true;
      const read = await this.#read(url, reply);
      signal?.throwIfAborted();
      return read;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof PlatformError) throw error;
      if (ending.signal.aborted) {
        const seconds = Math.ceil(this.#deadlines.total / 1_000);
        throw new PlatformError(
          'timeout',
          `${url.host} did not finish its answer within ${seconds} s.`,
          {},
          error,
        );
      }
      throw connectionError(error, underWay);
    } finally {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    const all = [...this.#dispatchers.values()];
    this.#dispatchers.clear();
    await Promise.all(all.map(async (dispatcher) => dispatcher.destroy()));
  }

  async #read(url: URL, { statusCode: status, headers, body }: Dispatcher.ResponseData): Promise<RawReply> {
    const header = (name: string): string | undefined => {
      const value = headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const date = parseHttpDate(header('date'));
    const isFine = status >= 200 && status < 300;
    const most = isFine ? mostBytes : mostOfErrors;
    const chunks: Buffer[] = [];
    let length = 0;
    let isCutOff = false;
    try {
      for await (const chunk of body) {
        chunks.push(chunk as Buffer);
        length += (chunk as Buffer).length;
        isCutOff = length > most;
        if (isCutOff) break; // ends the connection, too
      }
    } catch (error) {
      if (isFine) throw error; // the status of an error says enough
    }
    if (isCutOff && isFine) {
      const mebibytes = mostBytes / 1024 / 1024;
      throw new PlatformError('too_large', `${url.host} answered more than ${mebibytes} MiB.`, {
        status,
        date,
      });
    }
    return { host: url.host, status, header, bytes: Buffer.concat(chunks), date };
  }

  #dispatcher(origin: string, proxy: URL | undefined): Dispatcher {
    const known = this.#dispatchers.get(origin);
    if (known) return known;
    const { idle } = this.#deadlines;
    const patience = { headersTimeout: idle, bodyTimeout: idle };
    const made = proxy
      ? new ProxyAgent({
          ...patience,
          uri: proxy.origin,
          ...authorization(proxy),
          proxyTls: this.#tls,
          requestTls: this.#tls,
          clientFactory: (proxyOrigin, options) => new Pool(proxyOrigin, { ...options, ...patience }),
        })
      : new Agent({ ...patience, connect: buildConnector(this.#tls) });
    this.#dispatchers.set(origin, made);
    return made;
  }
}

/** What a proxy is told of who asks. */
const authorization = ({ username, password }: URL): { readonly token?: string } => {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { token: `Basic ${Buffer.from(pair).toString('base64')}` };
};
