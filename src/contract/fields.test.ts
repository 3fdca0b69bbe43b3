import { expect, test } from 'vitest';
import { labelOf, visible } from './fields.ts';

test.each([
  ['user_id', 'User ID'],
  ['email', 'Email'],
  ['x.place', 'place'],
  ['x.x.place', 'x.place'],
  ['x.user_id', 'user_id'],
  ['x.', '“”'],
  ['x. ', '“ ”'],
])('%s is called %s', (property, label) => expect(labelOf(property)).toBe(label));

test('what cannot be seen stands between quotation marks, and nothing else does', () => {
  for (const text of ['', ' ', '\t\n', '\u200b', '\ufeff', '\0', '\u00a0'])
    expect(visible(text)).toBe(`“${text}”`);
  for (const text of [' a', '0', '-', '中', '😀', '“', '\u0301']) expect(visible(text)).toBe(text);
});
