import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** A proxy that makes tunnels, to where it is told that each `host:port` is, and refuses all others. */
export class TunnelProxy {
  /** What it was asked to connect to, and by whom. */
  readonly asked: { readonly to: string | undefined; readonly authorization: string | undefined }[] = [];
  readonly #server = createServer((_request, response) => response.writeHead(405).end());

  private constructor(routes: Readonly<Record<string, number>>, password: string | undefined) {
    const expected = password === undefined ? undefined : `Basic ${Buffer.from(password).toString('base64')}`;
    this.#server.on('connect', (request, client) => {
      const authorization = request.headers['proxy-authorization'];
      this.asked.push({ to: request.url, authorization });
      client.on('error', () => client.destroy());
      const port = routes[request.url ?? ''];
      if (expected !== undefined && authorization !== expected)
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      else if (port === undefined) client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      else {
        const target = connect(port, '127.0.0.1', () => {
          client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          target.pipe(client).pipe(target);
        });
        target.on('error', () => client.destroy());
      }
    });
  }

  /** @param password `name:password`, if one is to be given */
  static async start(routes: Readonly<Record<string, number>>, password?: string): Promise<TunnelProxy> {
    const proxy = new TunnelProxy(routes, password);
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
