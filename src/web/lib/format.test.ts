import { expect, it } from 'vitest';
import { inSentence } from './format.ts';

it.each([
  ['Source IP', 'source IP'],
  ['E-mail or id', 'e-mail or id'],
  ['', ''],
])('%j is %j in a sentence', (label, words) => expect(inSentence(label)).toBe(words));
