import { expect, test } from 'vitest';
import { Secrets } from './secrets.ts';

const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl';

test.each([
  ['plain text stays', 'plain text stays'],
  ['a JWT ' + jwt + '.', 'a JWT [secret]'],
  ['a JWT cut off ' + jwt.slice(0, 30), 'a JWT cut off [secret]'],
  ['Authorization: Bearer abcdefgh.12345678_x', 'Authorization: Bearer [secret]'],
  ['authorization: bearer%20abcdefgh12345678', 'authorization: bearer%20[secret]'],
  ['Bearer token required', 'Bearer token required'],
  ['{"access_token":"short","x":1}', '{"access_token":"[secret]","x":1}'],
  ['{"access_token": "cut of', '{"access_token": "[secret] of'],
  ['identity_assertion=abc&x=1', 'identity_assertion=[secret]&x=1'],
  ['-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY----- behind', '[secret] behind'],
  ['-----BEGIN EC PRIVATE KEY-----\\nMIG', '[secret]'],
  ['the known-one!/ here', 'the [secret] here'],
  ['in an address: ' + encodeURIComponent('known-one!/'), 'in an address: [secret]'],
])('%j', (text, shown) => expect(new Secrets(['known-one!/', '']).quoted(text)).toBe(shown));

test('a quote is one line of 200 characters, and what is cut was masked before', () => {
  const secrets = new Secrets();
  secrets.add('opaque');
  const quote = secrets.quoted(`a\n\tb ${'x'.repeat(190)} opaque opaque ${'y'.repeat(10_000)}`);
  expect(quote).toHaveLength(200);
  expect(quote).toMatch(/^a b x{190} \[sec…$/);
});
