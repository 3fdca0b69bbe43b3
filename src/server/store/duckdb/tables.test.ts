import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { fields } from '../../../contract/fields.ts';
import { micros } from '../../../contract/instant.ts';
import { StoreError } from '../store-error.ts';
import { rowsOf } from './sql.ts';
import { columnNames, emailTable, eventTable, rowWriter } from './tables.ts';

test('no property of the contract takes the place of a column of our own', () => {
  const own = ['sequence', 'time', 'id', 'id_key', 'content_hash', 'extra', 'source'];
  expect(fields.map(({ name }) => name).filter((name) => own.some((each) => each === name))).toEqual([]);
  expect([...eventTable.columns.keys()].toSorted()).toEqual(
    [...own, ...fields.map(({ name }) => name)].toSorted(),
  );
});

test('columns that are lacking, unknown or of other letters are refused by name', () => {
  const refused = (order: readonly string[], name: string) =>
    expect(() => rowWriter(emailTable, order)).toThrow(
      expect.objectContaining({ name: 'StoreError', message: expect.stringContaining(name) as unknown }),
    );
  refused(['user_id', 'time'], 'lacks email');
  refused(['email', 'user_id', 'time', 'since'], 'since');
  refused(['email', 'user_id', 'Time'], 'lacks time');
  expect(() => rowWriter(emailTable, [])).toThrow(StoreError);
});

test('a value comes to the column of its name, in the database that is in use and no other', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run('CREATE TABLE known_emails (user_id VARCHAR, email VARCHAR, time BIGINT)');
    await connection.run(`ATTACH ':memory:' AS audit`);
    await connection.run('USE audit');
    await connection.run('CREATE TABLE known_emails (time BIGINT, email VARCHAR)');
    await connection.run('ALTER TABLE known_emails ADD COLUMN user_id VARCHAR');
    const order = await columnNames(connection, 'known_emails');
    expect(order).toEqual(['time', 'email', 'user_id']);
    const append = rowWriter(emailTable, order);
    await append(connection, [{ userId: 'u', email: 'ann@example.org', time: micros(5n) }]);
    await append(connection, []);
    expect(await rowsOf(connection, 'SELECT * FROM known_emails')).toEqual([
      { user_id: 'u', email: 'ann@example.org', time: 5n },
    ]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});
