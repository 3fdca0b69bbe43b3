import { DuckDBConnection } from '@duckdb/node-api';
import { vi } from 'vitest';

/** Make statements fail, and appenders, which are made for a table. @returns how to end that */
const failWhere = (fails: (given: unknown) => boolean, message: string): (() => void) => {
  const spies = (['run', 'createAppender'] as const).map((name) => {
    const own = DuckDBConnection.prototype[name] as (...args: unknown[]) => Promise<unknown>;
    return vi.spyOn(DuckDBConnection.prototype, name).mockImplementation(async function fail(
      this: DuckDBConnection,
      ...args: unknown[]
    ) {
      if (fails(args[0])) throw new Error(message);
      return own.apply(this, args);
    } as never);
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
};

/**
 * Make statements of what is written next fail: the nth, and as many after it. For tests.
 * @returns how to end that, which tells whether it came to it
 */
export const failStatements = (nth: number, count = 1, message = 'this statement fails'): (() => boolean) => {
  let left = nth;
  const end = failWhere(() => {
    left -= 1;
    return left <= 0 && left > -count;
  }, message);
  return () => {
    end();
    return left <= 0;
  };
};

/** Make every statement fail that holds a text. For tests. @returns how to end that */
export const failStatementsWith = (part: string): (() => void) =>
  failWhere((sql) => typeof sql === 'string' && sql.includes(part), 'this statement fails');
