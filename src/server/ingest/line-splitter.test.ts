import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Line, LineSplitter } from './line-splitter.ts';

const split = (chunks: readonly Buffer[], limit: number): Line[] => {
  const splitter = new LineSplitter(limit);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
};

const cut = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...chunks, bytes.subarray(at)];
};

test('lines are the same however the bytes come in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''))),
      fc.array(fc.integer({ min: 0, max: 9 })),
      fc.boolean(),
      (texts, sizes, isEnded) => {
        const bytes = Buffer.from(texts.join('\n') + (isEnded ? '\n' : ''));
        const lines = split(cut(bytes, sizes), 1_000);
        const expected = isEnded && texts.length === 0 ? [''] : texts;
        const told = isEnded || expected.at(-1) !== '' ? expected : expected.slice(0, -1);
        expect(lines.map((line) => line.bytes.toString())).toEqual(told);
        expect(lines.map(({ number }) => number)).toEqual(told.map((_, index) => index + 1));
      },
    ),
  );
});

test('an overlong line comes in pieces that together are the line, and the next line is whole', () => {
  const long = 'x'.repeat(50);
  const lines = split(cut(Buffer.from(`a\n${long}\nb\n`), [7, 7, 7, 7, 7]), 10);
  const pieces = lines.filter(({ number }) => number === 2);
  expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).toString()).toBe(long);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.map(({ part }) => part === 'last')).toEqual(
    pieces.map((_, index) => index === pieces.length - 1),
  );
  expect(lines.filter(({ part }) => part === 'whole').map(({ bytes }) => bytes.toString())).toEqual([
    'a',
    'b',
  ]);
});

test('a line of exactly the limit is whole', () => {
  expect(split([Buffer.from('0123456789\n')], 10).map(({ part }) => part)).toEqual(['whole']);
  expect(split([Buffer.from('0123456789x\n')], 10).map(({ part }) => part)).toEqual(['last']);
});
