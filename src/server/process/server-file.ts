import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type FileHandle, constants, open, rename, rm, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** The name of the file in the data folder. */
export const serverFile = 'server.json';

/** More than any such file has. */
const maxBytes = 4_096;

/** Which server this is, and what it proves that by. */
const identitySchema = z.object({
  pid: z.number().int().positive(),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ServerIdentity = z.output<typeof identitySchema>;

const schema = identitySchema.extend({ url: z.url({ protocol: /^http$/ }) });

/** What a server leaves in its data folder. */
export type AnnouncedServer = z.output<typeof schema>;

/** This process as a server, with a secret of its own at every start. */
export const newIdentity = (): ServerIdentity => ({
  pid: process.pid,
  secret: randomBytes(32).toString('hex'),
});

/** What a client draws so that no answer can be an old one, and the form of the answer. */
export const nonceSchema = z.string().regex(/^[0-9a-f]{64}$/);
export const proofAnswerSchema = z.object({
  proof: z.string().meta({ description: 'HMAC-SHA-256 in hexadecimal digits.' }),
});

/** Where a connection arrives. An IPv4 address is itself on a socket of both kinds. */
export type Arrival = { readonly address: string; readonly port: number };

/**
 * What only a server that wrote `server.json`, or who can read it, can answer. The address the question arrived at is
 * part of it: a program that takes questions there and passes them on to the server gets an answer of no use.
 */
export const proofOf = ({ pid, secret }: ServerIdentity, nonce: string, { address, port }: Arrival): string =>
  createHmac('sha256', secret)
    .update(
      JSON.stringify(['authentication-audit server', nonce, pid, address.replace(/^::ffff:/, ''), port]),
    )
    .digest('hex');

/** What only who can read `server.json` can send: what a command asks of the server, at a path, is for its user alone. */
export const permitOf = ({ pid, secret }: ServerIdentity, nonce: string, path: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['authentication-audit command', nonce, pid, path]))
    .digest('hex');

/** Compare two proofs without telling by the time it takes where they differ. */
export const isSameProof = (given: string, proof: string): boolean => {
  const [one, two] = [Buffer.from(given), Buffer.from(proof)];
  return one.length === two.length && timingSafeEqual(one, two);
};

/**
 * Leave the server's address in its data folder, where the importer finds it; only this user can read it. It is there
 * whole or not at all, and takes the place of what has its name: a link is replaced, not followed.
 */
export const announceServer = async (
  folder: string,
  url: string,
  identity: ServerIdentity,
): Promise<void> => {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const path = join(folder, serverFile);
  const unfinished = `${path}.new`;
  await rm(unfinished, { recursive: true, force: true }); // of a server that was killed
  const file = await open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    await file.chmod(0o600); // the umask may have taken more away
    await file.writeFile(`${JSON.stringify({ url, ...identity })}\n`);
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
};

/** Take the address away again. */
export const withdrawServer = (folder: string): Promise<void> =>
  rm(join(folder, serverFile), { force: true });

/** Whether nobody but this user, the folder's and root can have written or read it. */
const isTrusted = async (file: FileHandle, folder: string): Promise<boolean> => {
  const { mode, uid } = await file.stat();
  if (platform() === 'win32') return true; // permissions there are those of the user's own folder
  const owners = [0, process.getuid?.(), (await stat(folder)).uid];
  return (mode & 0o077) === 0 && owners.includes(uid);
};

const readAnnounced = async (file: FileHandle, folder: string): Promise<AnnouncedServer | string> => {
  const found = await file.stat();
  if (!found.isFile() || found.size > maxBytes) return `The ${serverFile} there is none that a server wrote.`;
  if (!(await isTrusted(file, folder)))
    return `The ${serverFile} there is not trusted: others than the user who owns the folder can read it or wrote it.`;
  const buffer = Buffer.alloc(maxBytes);
  const { bytesRead } = await file.read(buffer, 0, maxBytes, 0);
  try {
    const parsed = schema.safeParse(JSON.parse(buffer.toString('utf8', 0, bytesRead)));
    if (parsed.success) return parsed.data;
  } catch {
    // cut off by a crash while it was written, or no JSON at all: said below
  }
  return `The ${serverFile} there is damaged, or a server of another version wrote it.`;
};

/** The server that left its address in a data folder, which may have died since; or why there is none, as a sentence. */
export const findServer = async (folder: string): Promise<AnnouncedServer | string> => {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
  let file: FileHandle;
  try {
    // a pipe in its place would be waited for
    file = await open(join(folder, serverFile), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing
      ? 'No server has left its address there.'
      : `The ${serverFile} there cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
  }
  try {
    return await readAnnounced(file, folder);
  } finally {
    await file.close();
  }
};

/** The server that left its address in a data folder, or undefined. It may have died since. */
export const announcedServer = async (folder: string): Promise<AnnouncedServer | undefined> => {
  const found = await findServer(folder);
  return typeof found === 'string' ? undefined : found;
};
