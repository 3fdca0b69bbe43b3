import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** The file of a backup that says what belongs to it. It is written last. */
const manifestFile = 'manifest.json';

/** Changes when a program that knows the one before could not read a backup. */
const format = 1;

const manifestSchema = z.object({
  format: z.literal(format),
  made_at: z.string(),
  events: z.number().int().min(0),
  first: z.string().optional(),
  last: z.string().optional(),
  files: z.record(
    z.string().regex(/^\w[\w.]*$/),
    z.object({ bytes: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});
export type Manifest = z.output<typeof manifestSchema>;

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/** Have a file on disk, not in memory alone. */
const sync = async (path: string): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Say of the files of a folder what they are, in one more file there. */
export const writeManifest = async (
  folder: string,
  about: Pick<Manifest, 'made_at' | 'events' | 'first' | 'last'>,
): Promise<Manifest> => {
  const files: Record<string, Manifest['files'][string]> = {};
  for (const name of (await readdir(folder)).toSorted()) {
    const path = join(folder, name);
    await sync(path);
    files[name] = { bytes: (await stat(path)).size, sha256: await sha256Of(path) };
  }
  const manifest: Manifest = { format, ...about, files };
  const file = await open(join(folder, manifestFile), 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(manifest, undefined, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return manifest;
};

/**
 * Read what a backup says of itself, and check every file of it.
 * @throws Error that says in a sentence what is wrong with it
 */
export const checkedManifest = async (folder: string): Promise<Manifest> => {
  const path = join(folder, manifestFile);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`${folder} is no backup: it has no ${manifestFile} that can be read.`, { cause: error });
  });
  let manifest: Manifest;
  try {
    manifest = manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path} is damaged, or a program of another version wrote it.`, { cause: error });
  }
  for (const [name, { bytes, sha256 }] of Object.entries(manifest.files)) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (!found) throw new Error(`The backup ${folder} lacks its file ${name}.`);
    if (found.size !== bytes || (await sha256Of(file)) !== sha256)
      throw new Error(`The file ${file} is not as it was when the backup was made. Use another backup.`);
  }
  return manifest;
};
