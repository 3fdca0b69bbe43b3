import { expect, test } from 'vitest';
import { wellFormedUrl } from './well-formed-url.ts';

test.each([
  ['/users/ana', '/users/ana'],
  ['//v1/auth_audits?q=a//b', '/v1/auth_audits?q=a//b'],
  ['/v1///auth_attempts/a%2F%2Fb//', '/v1/auth_attempts/a%2F%2Fb/'],
  ['//', '/'],
  ['//users/100%', '/users/100%25'],
  ['http://host//v1', 'http://host//v1'],
  ['/users/a%2Fb?x=%zz', '/users/a%2Fb?x=%zz'],
  ['/users/100%', '/users/100%25'],
  ['/users/%E0%A4?a=b?c=%20', '/users/%25E0%25A4?a=b?c=%20'],
])('%s becomes %s', (url, expected) => {
  expect(wellFormedUrl(url)).toBe(expected);
});
