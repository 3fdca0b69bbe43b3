import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExactNumber } from '../../contract/exact-number.ts';
import { idOfSegment } from '../../contract/id-segment.ts';
import { shownOf } from '../lib/marks.ts';
import { jsonOf, parseShown, shownSegment } from './shown.ts';

const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\u200b',
      '\u202e',
      '\u00a0',
      ' ',
      '\t',
      '\n',
      '␣',
      '‹',
      'U',
      '+',
      '\ud800',
      '👩\u200d💻',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

it('shows the texts of an answer, and gives the values back as JSON and in addresses', () => {
  fc.assert(
    fc.property(texts, (value) => {
      const shown = shownOf(value);
      expect(parseShown(JSON.stringify({ [value]: [value, 1, null] }))).toEqual({
        [shown]: [shown, 1, null],
      });
      expect(JSON.parse(jsonOf({ [shown]: [shown] }))).toEqual({ [value]: [value] });
      expect(idOfSegment(shownSegment(shown))).toBe(value.replaceAll(/\p{Cs}/gu, '\ufffd'));
    }),
  );
});

it('keeps the digits of numbers beside texts that are marked', () => {
  const json = '{"a\u200b":[9007199254740993,"x "]}';
  const shown = parseShown(json);
  expect(shown).toEqual({ [shownOf('a\u200b')]: [new ExactNumber('9007199254740993'), shownOf('x ')] });
  expect(jsonOf(shown, 0)).toBe(String.raw`{"a\u200b":[9007199254740993,"x "]}`);
});

it('is legible in JSON, which is laid out with blanks and lines of its own', () => {
  expect(jsonOf({ user: shownOf('an\u200ba '), list: [] })).toBe(
    String.raw`{
  "user": "an\u200ba ",
  "list": []
}`,
  );
});
