import { errors } from 'undici';
import { PlatformError, type ApiProblem } from './platform-error.ts';
import type { Secrets } from './secrets.ts';

/** What was under way when a request failed. */
export type UnderWay = {
  /** Host and port, as they stand in the address. */
  readonly host: string;
  /** Host and port of the proxy, if there is one. */
  readonly proxy: string | undefined;
  /** Whether the answer had begun. */
  readonly isAnswering: boolean;
  readonly secrets: Secrets;
};

const unknownAuthority =
  'its certificate is not signed by an authority that is known here: name the authority’s certificate as "ca"';
const noTls = 'it does not speak TLS at that port';

/** Why a certificate or what speaks there is not accepted, by the error's code. */
const tlsReasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_UNTRUSTED: unknownAuthority,
  CERT_HAS_EXPIRED: 'its certificate has expired, if the clock of this machine is right',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, if the clock of this machine is right',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
};

const isTls = (code: string): boolean =>
  Object.hasOwn(tlsReasons, code) || /^(EPROTO|ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|CRL_)/.test(code);

type Reason = readonly [problem: ApiProblem, reason: string];

const networkReasons: Readonly<Record<string, Reason>> = {
  ENOTFOUND: ['name', 'no address is known for this name'],
  EAI_AGAIN: ['name', 'no name server says what its address is'],
  ECONNREFUSED: ['unreachable', 'nothing accepts connections there'],
  EHOSTUNREACH: ['unreachable', 'no way leads there'],
  ENETUNREACH: ['unreachable', 'no way leads there'],
  EADDRNOTAVAIL: ['unreachable', 'no way leads there'],
  ETIMEDOUT: ['timeout', 'it did not accept a connection in time'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'it did not accept a connection in time'],
};

/** The codes of an error, of those that it collects, and of what caused it. */
const codesOf = (error: unknown, depth = 0): readonly string[] => {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const collected = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return [...own, ...[...collected, error.cause].flatMap((inner) => codesOf(inner, depth + 1))];
};

/** What an error of the network means for a request. */
export const connectionError = (
  error: unknown,
  { host, proxy, isAnswering, secrets }: UnderWay,
): PlatformError => {
  const codes = codesOf(error);
  const said = secrets.quoted(error instanceof Error ? error.message : String(error));
  const make = (problem: ApiProblem, message: string): PlatformError =>
    new PlatformError(problem, `${message}.`, {}, error);

  const refusal = /Proxy response \((\d+)\)/.exec(said)?.[1];
  if (refusal !== undefined)
    return make(
      'proxy',
      refusal === '407'
        ? `The proxy ${proxy} wants a name and a password (407): they belong into HTTPS_PROXY`
        : `The proxy ${proxy} does not connect to ${host}: it answered ${refusal}`,
    );
  if (codes.includes('UND_ERR_PRX_TLS'))
    return make('proxy', `The proxy ${proxy} has a certificate for another name`);
  const tls = codes.find(isTls);
  if (tls !== undefined)
    return make('tls', `${host} is not trusted: ${tlsReasons[tls] ?? `${said} (${tls})`}`);
  if (codes.some((code) => code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT'))
    return make(
      'timeout',
      isAnswering ? `${host} stopped in the midst of its answer` : `${host} did not answer in time`,
    );
  const known = codes.find((code) => Object.hasOwn(networkReasons, code));
  const reason = known === undefined ? undefined : networkReasons[known];
  if (reason && !isAnswering) {
    const [problem, why] = reason;
    return proxy === undefined
      ? make(problem, `${host} cannot be reached: ${why} (${known})`)
      : make('proxy', `The proxy ${proxy} cannot be reached: ${why} (${known})`);
  }
  if (error instanceof errors.HTTPParserError || codes.includes('UND_ERR_HEADERS_OVERFLOW'))
    return make('not_json', `${host} does not speak HTTP as it should: ${said}`);
  if (isAnswering) return make('cut', `The answer of ${host} was cut off`);
  return make(
    'cut',
    `${proxy === undefined ? host : `${host}, or the proxy ${proxy},`} closed the connection before it answered (${said})`,
  );
};
