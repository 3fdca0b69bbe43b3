import { type IncomingMessage, STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '../../contract/service.ts';
import { problemType } from './problems.ts';

/** No address may be longer, together with the headers: an id that is shown on a page of its own is part of one. */
export const maxHeaderBytes = 128 * 1024;

const documentOf = (status: number, detail: string): string => {
  const title = STATUS_CODES[status] ?? 'Error';
  return JSON.stringify({ type: 'about:blank', title, status, detail } satisfies Problem);
};

const headersOf = (body: string): Readonly<Record<string, string>> => ({
  'content-type': problemType,
  'content-length': String(Buffer.byteLength(body)),
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  connection: 'close',
});

/** Write a problem to a connection that has no response, and end it. */
const writeProblem = (socket: Duplex, status: number, detail: string): void => {
  const body = documentOf(status, detail);
  const head = Object.entries(headersOf(body)).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => undefined); // the client has gone
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\n${head.join('')}\r\n${body}`, () =>
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
export const answerParserError = (error: Error, socket: Duplex): void => {
  if (socket.destroyed || !socket.writable || ('code' in error && error.code === 'ECONNRESET')) {
    socket.destroy(error);
    return;
  }
  writeProblem(socket, ...problemOf(error));
};

/** Answer what Node would answer by itself, without a word or not at all. */
export const answerForNode = (server: Server): void => {
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const body = documentOf(417, `Only “Expect: 100-continue” can be met, not “${request.headers.expect}”.`);
    response.writeHead(417, headersOf(body)).end(request.method === 'HEAD' ? undefined : body);
  });
  server.on('connect', (_, socket: Duplex) => writeProblem(socket, 405, 'This server is no proxy.'));
};
