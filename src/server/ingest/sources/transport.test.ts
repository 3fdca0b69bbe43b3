import {
  type AddressInfo,
  type LookupFunction,
  type Server,
  type Socket,
  connect,
  createServer,
} from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Platform } from '../../demo/platform/platform.ts';
import { PrivateAuthority, canMakeCertificates } from '../../test-support/private-authority.ts';
import { TunnelProxy } from '../../test-support/tunnel-proxy.ts';
import { PlatformError } from './platform-error.ts';
import { Secrets } from './secrets.ts';
import { Transport, type TransportOptions } from './transport.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((own) =>
  own?.some(({ address }) => address === '::1'),
);

/** The status that is answered there, or what goes wrong. */
const ask = async (url: string, options: Partial<TransportOptions> = {}): Promise<number | string> => {
  const transport = new Transport({ ca: undefined, proxy: {}, secrets: new Secrets(), ...options });
  try {
    return (await transport.send({ url: new URL(url), method: 'GET', headers: {} })).status;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return `${error.problem}: ${error.message.replaceAll(/:\d{4,5}/g, ':1')}`;
  } finally {
    await transport.close();
  }
};

/** A server of TCP that does with a connection what it is told. @returns its port */
const serving = async (serve: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return (server.address() as AddressInfo).port;
};

const platformAt = async (options: Partial<Parameters<typeof Platform.start>[0]> = {}): Promise<Platform> => {
  const platform = await Platform.start({ accounts: [], ...options });
  onTestFinished(async () => platform.stop());
  return platform;
};

describe('without an answer', () => {
  test('nobody listens', async () => {
    const platform = await Platform.start({ accounts: [] });
    const { url } = platform;
    await platform.stop();
    expect(await ask(url)).toBe(
      'unreachable: 127.0.0.1:1 cannot be reached: nothing accepts connections there (ECONNREFUSED).',
    );
  });

  test('a name that nobody has', async () => {
    expect(await ask('https://api.invalid')).toMatch(
      /^name: api\.invalid cannot be reached: no (address|name server)/,
    );
  });

  test('the connection is closed', async () => {
    const port = await serving((socket) => socket.once('data', () => socket.end()));
    expect(await ask(`http://127.0.0.1:${port}`)).toMatch(
      /^cut: 127\.0\.0\.1:1 closed the connection before it answered/,
    );
  });

  test('it is broken off', async () => {
    const port = await serving((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await ask(`http://127.0.0.1:${port}`)).toMatch(/^cut: /);
  });

  test('what speaks is no HTTP', async () => {
    const port = await serving((socket) => socket.end('220 mail.example.org ESMTP\r\n'));
    expect(await ask(`http://127.0.0.1:${port}`)).toMatch(
      /^not_json: 127\.0\.0\.1:1 does not speak HTTP as it should/,
    );
  });

  test('a handshake that never ends', async () => {
    const port = await serving(() => {});
    expect(await ask(`https://127.0.0.1:${port}`, { deadlines: { connect: 200 } })).toBe(
      'timeout: 127.0.0.1:1 cannot be reached: it did not accept a connection in time (UND_ERR_CONNECT_TIMEOUT).',
    );
  });

  test('an answer that is an error anyway is told by its status', async () => {
    const head = 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\n';
    const port = await serving((socket) => socket.once('data', () => socket.end(`${head}busy`)));
    expect(await ask(`http://127.0.0.1:${port}`)).toBe(503);
  });

  test('a chunk that is cut', async () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const port = await serving((socket) => socket.once('data', () => socket.end(`${head}ff\r\n{"auth`)));
    expect(await ask(`http://127.0.0.1:${port}`)).toBe('cut: The answer of 127.0.0.1:1 was cut off.');
  });
});

test.runIf(hasIpv6)('both families of a name are tried, whichever comes first', async () => {
  const [four, six] = [await platformAt(), await platformAt({ host: '::1' })];
  const addresses = [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ];
  for (const found of [addresses, addresses.toReversed()]) {
    const lookup: LookupFunction = (_name, _options, give) => give(null, found);
    expect(await ask(`http://dual.invalid:${four.port}`, { lookup })).toBe(401);
    expect(await ask(`http://dual.invalid:${six.port}`, { lookup })).toBe(401);
  }
  expect(await ask(six.url)).toBe(401);
});

