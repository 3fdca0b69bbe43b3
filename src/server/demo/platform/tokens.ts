import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { jwtVerify } from 'jose';
import { microsOfMs, msOfMicros, parseInstant } from '../../../contract/instant.ts';
import type { ServiceAccount } from './service-account.ts';

const minuteMs = 60_000;

/** How far ahead an assertion may end at most: an hour, by clocks that are nearly the same. */
const longestAssertionMs = 65 * minuteMs;

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

const refusal = (status: number, description: string): Answer => ({
  status,
  body: { error: 'invalid_grant', error_description: description },
});

/** Makes tokens for those who can sign an assertion, and tells whether one is valid. */
export class Tokens {
  /** How long tokens live. */
  lifeMs = 30 * minuteMs;
  issued = 0;
  readonly #accounts: readonly ServiceAccount[];
  /** By token, when it ends. */
  readonly #ends = new Map<string, number>();

  constructor(accounts: readonly ServiceAccount[]) {
    this.#accounts = accounts;
  }

  isValid(token: string, nowMs: number): boolean {
    return nowMs < (this.#ends.get(token) ?? 0);
  }

  /** Take a token as valid that was not made here. */
  admit(token: string): void {
    this.#ends.set(token, Number.POSITIVE_INFINITY);
  }

  /** No token is valid any more. */
  revoke(): void {
    this.#ends.clear();
  }

  /** What `POST /token` answers, and who signed in, if anybody. */
  async issue(
    form: URLSearchParams,
    bearer: string | undefined,
    nowMs: number,
  ): Promise<Answer & { readonly account?: ServiceAccount }> {
    if (form.get('grant_type') !== 'urn:agilicus:params:oauth:grant-type:identity_statement')
      return { status: 400, body: { error: 'unsupported_grant_type' } };
    if (form.get('client_id') !== 'agilicus-builtin-cli')
      return { status: 400, body: { error: 'invalid_client' } };
    if (!form.get('scope')?.startsWith('urn:')) return { status: 400, body: { error: 'invalid_scope' } };
    const assertion = form.get('identity_assertion') ?? '';
    if (assertion !== bearer) return refusal(401, 'the assertion is to come as bearer, too');
    const account = this.#accounts.find(({ id }) => id === form.get('authentication_document_id'));
    if (!account) return refusal(401, 'there is no such authentication document');
    const problem = await wrongWith(assertion, account, nowMs);
    if (problem !== undefined) return refusal(401, problem);
    const token = randomBytes(24).toString('base64url');
    this.#ends.set(token, nowMs + this.lifeMs);
    this.issued += 1;
    return {
      status: 200,
      body: { access_token: token, token_type: 'Bearer', expires_in: this.lifeMs / 1_000 },
      account,
    };
  }
}

/** What is wrong with an assertion: its signature, a claim, or when it ends. */
const wrongWith = async (
  assertion: string,
  account: ServiceAccount,
  nowMs: number,
): Promise<string | undefined> => {
  const verified = await jwtVerify(assertion, account.publicKey, { algorithms: ['ES256'] }).catch(
    () => undefined,
  );
  if (!verified) return 'the signature is not that of the document';
  const { expiry, ...claims } = verified.payload;
  const expected = {
    audience: 'urn:api:agilicus:tokens',
    issuer: `urn:agilicus:authentication_documents:${account.id}`,
    user_id: account.userId,
    org_id: account.organisation,
  };
  if (!isDeepStrictEqual(claims, expected)) return 'the claims are not those of the document';
  if (typeof expiry !== 'string' || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{6}$/.test(expiry))
    return 'expiry is no time';
  const ends = msOfMicros(parseInstant(expiry) ?? microsOfMs(0));
  if (ends <= nowMs) return 'the assertion has expired';
  if (ends > nowMs + longestAssertionMs) return 'the assertion ends too far ahead';
  if (account.expires.getTime() <= nowMs) return 'the authentication document has expired';
  return undefined;
};
