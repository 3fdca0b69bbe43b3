import { randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import {
  type AnnouncedServer,
  type Arrival,
  isSameProof,
  proofAnswerSchema,
  proofOf,
} from './server-file.ts';

/** Where a server is asked for its proof. */
export const proofPath = '/v1/proof';

const defaultWithinMs = 5_000;

/** More than any proof needs. Whoever answers is not known yet. */
const maxAnswerBytes = 4_096;

/** Where a loopback address leads, by its number only: names are looked up, and can lead elsewhere. */
const loopbackOf = (url: string): Arrival | undefined => {
  const { hostname, port } = new URL(url);
  const isLoopback = (isIPv4(hostname) && hostname.startsWith('127.')) || hostname === '[::1]';
  return isLoopback ? { address: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || 80) } : undefined;
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // another user's
  }
};

const readShort = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    chunks.push(part.value as Uint8Array);
    size += (part.value as Uint8Array).length;
    if (size > maxAnswerBytes) {
      await reader?.cancel();
      break;
    }
  }
  return Buffer.concat(chunks).toString();
};

const proofIn = (text: string): string => {
  try {
    return proofAnswerSchema.safeParse(JSON.parse(text)).data?.proof ?? '';
  } catch {
    return ''; // another program's answer
  }
};

/**
 * Ask what listens at a server's address to prove that it is the one that wrote `server.json`. Until then it is sent
 * neither a token nor a record: a server that was killed leaves an address that anybody may listen on now.
 * @param withinMs milliseconds that an answer may take
 * @returns why it is not, as a sentence; undefined when it is
 */
export const whyNotServer = async (
  server: AnnouncedServer,
  withinMs = defaultWithinMs,
): Promise<string | undefined> => {
  const { url, pid } = server;
  if (!isAlive(pid))
    return `A server that has ended without taking it away (process ${pid}) left server.json.`;
  const arrival = loopbackOf(url);
  if (!arrival)
    return `The server listens on ${new URL(url).hostname}, and the importer sends tokens and records to loopback only.`;
  const nonce = randomBytes(32).toString('hex');
  let text: string;
  try {
    const response = await fetch(`${new URL(url).origin}${proofPath}?nonce=${nonce}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
    });
    text = await readShort(response);
  } catch {
    return `No server answers at ${url}.`;
  }
  return isSameProof(proofIn(text), proofOf(server, nonce, arrival))
    ? undefined
    : `What listens at ${url} is not the server that wrote server.json, and was sent neither token nor records.`;
};
