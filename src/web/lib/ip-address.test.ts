import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressIn, isAddress, isNetwork, spellingsOf } from './ip-address.ts';

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

  it('are what browsers take for one, and are written in the usual way as browsers write them', () => {
    const group = fc.constantFrom('0', '0000', '1', 'db8', 'ABCD', 'ffff');
    const part = fc.array(group, { maxLength: 8 }).map((groups) => groups.join(':'));
    const text = fc.oneof(
      fc.ipV6(),
      part,
      fc.tuple(part, part).map((parts) => parts.join('::')),
      fc.tuple(part, fc.ipV4()).map((parts) => parts.join('::')),
    );
    fc.assert(
      fc.property(text, (address) => {
        if (address === '' || !address.includes(':')) return;
        const url = URL.canParse(`http://[${address}]/`) ? new URL(`http://[${address}]/`) : undefined;
        expect(isAddress(address)).toBe(url !== undefined);
        const usual = url ? [url.hostname.slice(1, -1)] : [];
        expect(spellingsOf(address)).toEqual(expect.arrayContaining(usual));
      }),
    );
  });

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
});
