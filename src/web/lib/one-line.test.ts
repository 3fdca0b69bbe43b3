import { expect, it } from 'vitest';
import { inOneLine } from './one-line.ts';

it.each([
  ['ana@x.org\r\nbob@y.org\n', 'ana@x.org, bob@y.org'],
  ['Request ID:\n  a/1\nSession:\r\ns1', 'Request ID: a/1, Session: s1'],
  ['a\tb', 'a\tb'],
])('%j is %j in one line', (text, line) => expect(inOneLine(text)).toBe(line));
