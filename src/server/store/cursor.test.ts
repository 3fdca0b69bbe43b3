import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { micros } from '../../contract/instant.ts';
import { decodeCursor, encodeCursor, questionKey } from './cursor.ts';

const instants = fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n }).map(micros);
const cursors = fc.record(
  {
    after: fc.record({ time: instants, sequence: fc.bigInt({ min: 1n, max: 10n ** 15n }) }),
    order: fc.constantFrom('asc' as const, 'desc' as const),
    from: instants,
    to: instants,
  },
  { requiredKeys: ['after', 'order'] },
);
const key = questionKey(['2026-01-01', undefined, 'result', 'Success']);

test('what is written is read again, and is safe in a URL', () => {
  fc.assert(
    fc.property(cursors, (cursor) => {
      const text = encodeCursor(cursor, key);
      expect(text).toMatch(/^[\w-]+$/);
      expect(decodeCursor(text, key)).toEqual(cursor);
    }),
  );
});

test('a cursor is refused by another question', () => {
  const text = encodeCursor({ after: { time: micros(0n), sequence: 1n }, order: 'asc' }, key);
  for (const parts of [
    [],
    ['2026-01-01', 'result', 'Success'],
    ['2026-01-01', undefined, 'result', 'Failure'],
  ])
    expect(decodeCursor(text, questionKey(parts))).toBeUndefined();
});

test('what is no cursor is refused and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), (text) => {
      expect(decodeCursor(text, key)).toBeUndefined();
    }),
  );
  const made = (parts: readonly string[]) => Buffer.from(parts.join(',')).toString('base64url');
  for (const parts of [
    ['1', '2', 'asc', '', '', key, ''],
    ['1', '2', 'asc', '', ''],
    ['1', '2', 'up', '', '', key],
    ['', '2', 'asc', '', '', key],
    ['1', '1e3', 'asc', '', '', key],
    ['1', '2', 'asc', ' 1', '', key],
    ['1', '2', 'asc', '', '9'.repeat(40), key],
  ])
    expect(decodeCursor(made(parts), key)).toBeUndefined();
});
