import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** An answer as it came over the wire: compressed when the server chose to. */
type Answer = { readonly status: number; readonly bytes: number; readonly body: Buffer };

/** A client of one server that keeps its connections, as browsers and senders do. */
export type Client = {
  /** GET a path and read the whole answer as it comes, compressed. */
  readonly get: (path: string) => Promise<Answer>;
  /** GET a path uncompressed, as text. @throws Error when it is refused */
  readonly text: (path: string) => Promise<string>;
  /** GET a path and parse its JSON. @throws Error when it is refused */
  readonly json: <Body>(path: string) => Promise<Body>;
  /** POST a JSON text. */
  readonly post: (path: string, body: Buffer) => Promise<Answer>;
  readonly close: () => void;
};

/** A lean client, so that what is measured is the server and not `fetch`. */
export const createClient = (url: string): Client => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(url);

  const call = (method: string, path: string, headers: Record<string, string | number>, body?: Buffer) =>
    new Promise<Answer>((resolve, reject) => {
      const sent = request({ agent, hostname, port, method, path, headers, timeout: 120_000 }, (response) => {
        buffer(response).then(
          (received) => resolve({ status: response.statusCode ?? 0, bytes: received.length, body: received }),
          reject,
        );
      });
      sent.on('timeout', () => sent.destroy(new Error(`No answer to ${method} ${path} within two minutes.`)));
      sent.on('error', reject);
      sent.end(body);
    });

  const ok = (path: string, answer: Answer): Answer => {
    if (answer.status >= 400)
      throw new Error(`${path} is answered ${answer.status}: ${answer.body.toString()}`);
    return answer;
  };

  const text = async (path: string) => ok(path, await call('GET', path, {})).body.toString();

  return {
    text,
    get: async (path) => ok(path, await call('GET', path, { 'accept-encoding': 'br, gzip' })),
    json: async <Body>(path: string) => JSON.parse(await text(path)) as Body,
    post: (path, body) =>
      call('POST', path, { 'content-type': 'application/json', 'content-length': body.length }, body),
    close: () => agent.destroy(),
  };
};
