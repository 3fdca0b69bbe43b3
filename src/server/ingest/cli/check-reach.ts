import { lookup as systemLookup } from 'node:dns';
import { type LookupFunction, connect, isIP } from 'node:net';
import { PlatformError } from '../sources/platform-error.ts';
import { proxyFor, proxyVariables } from '../sources/proxy.ts';
import { Secrets } from '../sources/secrets.ts';
import { type RawReply, Transport, type TransportOptions } from '../sources/transport.ts';
import { type CheckStep, fails, notes, stands } from './check-step.ts';

type Address = { readonly address: string; readonly family: number };

/** A connection that takes longer is none. */
const patienceMs = 5_000;

/** So many addresses of each family are tried. */
const mostTried = 3;

const addressesOf = async (host: string, lookup: LookupFunction): Promise<readonly Address[]> =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, found, family) => {
      if (error) reject(error);
      else resolve(typeof found === 'string' ? [{ address: found, family: family ?? isIP(found) }] : found);
    });
  });

/** @returns why no connection was made, by the error’s code; undefined where one was */
const tryAddress = async (host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs });
    const end = (outcome: string | undefined): void => {
      socket.destroy();
      resolve(outcome);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end(`no connection within ${patienceMs / 1_000} s`));
    socket.once('error', (error) => end('code' in error ? String(error.code) : error.message));
  });

const tryFamily = async (addresses: readonly Address[], family: 4 | 6, port: number): Promise<CheckStep> => {
  const name = `IPv${family}`;
  const own = addresses.filter((found) => found.family === family).slice(0, mostTried);
  if (own.length === 0) return notes(name, 'no such address is known');
  const refusals: string[] = [];
  for (const { address } of own) {
    const refusal = await tryAddress(address, port);
    if (refusal === undefined) return stands(name, `${address} accepts connections at port ${port}`);
    refusals.push(`${address} does not accept connections at port ${port} (${refusal})`);
  }
  return fails(name, refusals.join('; '));
};

/** Whether each family of addresses leads there; one that does not is no failure while the other does. */
async function* checkAddresses(url: URL, lookup: LookupFunction): AsyncGenerator<CheckStep, boolean> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  let addresses: readonly Address[];
  try {
    addresses = await addressesOf(host, lookup);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    yield fails(
      'name',
      `no address is known for ${host} (${code})`,
      'see that “url” is right and that the name server of this machine knows the name; behind a proxy, set HTTPS_PROXY',
    );
    return false;
  }
  if (isIP(host) === 0)
    yield stands('name', `${host} is at ${addresses.map(({ address }) => address).join(', ')}`);
  const tried = [await tryFamily(addresses, 4, port), await tryFamily(addresses, 6, port)];
  const isReached = tried.some(({ state }) => state === 'stands');
  const next = 'have the network let this machine connect there, or set HTTPS_PROXY where a proxy leads out';
  for (const step of tried)
    if (step.state === 'fails') yield isReached ? { ...step, state: 'notes' } : { ...step, next };
    else yield step;
  return isReached;
}

export type CheckOptions = Pick<TransportOptions, 'deadlines' | 'proxy' | 'lookup'>;

/** Whether an API can be reached: its name, its addresses, the proxy, TLS. @returns what it answers to nobody, if so */
export async function* checkReach(
  { url: text, ca }: { readonly url: string; readonly ca: string | undefined },
  options: CheckOptions,
): AsyncGenerator<CheckStep, RawReply | undefined> {
  const url = new URL(text);
  const proxy = proxyFor(url, options.proxy ?? proxyVariables(process.env));
  if (proxy === undefined) {
    const isReached = yield* checkAddresses(url, options.lookup ?? systemLookup);
    if (!isReached) return undefined;
  }
  const transport = new Transport({ ...options, ca, secrets: new Secrets() });
  try {
    const reply = await transport.send({ url, method: 'GET', headers: { accept: 'application/json' } });
    yield proxy instanceof URL
      ? stands('proxy', `${proxy.host} leads to ${url.host}, as HTTPS_PROXY says`)
      : notes('proxy', 'none is used');
    yield url.protocol === 'https:'
      ? stands('TLS', `the certificate of ${url.host} is trusted`)
      : notes('TLS', 'none is used within this machine');
    return reply;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const isOfProxy = error.problem === 'proxy';
    if (!isOfProxy && proxy instanceof URL)
      yield notes('proxy', `${proxy.host} is used, as HTTPS_PROXY says`);
    const [name, next] = isOfProxy
      ? ['proxy', 'see that HTTPS_PROXY and NO_PROXY are right']
      : [error.problem === 'tls' ? 'TLS' : 'connection', undefined];
    yield fails(name, error.message, next);
    return undefined;
  }
}
