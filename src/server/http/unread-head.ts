import type { Duplex } from 'node:stream';
import { acceptsPages } from './page-readers.ts';

/** So much of a head that is too long is read, and so long (milliseconds), only to be answered: browsers send 2 MiB. */
const most = { bytes: 4 * 1024 * 1024, ms: 5_000 };

/** Characters in which a header is looked for from packet to packet: as much as an Accept header could take. */
const overlap = 4_096;

/** What has been seen of a request that could not be parsed: enough to tell for whom the answer is. */
export class HeadSeen {
  #tail = '';
  /** Whether somebody opens an address to read a page there. */
  opensPage = false;
  /** Whether the blank line after the headers has come. */
  isWhole = false;

  constructor(packet: Buffer) {
    this.add(packet);
  }

  add(packet: Buffer): void {
    const text = this.#tail + packet.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    const head = end === -1 ? text : text.slice(0, end + 2);
    for (const [, accept] of head.matchAll(/\r\naccept:([^\r\n]*)\r\n/gi))
      if (acceptsPages(accept)) this.opensPage = true;
    this.isWhole ||= end !== -1;
    this.#tail = text.slice(-overlap);
  }
}

/**
 * Read the rest of a head that is too long, keeping none of it: a client that is answered before it has sent all may
 * not read the answer. Nothing but a browser sends so much of it.
 */
export const readOutHead = (socket: Duplex, packet: Buffer, then: (head: HeadSeen) => void): void => {
  const head = new HeadSeen(packet);
  let bytes = packet.length;
  const finish = (): void => {
    clearTimeout(timer);
    socket.removeListener('data', read).removeListener('end', finish);
    then(head);
  };
  const read = (chunk: Buffer): void => {
    head.add(chunk);
    bytes += chunk.length;
    if (head.isWhole || bytes > most.bytes) finish();
  };
  const timer = setTimeout(finish, most.ms);
  if (head.isWhole) {
    finish();
    return;
  }
  socket.on('error', () => undefined).on('close', () => clearTimeout(timer));
  socket.removeAllListeners('data').on('data', read).on('end', finish).resume();
};
