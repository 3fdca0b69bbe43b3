import { createPrivateKey } from 'node:crypto';
import { SignJWT, decodeJwt } from 'jose';
import { isJsonObject } from '../../../contract/exact-number.ts';
import { formatInstant, msOfMicros } from '../../../contract/instant.ts';
import { PlatformError } from './platform-error.ts';
import type { Credential } from './config.ts';
import type { AuthenticationDocument } from './document.ts';
import { readReply } from './read-reply.ts';
import type { Secrets } from './secrets.ts';
import type { RawReply, Transport } from './transport.ts';

const minuteMs = 60_000;

/** How long an assertion is to be valid. */
const assertionMs = 60 * minuteMs;

/** How long a token is thought to be valid that does not say so. */
const usualLifeMs = 15 * minuteMs;

/** A clock that is off by no more is no reason to be refused. */
const toleratedMs = 5 * minuteMs;

/** What was refused a new token before the old one has ended asks again after so long. */
const patienceMs = minuteMs;

const grantType = 'urn:agilicus:params:oauth:grant-type:identity_statement';
const usualScope = 'urn:agilicus:api:*?';

/** An instant as the claims write it, in UTC: `2026-11-29 12:00:00.000000`. */
const claimTime = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', '000');

const assertionOf = async (document: AuthenticationDocument, nowMs: number): Promise<string> =>
  new SignJWT({
    audience: 'urn:api:agilicus:tokens',
    issuer: `urn:agilicus:authentication_documents:${document.id}`,
    user_id: document.userId,
    org_id: document.organisation,
    expiry: claimTime(nowMs + assertionMs),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .sign(createPrivateKey(document.key));

/** How far two clocks are apart, in words. */
const apart = (ms: number): string => {
  const minutes = Math.round(Math.abs(ms) / minuteMs);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
};

/** When a token was made and ends by what it says itself, in seconds on the clock of who made it. */
const timesIn = (token: string): { readonly iat?: number | undefined; readonly exp?: number | undefined } => {
  try {
    const { iat, exp } = decodeJwt(token);
    return { iat, exp };
  } catch {
    return {}; // it need not be one that can be read
  }
};

/** What no message may show of what is signed in with. */
export const secretsOf = (credential: Credential): readonly string[] =>
  credential.kind === 'token'
    ? [credential.token]
    : credential.document.key.split('\n').filter((line) => !line.startsWith('-'));

type Token = { readonly text: string; readonly renewAt: number; readonly ends: number };

/** Holds the token that requests are signed in with, and has a new one made when it is time. */
export class AccountSignIn {
  readonly #credential: Credential;
  readonly #transport: Transport;
  readonly #secrets: Secrets;
  readonly #now: () => number;
  #token: Token | undefined;
  /** When it last signed in, in milliseconds of our clock; undefined with a token. */
  at: number | undefined;

  constructor(credential: Credential, transport: Transport, secrets: Secrets, now: () => number) {
    this.#credential = credential;
    this.#transport = transport;
    this.#secrets = secrets;
    this.#now = now;
  }

  /** Whether another token can be had than the one that there is. */
  get canRenew(): boolean {
    return this.#credential.kind === 'document';
  }

  /** @throws PlatformError, or the signal's reason when it is aborted */
  async token(signal?: AbortSignal): Promise<string> {
    if (this.#credential.kind === 'token') return this.#credential.token;
    const held = this.#token;
    if (held && this.#now() < held.renewAt) return held.text;
    try {
      this.#token = await this.#ask(this.#credential.document, signal);
    } catch (error) {
      if (!(error instanceof PlatformError) || !held || this.#now() >= held.ends) throw error;
      this.#token = { ...held, renewAt: Math.min(this.#now() + patienceMs, held.ends) };
    }
    return this.#token.text;
  }

  /** The API takes a token no longer. */
  forget(token: string): void {
    if (this.#token?.text === token) this.#token = undefined;
  }

  async #ask(document: AuthenticationDocument, signal: AbortSignal | undefined): Promise<Token> {
    const assertion = await assertionOf(document, this.#now());
    this.#secrets.add(assertion);
    const reply = await this.#transport.send({
      url: new URL(`${document.issuerUrl}/token`),
      method: 'POST',
      headers: {
        authorization: `Bearer ${assertion}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: new URLSearchParams({
        grant_type: grantType,
        client_id: 'agilicus-builtin-cli',
        scope: document.scope ?? usualScope,
        authentication_document_id: document.id,
        identity_assertion: assertion,
      }).toString(),
      signal,
    });
    const now = this.#now();
    if ([400, 401, 403].includes(reply.status)) throw this.#refusal(document, reply, now);
    const answer = await readReply(reply, this.#secrets, now);
    const text = isJsonObject(answer) ? answer['access_token'] : undefined;
    if (!isJsonObject(answer) || typeof text !== 'string' || !/^[\x21-\x7e]+$/.test(text))
      throw new PlatformError('not_json', `${reply.host} answered a sign-in without an access_token.`, reply);
    this.#secrets.add(text);
    this.at = now;
    const lifeMs = lifeOf(
      text,
      answer['expires_in'],
      reply.date === undefined ? now : msOfMicros(reply.date),
    );
    return { text, renewAt: now + lifeMs / 2, ends: now + lifeMs };
  }

  /** Why signing in was refused, as far as it can be known. */
  #refusal(document: AuthenticationDocument, reply: RawReply, now: number): PlatformError {
    const { host, date, status } = reply;
    const said = this.#secrets.quoted(reply.bytes.toString());
    const answered = `${host} refused to sign in (${status}${said === '' ? '' : `: “${said}”`})`;
    const theirs = date === undefined ? now : msOfMicros(date);
    const { expires } = document;
    if (Math.abs(now - theirs) > toleratedMs)
      return new PlatformError(
        'clock',
        `${answered}: the clock of this machine is ${apart(now - theirs)} ${now > theirs ? 'ahead' : 'behind'}; set it.`,
        { status, date },
      );
    if (expires !== undefined && msOfMicros(expires) <= theirs)
      return new PlatformError(
        'unauthorized',
        `${answered}: the authentication document expired at ${formatInstant(expires)}; make a new one.`,
        { status, date },
      );
    return new PlatformError(
      'unauthorized',
      `${answered}: the authentication document may have been deleted, its key replaced, or its account disabled.`,
      { status, date },
    );
  }
}

/** How long a token lives, in milliseconds. @param madeMs when it was made, on the clock of who made it */
const lifeOf = (token: string, expiresIn: unknown, madeMs: number): number => {
  const seconds = Number(expiresIn);
  if ((typeof expiresIn === 'number' || typeof expiresIn === 'string') && seconds > 0) return seconds * 1_000;
  const { iat, exp } = timesIn(token);
  const life = exp === undefined ? usualLifeMs : exp * 1_000 - (iat === undefined ? madeMs : iat * 1_000);
  return life > 0 ? life : usualLifeMs;
};
