import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StoreError } from '../store-error.ts';

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** What `mkdir` does with `recursive`, which never ends where no folder can be made, as in /proc. */
const makeAll = async (folder: string, mode: number): Promise<void> => {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    const parent = dirname(folder);
    const isParentMissing = await stat(parent).then(
      () => false,
      () => true,
    );
    if (codeOf(error) !== 'ENOENT' || !isParentMissing || parent === folder) throw error;
    await makeAll(parent, mode);
    await mkdir(folder, { mode });
  }
};

/**
 * Make a data folder when it is missing, for its user alone.
 * @throws StoreError when it cannot be made, is no folder, or nothing can be written into it
 */
export const makeDataFolder = async (folder: string): Promise<void> => {
  const refuse = (why: string, cause: unknown): never => {
    throw new StoreError('failed', `The data folder ${folder} ${why}. Name another by AUTH_AUDIT_DATA.`, {
      cause,
    });
  };
  const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  await makeAll(folder, 0o700).catch((error: unknown) => refuse(`cannot be made (${reason(error)})`, error));
  const found = await stat(folder).catch((error: unknown) =>
    refuse(`cannot be read (${reason(error)})`, error),
  );
  if (!found.isDirectory()) refuse('is no folder', undefined);
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).catch((error: unknown) =>
    refuse(`cannot be written into (${reason(error)})`, error),
  );
};
