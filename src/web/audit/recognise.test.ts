import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.ts';

describe('recognise', () => {
  it.each([
    ['ana@x.org', 'emails', ['ana@x.org']],
    [' ana@x.org, bob@y.org ', 'emails', ['ana@x.org', 'bob@y.org']],
    ['ana@x.org\nbob@y.org\nana@x.org', 'emails', ['ana@x.org', 'bob@y.org']],
    ['ana@x.org bob@y.org; eva@z.org', 'emails', ['ana@x.org', 'bob@y.org', 'eva@z.org']],
    ['<ana@x.org>', 'emails', ['ana@x.org']],
    ['mailto:ana@x.org', 'emails', ['ana@x.org']],
    ['"ana@x.org".', 'emails', ['ana@x.org']],
    ['10.0.0.1', 'addresses', ['10.0.0.1']],
    ['10.0.0.1,255.255.255.255', 'addresses', ['10.0.0.1', '255.255.255.255']],
    ['2001:db8::1', 'addresses', ['2001:db8::1']],
    ['::ffff:10.0.0.1', 'addresses', ['::ffff:10.0.0.1']],
    ['123e4567-e89b-12d3-a456-426614174000', 'uuid', ['123e4567-e89b-12d3-a456-426614174000']],
    ['4bf92f3577b34da6a3ce929d0e0e4736', 'trace', ['4bf92f3577b34da6a3ce929d0e0e4736']],
  ])('%j', (text, kind, values) => {
    expect(recognise(text)).toEqual({ kind, values });
  });

  it.each([
    '',
    'ana',
    'ana bob',
    '10.0.0',
    '10.0.0.256',
    '1.2.3.4.5',
    '10:30',
    'ana@x.org 10.0.0.1',
    '@',
    'a@b@c',
    '::1]/x',
  ])('leaves %j to the search', (text) => {
    expect(recognise(text)).toBeUndefined();
  });

  it('finds every host address in a list, however it is separated', () => {
    const list = fc.uniqueArray(fc.oneof(fc.ipV4(), fc.ipV6()), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(list, fc.constantFrom(', ', ',', ' ', '\n', '; '), (values, separator) => {
        expect(recognise(values.join(separator))).toEqual({ kind: 'addresses', values });
      }),
    );
  });
});
