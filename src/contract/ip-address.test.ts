import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressIn,
  isAddress,
  isNetwork,
  networkOf,
  networkProblem,
  networkSpan,
  spellingsOf,
} from './ip-address.ts';

describe('addresses of hosts', () => {
  it.each([
    '10.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '1::',
    '2001:DB8::1',
    '::ffff:192.0.2.1',
    '64:ff9b::1.2.3.4',
  ])('%s is one', (text) => expect(isAddress(text)).toBe(true));

  it.each(
    [
      ['10.0.0', '10.0.0.256', '1.2.3.4.5', '1.2.3.4.', '010.0.0.1', '10.0.0.01', '0x7f.0.0.1', '2130706433'],
      [
        '10:30',
        '10:30:00',
        ':::',
        '1::2::3',
        '12345::',
        '1:2:3:4:5:6:7',
        '1:2:3:4:5:6:7:8:9',
        '::1.2.3',
        '::g',
      ],
      ['1:2:3:4:5:6:7::8', '', 'vpn.example.org', '::1]', '[::1]', '2001:db8::1%eth0', '::01.2.3.4'],
    ].flat(),
  )('%s is none', (text) => expect(isAddress(text)).toBe(false));

  it('have the same spellings, whichever of them was written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const all = spellingsOf(address);
        for (const spelling of all) expect(spellingsOf(spelling)).toEqual(all);
      }),
    );
  });

  it.each([
    [
      '2001:DB8::1',
      ['2001:db8::1', '2001:DB8::1', '2001:db8:0:0:0:0:0:1', '2001:0db8:0000:0000:0000:0000:0000:0001'],
    ],
    ['192.0.2.1', ['192.0.2.1', '::ffff:192.0.2.1', '::ffff:c000:201']],
    ['::FFFF:192.0.2.1', ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:192.0.2.1']],
    ['1:0:0:2:0:0:0:3', ['1:0:0:2::3']],
    ['1:0:0:2:3:0:0:4', ['1::2:3:0:0:4']],
    ['0:0:0:0:0:0:0:0', ['::']],
    ['10:0:0:1:0:0:0:10', ['10:0:0:1::10']],
    ['100:0:0:0:100:0:0:0', ['100::100:0:0:0']],
    ['vpn.example.org', []],
  ])('%s may be stored as %j', (text, expected) => {
    expect(spellingsOf(text)).toEqual(expect.arrayContaining(expected));
    expect(spellingsOf(text)[0]).toBe(expected[0]);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:443', '192.0.2.1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:22', 'fe80::1'],
    ['192.0.2.1/32', '192.0.2.1'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['192.0.2.1/24', undefined],
    ['192.0.2.1:x', undefined],
    ['a:1', undefined],
  ])('%s is of %s', (text, address) => expect(addressIn(text)).toBe(address));

  it.each([
    ['10.31.0.0/16', true],
    ['2001:db8::/32', true],
    ['0.0.0.0/0', true],
    ['10.0.0.0/33', false],
    ['2001:db8::/129', false],
    ['10.0.0.0/016', false],
    ['10.0.0/8', false],
    ['a/8', false],
  ])('%s is a network: %s', (text, expected) => expect(isNetwork(text)).toBe(expected));

  it.each([
    ['10.31.0.0/16', undefined],
    ['2001:db8::/32', undefined],
    ['vpn/33', undefined],
    ['10.0.0.1', undefined],
    [
      '10.31.0.0/33',
      'holds “10.31.0.0/33”, which is no network: after the slash stands a whole number from 0 to 32',
    ],
    [
      '2001:db8::/129',
      'holds “2001:db8::/129”, which is no network: after the slash stands a whole number from 0 to 128',
    ],
    [
      '10.31.0.0/',
      'holds “10.31.0.0/”, which is no network: after the slash stands a whole number from 0 to 32',
    ],
    [
      '10.31.0.0/x',
      'holds “10.31.0.0/x”, which is no network: after the slash stands a whole number from 0 to 32',
    ],
  ])('what is wrong with %s: %s', (text, expected) => expect(networkProblem(text)).toBe(expected));

  it.each([
    ['10.31.7.9/16', `${'0'.repeat(20)}ffff0a1f0000`, `${'0'.repeat(20)}ffff0a1fffff`, true],
    ['2001:db8::/33', `20010db8${'0'.repeat(24)}`, `20010db87fff${'f'.repeat(20)}`, false],
    ['::/0', '0'.repeat(32), 'f'.repeat(32), false],
  ])('%s goes from %s to %s', (text, first, last, hasIpv4) =>
    expect(networkSpan(text)).toEqual({ first, last, hasIpv4 }),
  );

  it.each([
    ['10.31.7.9', '10.31.0.0/16'],
    ['::ffff:10.31.7.9', '10.31.0.0/16'],
    ['2001:DB8:1::7', '2001:db8::/32'],
    ['::1', '::/32'],
    ['vpn.example.org', undefined],
  ])('%s is in %s', (text, network) => expect(networkOf(text)).toBe(network));
});
