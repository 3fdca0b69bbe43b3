import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { isInAny } from './filter-model.ts';
import { type OpenStore, walk, withStore } from './harness.ts';
import { prepared } from './samples.ts';

/** The ways in which people and programs write an address. */
const writings: readonly ((address: string) => string)[] = [
  (address) => address,
  (address) => address.toUpperCase(),
  (address) => (address.includes(':') ? address : `::ffff:${address}`),
  (address) => (address.includes(':') ? address : `0:0:0:0:0:FFFF:${address}`),
  (address) =>
    new URL(`http://${address.includes(':') ? `[${address}]` : address}`).hostname.replace(/^\[|\]$/g, ''),
];

/** What looks like an address and is none, or says more than one. */
const others = [
  'host.example.org',
  '10.0.0.1:443',
  '[2001:db8::1]',
  '10.0.0.01',
  '10.0.0',
  '10.0.0.1.',
  '10.0.0.256',
  ' 10.0.0.1',
  '10.0.0.1\n',
  '010.0.0.1',
  '2001:db8::1%eth0',
  '2001:db8:::1',
  '2001::db8::1',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8',
  '1:2:3:4:5:6:7:8::',
  ':1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:',
  '1::2:3:4:5:6:7',
  '::2:3:4:5:6:7:8',
  '1:2:3:4:5:6:10.0.0.1',
  '::10.0.0.1',
  '1:2:3:4:5:6:7:10.0.0.1',
  '::ffff:10.0.0.256',
  '::ffff:010.0.0.1',
  '::10.0.0.1:1',
  '12345::',
  '::g',
  '::',
  ':',
  '10.0.0.0/8',
  '１０.0.0.1',
  '',
];

const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom('10.0.0.1', '10.0.255.255', '10.1.0.0', '255.255.255.255', '0.0.0.0'),
  fc.constantFrom('2001:db8::1', '2001:db8:8000::', '2001:db8:7fff:ffff::ffff', '::1', 'ff::10'),
);
const written = fc.tuple(address, fc.constantFrom(...writings)).map(([each, write]) => write(each));

/** A network is every address in it, however that is written, and nothing else. */
export const describeNetworks = (open: OpenStore): void => {
  test('a network finds exactly the addresses in it, however they are written', async () =>
    withStore(open, async ({ store }) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(written, { minLength: 40, maxLength: 80 }),
          fc.array(fc.tuple(fc.nat(), fc.nat(128)), { minLength: 6, maxLength: 6 }),
          fc.stringMatching(/^[a-z]{12}$/),
          async (found, shapes, run) => {
            const texts = [...found, ...others];
            const events = texts.map((source_ip, at) =>
              prepared({ time: '2026-03-29T12:00:00Z', event_name: 'Token', source_ip }, `${run}-${at}`),
            );
            await store.append(events);
            const ids = events.map(({ id }) => id);
            const find = async (lists: 'any' | 'none', values: readonly string[]) => {
              const filters = { ...noFilters, [lists]: { source_ip: values } };
              return (await walk(store, { eventIds: ids, filters, order: 'asc' }, [200])).map(({ id }) => id);
            };
            const networks = [
              '0.0.0.0/0',
              '::/0',
              '10.0.0.0/15',
              '2001:db8::/33',
              '::ffff:0:0/96',
              '10.0.0.1/32',
              ...shapes.map(([which, bits]) => {
                const each = found[which % found.length] ?? '::1';
                return `${each}/${each.includes(':') ? bits : bits % 33}`;
              }),
            ];
            for (const network of networks) {
              const within = ids.filter((_, at) => {
                const text = texts[at] ?? '';
                return text === network || isInAny(text, [network]);
              });
              expect([network, await find('any', [network])]).toEqual([network, within]);
              expect(await find('none', [network, 'no such host'])).toEqual(
                ids.filter((id) => !within.includes(id)),
              );
            }
          },
        ),
        { numRuns: 3 },
      );
    }));
};
