import { expect, it } from 'vitest';
import { inOneLine } from './one-line.ts';

it.each([
  ['ana@x.org\r\nbob@y.org\n', 'ana@x.org, bob@y.org'],
  ['Request ID:\n  a/1\nSession:\r\ns1', 'Request ID: a/1, Session: s1'],
  ['a\tb', 'a\tb'],
  ['a\n\n \nb', 'a, b'],
])('%j is %j in one line', (text, line) => expect(inOneLine(text)).toBe(line));

it.each([
  ['blanks', `a${' '.repeat(200_000)}b\nc`, `a${' '.repeat(200_000)}b, c`],
  ['names without values', ':\n'.repeat(100_000), `:${' :'.repeat(99_999)}`],
])('a long text of %s is made one line', (_, text, line) => expect(inOneLine(text) === line).toBe(true));
