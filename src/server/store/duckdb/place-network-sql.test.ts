import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeNetworkOf } from '../place-network.ts';
import { networkSql } from './place-network-sql.ts';
import { Params, rowsOf } from './sql.ts';

test.each([
  ['192.0.2.1', '192.0.0.0/16'],
  ['::ffff:192.0.2.1', '192.0.0.0/16'],
  ['::FFFF:192.0.2.1', '192.0.0.0/16'],
  ['2001:db8::1', '2001:db8::/32'],
  ['2001:0DB8:0:0:0:0:0:1', '2001:db8::/32'],
  ['2001::1', '2001:0::/32'],
  ['fe80::1%eth0', 'fe80:0::/32'],
  ['::1', '0:0::/32'],
  ['0:0:0:0:0:0:0:1', '0:0::/32'],
  ['vpn-7.example', 'vpn-7.example'],
  ['10.1', '10.1'],
  ["'; --", "'; --"],
  ['', ''],
])('%j lies in %j', (address, network) => {
  expect(placeNetworkOf(address)).toBe(network);
});

const group = fc.stringMatching(/^[0-9a-fA-F]{1,4}$/);
const addresses = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4().map((address) => `::ffff:${address}`),
  fc.tuple(group, group).map(([a, b]) => `${a}:${b}::1`),
  fc.tuple(group, group).map(([a, b]) => `${a}::${b}`),
  fc.string({ unit: fc.constantFrom('0', '1', 'a', 'F', '.', ':', '%', '\n', 'é'), maxLength: 12 }),
);

test('the engine tells of every address the same network', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(addresses, { minLength: 20, maxLength: 60 }), async (all) => {
        const params = new Params();
        const sql = `SELECT address, ${networkSql('address')} AS network FROM (SELECT unnest(${params.list(all)}) AS address)`;
        const rows = await rowsOf(connection, sql, params);
        expect(rows.map(({ network }) => network)).toEqual(all.map((address) => placeNetworkOf(address)));
      }),
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});
