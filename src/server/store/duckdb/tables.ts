import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { fields } from '../../../contract/fields.ts';
import type { Micros } from '../../../contract/instant.ts';
import { saidIn } from '../../../contract/record.ts';
import { contentNumber } from '../dedupe.ts';
import { hash64 } from '../hash.ts';
import { StoreError } from '../store-error.ts';
import type { PreparedEvent } from '../store.ts';
import { extraJson } from './extra.ts';

/** What a column is, and how a row's value of it is written. */
type Column<Row> = { readonly type: string; readonly write: (to: DuckDBAppender, row: Row) => void };

/** A table that rows are appended to, with what each of its columns holds. */
export type Table<Row> = { readonly name: string; readonly columns: ReadonlyMap<string, Column<Row>> };

/** An event with its place in the order of arrival. */
export type NumberedEvent = { readonly event: PreparedEvent; readonly sequence: bigint };

/** An address learned for a user id, each once, with the time of the record that told it first. */
export type LearnedEmail = { readonly userId: string; readonly email: string; readonly time: Micros };

/** That a text was recorded in a property. One text has one number, wherever it is recorded. */
export type LongKey = {
  readonly key: string;
  readonly number: bigint;
  readonly property: string;
  readonly bytes: bigint;
};

/** A piece of a long text. */
export type LongTextPiece = { readonly number: bigint; readonly piece: number; readonly text: string };

/** A column of texts, null where there is none. */
export const textColumn = <Row>(valueOf: (row: Row) => string | undefined): Column<Row> => ({
  type: 'VARCHAR',
  write: (to, row) => {
    const value = valueOf(row);
    if (value === undefined) to.appendNull();
    else to.appendVarchar(value);
  },
});

/** One row an event, in the order of arrival. */
export const eventTable: Table<NumberedEvent> = {
  name: 'events',
  columns: new Map<string, Column<NumberedEvent>>([
    ['sequence', { type: 'BIGINT NOT NULL', write: (to, { sequence }) => to.appendBigInt(sequence) }],
    ['time', { type: 'BIGINT NOT NULL', write: (to, { event }) => to.appendBigInt(event.time) }],
    ['id', { type: 'VARCHAR NOT NULL', write: (to, { event }) => to.appendVarchar(event.id) }],
    ['id_key', { type: 'UBIGINT NOT NULL', write: (to, { event }) => to.appendUBigInt(hash64(event.id)) }],
    [
      'content_hash',
      { type: 'UHUGEINT NOT NULL', write: (to, { event }) => to.appendUHugeInt(contentNumber(event)) },
    ],
    ...fields.map(
      ({ name }) => [name, textColumn<NumberedEvent>(({ event }) => saidIn(event.record, name))] as const,
    ),
    ['extra', textColumn(({ event }) => extraJson(event.record))],
    ['source', textColumn(({ event }) => event.source)],
  ]),
};

/** Hashes of (identifier, day): `presence.ts` makes them. */
export const presenceTable: Table<bigint> = {
  name: 'presence',
  columns: new Map([['key', { type: 'UBIGINT NOT NULL', write: (to, key) => to.appendUBigInt(key) }]]),
};

/** Addresses learned for user ids. */
export const emailTable: Table<LearnedEmail> = {
  name: 'known_emails',
  columns: new Map([
    ['user_id', { type: 'VARCHAR NOT NULL', write: (to, { userId }) => to.appendVarchar(userId) }],
    ['email', { type: 'VARCHAR NOT NULL', write: (to, { email }) => to.appendVarchar(email) }],
    ['time', { type: 'BIGINT NOT NULL', write: (to, { time }) => to.appendBigInt(time) }],
  ]),
};

/** Names of properties seen that the contract does not name. */
export const extraTable: Table<string> = {
  name: 'extra_fields',
  columns: new Map([['name', { type: 'VARCHAR NOT NULL', write: (to, name) => to.appendVarchar(name) }]]),
};

