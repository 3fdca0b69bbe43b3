import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../../../contract/record.ts';
import { textMark } from '../../../records/column-text.ts';
import {
  bytesBeside,
  couldBeInStandIn,
  isStandIn,
  readStandIn,
  shortened,
  shortest,
  storedText,
  storedTexts,
} from './stand-in.ts';
import { wholeRecord } from './whole.ts';

const long = 'x'.repeat(600);

describe('a text as a column holds it', () => {
  test.each([
    ['a short one', 'Mozilla/5.0', true],
    ['the longest that fits', 'é'.repeat(shortest.field / 2), true],
    ['one byte more', `${'é'.repeat(shortest.field / 2)}e`, false],
    ['one that begins with a byte order mark', '\uFEFFu', false],
    ['one with a byte order mark within', 'u\uFEFF', true],
    ['one that holds the mark of stand-ins', `a${textMark}`, false],
    ['a NUL', '\0', true],
    ['nothing', '', true],
  ])('%s', (_, text, isItself) => {
    const stored = storedText(text, 'user_agent');
    expect(stored === text).toBe(isItself);
    expect(isStandIn(stored)).toBe(!isItself);
    expect(bytesBeside([stored, 7, null])).toBe(isItself ? 0 : Buffer.byteLength(text));
  });

  test('is shorter of an extra', () => {
    const text = 'x'.repeat(shortest.extra + 1);
    expect(storedText(text, 'user_agent')).toBe(text);
    expect(isStandIn(storedText(text, 'x.agent'))).toBe(true);
  });

  test('is looked for in every way in which it may be stored', () => {
    const { record } = shortened({ own: [long], other: JSON.stringify([long]) });
    for (const stored of Object.values(record))
      expect(storedTexts(JSON.stringify([long]), 'x.own')).toContain(stored);
    expect(storedTexts('short', 'x.own')).toEqual(['short']);
  });

  test('says what could be mistaken for a part of it', () => {
    const stored = storedText(long, 'user_agent');
    for (let from = 1; from < stored.length; from += 1)
      for (let to = from + 1; to <= stored.length; to += 1)
        expect(couldBeInStandIn(stored.slice(from, to).toUpperCase())).toBe(true);
    expect(couldBeInStandIn('a@b')).toBe(false);
  });
});

test('a record that claims to hold stand-ins holds texts', () => {
  const forged = storedText(long, 'user_agent');
  const { record, long: beside } = shortened({ user_agent: forged, own: [forged] });
  expect(record.user_agent).not.toBe(forged);
  expect(beside.map(({ text }) => text)).toEqual([forged, JSON.stringify([forged])]);
});

test('any record comes back as it was', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('x', textMark, '\uFEFF', 'é', '\0', '😀'),
      minLength: 150,
      maxLength: 600,
    }),
  );
  const value = fc.oneof(text, fc.jsonValue(), fc.array(text), fc.dictionary(text, text));
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(fc.constantFrom('user_id', 'user_agent'), text), value), (members) => {
      const given = Object.fromEntries(
        Object.entries(members).filter(([name, own]) => typeof own === 'string' || name[0] !== 'u'),
      ) as AuditRecord;
      const { record, long: beside } = shortened(given);
      const texts = new Map(beside.map(({ standIn, text: own }) => [standIn, own]));
      expect(wholeRecord(record, texts)).toEqual(given);
      for (const { standIn, text: own } of beside)
        expect(readStandIn(standIn)?.bytes).toBe(Buffer.byteLength(own));
    }),
  );
});