describe.runIf(canMakeCertificates)('TLS', () => {
  let authority: PrivateAuthority;
  beforeAll(() => {
    authority = new PrivateAuthority();
  });
  afterAll(() => authority.remove());

  test('a private authority is known where it is named, and only there', async () => {
    const { url } = await platformAt({ tls: authority.certify('IP:127.0.0.1') });
    expect(await ask(url, { ca: authority.ca })).toBe(401);
    expect(await ask(url)).toBe(
      'tls: 127.0.0.1:1 is not trusted: its certificate is not signed by an authority that is known here: ' +
        'name the authority’s certificate as "ca".',
    );
  });

  test.each([
    ['DNS:other.example.org', 1, 'its certificate is for another name'],
    ['IP:127.0.0.1', -1, 'its certificate has expired, if the clock of this machine is right'],
  ])('a certificate for %s and %d days', async (names, days, words) => {
    const { url } = await platformAt({ tls: authority.certify(names, days) });
    expect(await ask(url, { ca: authority.ca })).toBe(`tls: 127.0.0.1:1 is not trusted: ${words}.`);
  });

  test('what speaks there has no TLS', async () => {
    const { port } = await platformAt();
    expect(await ask(`https://127.0.0.1:${port}`)).toBe(
      'tls: 127.0.0.1:1 is not trusted: it does not speak TLS at that port.',
    );
  });

  describe('through a proxy', () => {
    const begin = async (password?: string) => {
      const platform = await platformAt({ tls: authority.certify('DNS:api.invalid') });
      const proxy = await TunnelProxy.start({ 'api.invalid:443': platform.port }, password);
      onTestFinished(async () => proxy.stop());
      return { platform, proxy };
    };
    const url = 'https://api.invalid/v1/auth_audits';

    test('that is named, though nobody else knows the name', async () => {
      const { platform, proxy } = await begin();
      const variables = { httpsProxy: `http://${proxy.address}` };
      expect(await ask(url, { ca: authority.ca, proxy: variables })).toBe(401);
      expect(platform.count('/v1/auth_audits')).toBe(1);
      expect(proxy.asked).toEqual([{ to: 'api.invalid:443', authorization: undefined }]);
      expect(await ask(url, { ca: authority.ca, proxy: { ...variables, noProxy: 'invalid' } })).toMatch(
        /^name: /,
      );
      expect(await ask(url, { proxy: variables })).toMatch(
        /^tls: api\.invalid is not trusted: its certificate is not/,
      );
    });

    test('with a name and a password', async () => {
      const { proxy } = await begin('me:p:w%');
      const as = async (who: string) =>
        ask(url, { ca: authority.ca, proxy: { httpsProxy: `http://${who}${proxy.address}` } });
      expect(await as('me:p%3Aw%25@')).toBe(401);
      for (const who of ['', 'me@', 'me:wrong@'])
        expect(await as(who)).toBe(
          'proxy: The proxy 127.0.0.1:1 wants a name and a password (407): they belong into HTTPS_PROXY.',
        );
    });

    test('that refuses, is not there, or says nothing', async () => {
      const { proxy } = await begin();
      const variables = { httpsProxy: `http://${proxy.address}` };
      expect(await ask('https://other.invalid', { proxy: variables })).toBe(
        'proxy: The proxy 127.0.0.1:1 does not connect to other.invalid: it answered 403.',
      );
      await proxy.stop();
      expect(await ask(url, { proxy: variables })).toBe(
        'proxy: The proxy 127.0.0.1:1 cannot be reached: nothing accepts connections there (ECONNREFUSED).',
      );
      const port = await serving(() => {});
      const deadlines = { idle: 200 };
      expect(await ask(url, { deadlines, proxy: { httpsProxy: `http://127.0.0.1:${port}` } })).toMatch(
        /^timeout: /,
      );
    });

    test('that is named wrongly', async () => {
      expect(await ask(url, { proxy: { httpsProxy: 'ftp://me:secret@x' } })).toMatch(
        /^proxy: HTTPS_PROXY must be an address such as [^@]*$/,
      );
    });

    test('that speaks TLS itself', async () => {
      const { platform } = await begin();
      const plain = await TunnelProxy.start({ 'api.invalid:443': platform.port });
      onTestFinished(async () => plain.stop());
      const [host, port] = plain.address.split(':');
      const secure = createSecureServer(authority.certify('DNS:localhost'), (socket) => {
        const inner = connect(Number(port), host);
        socket.on('error', () => inner.destroy());
        inner.on('error', () => socket.destroy());
        socket.pipe(inner).pipe(socket);
      });
      await new Promise<void>((resolve) => {
        secure.listen(0, '127.0.0.1', resolve);
      });
      onTestFinished(() => void secure.close());
      const httpsProxy = `https://localhost:${(secure.address() as AddressInfo).port}`;
      expect(await ask(url, { ca: authority.ca, proxy: { httpsProxy } })).toBe(401);
    });
  });
});
