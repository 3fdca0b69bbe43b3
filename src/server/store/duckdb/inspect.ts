import { open, stat } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { beginningOf } from '../few.ts';
import { StoreError } from '../store-error.ts';
import { acknowledgedPath, readAcknowledged } from './acknowledged.ts';
import { rewritingAim } from './schema.ts';
import { rowsOf } from './sql.ts';

const refusal = (sentences: string, cause?: unknown): StoreError =>
  new StoreError('failed', sentences, { cause });

const restore =
  'Nothing was changed. Put back what is missing; or move all of it away, and npm run restore a backup';

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** DuckDB's files have this behind a checksum of eight bytes. */
const magic = 'DUCK';

/** Refuse a file that is no database at all before DuckDB is given it. */
const refuseOther = async (path: string): Promise<void> => {
  const advice =
    'It was not changed. Move it away, or put a backup in its place; another data folder is named by AUTH_AUDIT_DATA.';
  if (!(await stat(path)).isFile()) throw refusal(`${path} is no file. ${advice}`);
  const file = await open(path, 'r').catch((error: unknown) => {
    throw refusal(
      `${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      error,
    );
  });
  const head = Buffer.alloc(12);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  await file.close();
  if (bytesRead === 0) throw refusal(`${path} is empty: it is no database. ${advice}`);
  if (head.toString('latin1', 8) !== magic)
    throw refusal(`${path} is no database of this program, or its beginning is damaged. ${advice}`);
};

/** What DuckDB says of a file that another process has open for writing, on Unix and on Windows. */
const locked = /Could not set lock on file|being used by another process/;

/** Say in a sentence why DuckDB could not open or read a database. */
export const openingError = (path: string, error: unknown): StoreError => {
  const words = String(error);
  if (locked.test(words))
    return refusal(`The data folder ${folderOf(path)} is held by another process.`, error);
  const reason = beginningOf(words.replace(/^Error: /, '').replace(/\s+/g, ' '));
  if (/Failure while replaying/.test(words))
    return refusal(
      `The write-ahead log ${path}.wal, which holds the newest events, is damaged. ${restore}; or, to go on without the events in it, move it away.`,
      error,
    );
  if (/version number \d+|storage version greater/.test(words))
    return refusal(
      `The database ${path} was written by another version of DuckDB, which this program cannot read. It was not changed. Use the program that wrote it.`,
      error,
    );
  if (/Corrupt|not a valid DuckDB|Could not read enough bytes|Failed to deserialize/i.test(words))
    return refusal(`The database ${path} is damaged (${reason}). Put a whole backup in its place.`, error);
  return refusal(`Cannot open the database ${path}: ${reason}`, error);
};

const folderOf = (path: string): string =>
  path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));

/** Columns by which the tables of this program are known, whatever version made them. */
const ours: Readonly<Record<string, readonly string[]>> = {
  meta: ['key', 'value'],
  events: ['sequence', 'id', 'content_hash', 'time'],
};

/** Whether a database has the tables of this program; false when it has none at all. */
const isFilled = async (connection: DuckDBConnection, path: string): Promise<boolean> => {
  const rows = await rowsOf(
    connection,
    `SELECT table_name AS name, string_agg(column_name, ' ') AS columns
     FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal GROUP BY ALL ORDER BY ALL`,
  );
  if (rows.length === 0) return false;
  const found = new Map(rows.map(({ name, columns }) => [String(name), String(columns).split(' ')]));
  const isOurs = Object.entries(ours).every(([table, columns]) =>
    columns.every((column) => found.get(table)?.includes(column)),
  );
  if (isOurs) return true;
  const names = [...found.keys()].slice(0, 3).map((name) => `“${beginningOf(name)}”`);
  throw refusal(
    `The database ${path} is another program’s: it holds ${names.join(', ')}${found.size > 3 ? ' and more' : ''}. It was not changed. Move it away, or name another data folder by AUTH_AUDIT_DATA.`,
  );
};

/** What there is to know of a database before it is opened to be written to. */
type Found = {
  readonly count: number;
  /** As `rewritingAim` tells it. */
  readonly aim: string | undefined;
};

const lookInto = async (connection: DuckDBConnection, path: string): Promise<Found> => {
  if (!(await isFilled(connection, path))) return { count: 0, aim: undefined };
  const aim = await rewritingAim(connection);
  const [row] = await rowsOf(connection, 'SELECT count(*) AS count FROM events');
  return { count: Number(row?.['count']), aim };
};

/** Open a database only to read, which changes nothing, not even a log that is replayed. */
const readFound = async (path: string, settings: Readonly<Record<string, string>>): Promise<Found> => {
  const instance = await DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH '${path.replaceAll("'", "''")}' AS audit (READ_ONLY)`);
    await connection.run('USE audit');
    return await lookInto(connection, path);
  } catch (error) {
    throw error instanceof StoreError ? error : openingError(path, error);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

const refuseMissing = async (path: string, acknowledged: number): Promise<void> => {
  const isLogLeft = await isThere(`${path}.wal`);
  if (acknowledged === 0 && !isLogLeft) return;
  const what = acknowledged === 0 ? 'events' : `${acknowledged} acknowledged events`;
  const left = [
    ...(acknowledged === 0 ? [] : [acknowledgedPath(path)]),
    ...(isLogLeft ? [`${path}.wal`] : []), // DuckDB would remove it
  ];
  throw refusal(
    `The database ${path} is missing, which held ${what}. ${restore}; or, to begin with an empty one, move ${left.join(' and ')} away.`,
  );
};

/**
 * Look at a database before it is opened to be written to: whether it is this program's, whole, and has every event that
 * was acknowledged. DuckDB itself skips a log whose beginning it cannot read, and says nothing.
 * @param path need not exist
 * @returns to what its events are written anew, if they are, as `rewritingAim` tells it
 * @throws StoreError that says what is wrong and what to do; nothing has been changed then
 */
export const inspectDatabase = async (
  path: string,
  settings: Readonly<Record<string, string>>,
): Promise<string | undefined> => {
  const acknowledged = (await readAcknowledged(path)) ?? 0;
  if (!(await isThere(path))) {
    await refuseMissing(path, acknowledged);
    return undefined;
  }
  await refuseOther(path);
  const { count, aim } = await readFound(path, settings);
  if (count >= acknowledged) return aim;
  throw refusal(
    `The database ${path} lacks ${acknowledged - count} of ${acknowledged} acknowledged events: its write-ahead log ${path}.wal is missing or damaged, or another database was put in its place. ${restore}; or, to go on without these events, remove ${acknowledgedPath(path)}.`,
  );
};