/** Where texts too long for a column were recorded (`texts/stand-in.ts`). */
export const longKeyTable: Table<LongKey> = {
  name: 'long_keys',
  columns: new Map([
    ['key', { type: 'VARCHAR NOT NULL', write: (to, { key }) => to.appendVarchar(key) }],
    ['number', { type: 'BIGINT NOT NULL', write: (to, { number }) => to.appendBigInt(number) }],
    ['property', { type: 'VARCHAR NOT NULL', write: (to, { property }) => to.appendVarchar(property) }],
    ['bytes', { type: 'BIGINT NOT NULL', write: (to, { bytes }) => to.appendBigInt(bytes) }],
  ]),
};

/** Those texts in pieces. */
export const longTextTable: Table<LongTextPiece> = {
  name: 'long_texts',
  columns: new Map([
    ['number', { type: 'BIGINT NOT NULL', write: (to, { number }) => to.appendBigInt(number) }],
    ['piece', { type: 'INTEGER NOT NULL', write: (to, { piece }) => to.appendInteger(piece) }],
    ['text', { type: 'VARCHAR NOT NULL', write: (to, { text }) => to.appendVarchar(text) }],
  ]),
};

/** The columns of a table as a CREATE TABLE statement has them, in brackets. */
export const definition = ({ columns }: Table<never>): string =>
  `(${[...columns].map(([name, { type }]) => `${name} ${type}`).join(', ')})`;

/** The names of a table's columns in the order in which it has them: an ALTER TABLE puts a new one last. */
export const columnNames = async (connection: DuckDBConnection, table: string): Promise<readonly string[]> =>
  // the catalogue's own view of columns costs ten times as much, and a store asks a dozen times while it opens
  (await connection.run(`SELECT * FROM ${table} LIMIT 0`)).columnNames();

/** Appends rows, within the transaction that is open. */
export type RowWriter<Row> = (connection: DuckDBConnection, rows: readonly Row[]) => Promise<void>;

/**
 * What appends rows to a table. An appender takes values by their place only, so that the places are looked up here,
 * once: a value comes to the column of its name, in whatever order a store of many versions has them.
 * @param order names of the table's columns as they stand
 * @throws StoreError when a column is unknown or lacking
 */
export const rowWriter = <Row>({ name, columns }: Table<Row>, order: readonly string[]): RowWriter<Row> => {
  const lacking = [...columns.keys()].filter((column) => !order.includes(column));
  if (lacking.length > 0)
    throw new StoreError('failed', `The table ${name} of the data folder lacks ${lacking.join(', ')}.`);
  const cells = order.map((column) => {
    const cell = columns.get(column);
    if (cell) return cell.write;
    throw new StoreError(
      'failed',
      `The table ${name} of the data folder has a column ${column}, which this program does not know. Use the newer program that wrote it.`,
    );
  });
  return async (connection, rows) => {
    if (rows.length === 0) return;
    const appender = await connection.createAppender(name);
    try {
      for (const row of rows) {
        for (const write of cells) write(appender, row);
        appender.endRow();
      }
    } finally {
      appender.closeSync(); // flushes
    }
  };
};

/** What appends to each table of an open database. */
export type Writers = {
  readonly events: RowWriter<NumberedEvent>;
  readonly presence: RowWriter<bigint>;
  readonly emails: RowWriter<LearnedEmail>;
  readonly extras: RowWriter<string>;
  readonly longKeys: RowWriter<LongKey>;
  readonly longTexts: RowWriter<LongTextPiece>;
};

/**
 * Look up how the tables of a database stand, for all that is appended to them while it is open.
 * @throws StoreError when a column is unknown or lacking
 */
export const openWriters = async (connection: DuckDBConnection): Promise<Writers> => {
  const writerOf = async <Row>(table: Table<Row>): Promise<RowWriter<Row>> =>
    rowWriter(table, await columnNames(connection, table.name));
  return {
    events: await writerOf(eventTable),
    presence: await writerOf(presenceTable),
    emails: await writerOf(emailTable),
    extras: await writerOf(extraTable),
    longKeys: await writerOf(longKeyTable),
    longTexts: await writerOf(longTextTable),
  };
};
