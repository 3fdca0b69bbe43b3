import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { idParam, segmentOf } from '../../contract/id-segment.ts';
import { wellFormedUrl } from './well-formed-url.ts';

test.each([
  ['/users/ana', '/users/ana'],
  ['//v1/auth_audits?q=a//b', '/v1/auth_audits?q=a//b'],
  ['/v1///auth_attempts/a%2F%2Fb//', '/v1/auth_attempts/a%2F%2Fb/'],
  ['//', '/'],
  ['/v1/auth_attempts/=..', '/v1/auth_attempts/=..'],
  ['/v1/auth_attempts/%3D..?x=%3D', '/v1/auth_attempts/=%3D..?x=%3D'],
  ['//users/100%', '/users/100%25'],
  ['http://host//v1', 'http://host//v1'],
  ['/users/a%2Fb?x=%zz', '/users/a%2Fb?x=%zz'],
  ['/users/100%', '/users/100%25'],
  ['/users/%E0%A4?a=b?c=%20', '/users/%25E0%25A4?a=b?c=%20'],
])('%s becomes %s', (url, expected) => {
  expect(wellFormedUrl(url)).toBe(expected);
});

const hard = [
  '',
  '.',
  '..',
  '...',
  '=',
  '=.',
  '==..',
  '%2e%2e',
  '%3D..',
  'histogram',
  '=histogram',
  'facets',
];
const more = [
  'a/b',
  '//',
  '?',
  '#',
  '%',
  '\\',
  '..\\..',
  ' ',
  ' a ',
  '\t',
  'ü 漢字',
  '\ud800',
  'a;b',
  '~',
  ':',
];
const ids = fc.oneof(
  fc.constantFrom(...hard, ...more),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('.', '=', '%', '2', 'e', 'E', '3', 'D', '/') }),
);

test('a router that decodes before it looks finds any id, and nothing else in its place', () => {
  fc.assert(
    fc.property(ids, (id) => {
      const { pathname } = new URL(`/v1/auth_attempts/${segmentOf(id)}/others`, 'http://host/base');
      const [, , , segment = '', rest] = wellFormedUrl(pathname).split('/');
      const found = decodeURIComponent(segment);
      expect([idParam.parse(found), rest]).toEqual([id.replaceAll(/\p{Surrogate}/gu, '\ufffd'), 'others']);
      expect(['', '.', '..', 'histogram', 'facets']).not.toContain(found);
    }),
    { numRuns: 1_000 },
  );
});
