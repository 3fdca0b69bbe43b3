import type { DuckDBConnection } from '@duckdb/node-api';
import type { Micros } from '../../../../contract/instant.ts';
import type { DirectoryEntry } from '../../directory-store.ts';
import { chunksOf } from '../sql.ts';
import { type Table, definition, textColumn } from '../tables.ts';

type Column = Table<DirectoryEntry>['columns'] extends ReadonlyMap<string, infer Each> ? Each : never;

const timeColumn = (valueOf: (entry: DirectoryEntry) => Micros | undefined): Column => ({
  type: 'BIGINT',
  write: (to, entry) => {
    const value = valueOf(entry);
    if (value === undefined) to.appendNull();
    else to.appendBigInt(value);
  },
});

const texts = {
  org_id: 'orgId',
  email: 'email',
  first_name: 'firstName',
  last_name: 'lastName',
  display_name: 'displayName',
  status: 'status',
  type: 'type',
} as const satisfies Readonly<Record<string, keyof DirectoryEntry>>;

const times = {
  disabled_at: 'disabledAt',
  created: 'created',
  updated: 'updated',
  listed_until: 'listedUntil',
} as const satisfies Readonly<Record<string, keyof DirectoryEntry>>;

/** People of directories: a row for each source that tells of one. */
export const directoryTable: Table<DirectoryEntry> = {
  name: 'directory',
  columns: new Map<string, Column>([
    ['source', { type: 'VARCHAR NOT NULL', write: (to, { source }) => to.appendVarchar(source) }],
    ['user_id', { type: 'VARCHAR NOT NULL', write: (to, { userId }) => to.appendVarchar(userId) }],
    ...Object.entries(texts).map(
      ([column, name]) => [column, textColumn<DirectoryEntry>((entry) => entry[name])] as const,
    ),
    ...Object.entries(times).map(([column, name]) => [column, timeColumn((entry) => entry[name])] as const),
  ]),
};

/** No part of the schema’s version: a program that knows nothing of it leaves it alone. */
export const createDirectory = `CREATE TABLE IF NOT EXISTS ${directoryTable.name} ${definition(directoryTable)};`;

const written = [...Object.entries(texts), ...Object.entries(times)];

/** Everything that the table holds, column by column: of a hundred thousand people, rows would take seconds. */
export const readEntries = async (connection: DuckDBConnection): Promise<readonly DirectoryEntry[]> => {
  const entries: DirectoryEntry[] = [];
  const columns = ['source', 'user_id', ...written.map(([column]) => column)];
  for await (const chunk of chunksOf(
    connection,
    `SELECT ${columns.join(', ')} FROM ${directoryTable.name}`,
  )) {
    const [sources, userIds, ...values] = columns.map((_, at) => chunk.getColumnValues(at));
    for (let row = 0; row < chunk.rowCount; row += 1) {
      const entry: Record<string, unknown> = { source: sources?.[row], userId: userIds?.[row] };
      for (const [at, [, name]] of written.entries()) {
        const value = values[at]?.[row] ?? null;
        if (value !== null) entry[name] = value;
      }
      entries.push(entry as DirectoryEntry);
    }
  }
  return entries;
};
