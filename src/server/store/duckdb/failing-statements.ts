import { DuckDBConnection } from '@duckdb/node-api';
import { vi } from 'vitest';

/**
 * Make statements of what is written next fail: the nth, and as many after it. For tests.
 * @returns how to end that, which tells whether it came to it
 */
export const failStatements = (nth: number, count = 1, message = 'this statement fails'): (() => boolean) => {
  let left = nth;
  const spies = (['run', 'createAppender'] as const).map((name) => {
    const own = DuckDBConnection.prototype[name] as (...args: unknown[]) => Promise<unknown>;
    return vi.spyOn(DuckDBConnection.prototype, name).mockImplementation(async function fail(
      this: DuckDBConnection,
      ...args: unknown[]
    ) {
      left -= 1;
      if (left <= 0 && left > -count) throw new Error(message);
      return own.apply(this, args);
    } as never);
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
    return left <= 0;
  };
};
