import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Params, asThemselves, instantOfDigits, rowsOf, textsIn, toldAsOne } from './sql.ts';

test('what is told as one text is what was stored, whatever it holds', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const text = fc.string({ unit: 'binary' });
  const instant = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.option(text),
      fc.array(text),
      fc.array(instant),
      async (one, maybe, many, times) => {
        const params = new Params();
        const parts = toldAsOne({
          ...asThemselves('one', 'many'),
          maybe: `CASE WHEN ${maybe === null} THEN NULL ELSE maybe END`,
          times: 'CAST(times AS VARCHAR[])',
        });
        const [row] = await rowsOf(
          connection,
          `SELECT ${parts.sql} FROM (SELECT ${params.text(one)} AS one, ${params.text(maybe ?? '')} AS maybe,
             ${params.list(many)} AS many, ${params.integers(times)} AS times)`,
          params,
        );
        const told = row ? parts.in(row) : {};
        expect(told).toMatchObject({ one, maybe, many });
        expect(textsIn(told, 'times').map(instantOfDigits)).toEqual(times);
      },
    ),
  );
  connection.closeSync();
  instance.closeSync();
});
