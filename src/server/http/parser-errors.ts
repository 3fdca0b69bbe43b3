import { type IncomingMessage, STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '../../contract/service.ts';
import { maxHeaderBytes } from '../../contract/address.ts';
import { unreadHeaders } from './answer-headers.ts';
import { errorPage, errorPagePolicy } from './error-page.ts';
import { opensPage } from './page-readers.ts';
import { problemType } from './problems.ts';
import { HeadSeen, readOutHead } from './unread-head.ts';

/** What is answered, and as what. */
type Body = { readonly text: string; readonly headers: Readonly<Record<string, string>> };

/** @param base what stands before the server’s paths in a page; undefined: it is no page that is wanted */
const bodyOf = (status: number, detail: string, base?: string): Body => {
  const isForPage = base !== undefined;
  const title = STATUS_CODES[status] ?? 'Error';
  const text = isForPage
    ? errorPage({ status, detail, base })
    : JSON.stringify({ type: 'about:blank', title, status, detail } satisfies Problem);
  return {
    text,
    headers: {
      ...unreadHeaders,
      'content-type': isForPage ? 'text/html; charset=utf-8' : problemType,
      'content-length': String(Buffer.byteLength(text)),
      ...(isForPage ? { 'content-security-policy': errorPagePolicy } : {}),
      connection: 'close',
    },
  };
};

/** Write a problem to a connection that has no response, and end it. */
const writeProblem = (socket: Duplex, status: number, detail: string, base?: string): void => {
  const { text, headers } = bodyOf(status, detail, base);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => undefined); // the client has gone
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\n${head.join('')}\r\n${text}`, () =>
    socket.destroy(),
  );
};

const problemOf = (error: Error): readonly [status: number, detail: string] => {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'HPE_HEADER_OVERFLOW')
    return [431, `The address and the headers of the request exceed ${maxHeaderBytes} bytes together.`];
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return [413, 'The extensions of the body’s chunks exceed 16384 bytes.'];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request took too long to arrive.'];
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : 'it cannot be read';
  return [400, `This is no request in HTTP/1.1: ${reason}.`];
};

/** Answer what Node's parser of HTTP could not read. */
export const answerParserError =
  (base: string) =>
  (error: Error, socket: Duplex): void => {
    if (socket.destroyed || !socket.writable || ('code' in error && error.code === 'ECONNRESET')) {
      socket.destroy(error);
      return;
    }
    const [status, detail] = problemOf(error);
    const packet =
      'rawPacket' in error && error.rawPacket instanceof Buffer ? error.rawPacket : Buffer.alloc(0);
    const answer = (head: HeadSeen) =>
      writeProblem(socket, status, detail, head.opensPage ? base : undefined);
    if (status === 431) readOutHead(socket, packet, answer);
    else answer(new HeadSeen(packet));
  };

/** Answer what Node would answer by itself, without a word or not at all. */
export const answerForNode = (server: Server, base: string): void => {
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const detail = `Only “Expect: 100-continue” can be met, not “${request.headers.expect}”.`;
    const { text, headers } = bodyOf(417, detail, opensPage(request) ? base : undefined);
    response.writeHead(417, headers).end(request.method === 'HEAD' ? undefined : text);
  });
  server.on('connect', (_, socket: Duplex) => writeProblem(socket, 405, 'This server is no proxy.'));
};
