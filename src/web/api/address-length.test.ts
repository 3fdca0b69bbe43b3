import { expect, test } from 'vitest';
import { maxAddressLength } from '../../contract/address.ts';
import { fitsAddress, fitsInAddress, tooLongWords } from './address-length.ts';

test.each([
  ['a short value', 'ana@example.org', true],
  ['17,000 letters of the alphabet', 'a'.repeat(17_000), true],
  ['100,000 letters of the alphabet', 'a'.repeat(100_000), true],
  ['17,000 letters that are encoded as nine', '字'.repeat(17_000), false],
  ['11,000 of them', '字'.repeat(11_000), true],
  ['as many as an address holds', 'a'.repeat(maxAddressLength), false],
  ['unpaired surrogates', '\ud800'.repeat(13_000), false],
])('%s', (_, value, fits) => {
  expect(fitsInAddress(value)).toBe(fits);
});

test('a value that fits, fits with a path and a query', () => {
  const address = `/v1/auth_audits?user_id=${encodeURIComponent('é'.repeat(18_000))}&range=all`;
  expect(fitsInAddress('é'.repeat(18_000))).toBe(true);
  expect(fitsAddress(address)).toBe(true);
  expect(tooLongWords('This filter is')).toBe(
    'This filter is too long for an address, which holds 114,688 characters at most.',
  );
});
