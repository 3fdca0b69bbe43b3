import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Named } from '../questions/events.ts';
import { anybody } from '../questions/scope.ts';
import { type OpenStore, withStore } from './harness.ts';
import { instant, prepared } from './samples.ts';

type Recorded = Exclude<Named['property'], 'person'>;
type Stored = Readonly<Partial<Record<Recorded, string>>>;

const time = '2026-03-29T12:00:00Z';
const eventsOf = (records: readonly Stored[]) =>
  records.map((record, at) => prepared({ time, event_name: 'Token', ...record }, `e${at}`));

const letters = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether a name fits words, in the plainest code: every part is held against every word. */
const fits = (property: Recorded, value: string, given: readonly string[]): boolean => {
  const words = given.map(letters);
  const isPerson = property === 'user_id' || property === 'upstream_user_id';
  const whole = letters(value);
  const name = isPerson && whole.includes('@') ? whole.slice(0, whole.lastIndexOf('@')) : whole;
  const has = (word: string): boolean => (word.includes('@') ? whole : name).includes(word);
  if (words.every((word) => word.length < 2) || !words.some((word) => word.length > 1 && has(word)))
    return false;
  if (property === 'source_ip') return words.length === 1;
  const parts = name
    .split(/[^\p{L}\p{N}]/u)
    .map((part) => (/^\d+$/.test(part) ? part : part.replace(/\d+$/, '')))
    .filter((part) => part !== '');
  const neighbours = words.flatMap((word, at) =>
    [at - 1, at + 1].flatMap((other) => {
      const beside = words[other] ?? '';
      return beside.length < 2 ? [] : [{ at, forms: [`${word[0]}${beside}`, `${beside}${word[0]}`] }];
    }),
  );
  const isIn = (word: string, at: number): boolean =>
    has(word) ||
    (isPerson &&
      parts.some(
        (part) => part === word[0] || neighbours.some((each) => each.at === at && each.forms.includes(part)),
      ));
  const isMeant = (part: string): boolean =>
    words.includes(part) || (isPerson && neighbours.some(({ forms }) => forms.includes(part)));
  const isInitial = (part: string): boolean => isPerson && words.some((word) => word[0] === part);
  return (
    (words.length <= 6 && words.every(isIn)) ||
    (parts.every((part) => isMeant(part) || isInitial(part)) &&
      parts.some((part) => part.length > 2 && isMeant(part)))
  );
};

const people = [
  'marta.almeida@acme.example',
  'm.almeida@acme.example',
  'almeida.m@other.example',
  'malmeida2@acme.example',
  'Almeida@acme.example',
  'joão.silva@acme.example',
  'info@acme.example',
  'svc-backup',
];
const stored: readonly Stored[] = [
  ...people.map((upstream_user_id) => ({ upstream_user_id })),
  { user_id: 'almeida-marta', application_name: 'Casting Control', source_ip: '10.31.4.7' },
  { application_name: 'Payroll', source_ip: 'vpn.payroll.example' },
  { application_name: 'Payroll', source_ip: '10.31.4.8' },
  { application_name: 'Payroll archive' },
];

const cases: readonly (readonly [words: string, found: readonly string[]])[] = [
  [
    'Almeida Marta',
    [
      'almeida-marta',
      'marta.almeida@acme.example',
      'Almeida@acme.example',
      'almeida.m@other.example',
      'm.almeida@acme.example',
      'malmeida2@acme.example',
    ],
  ],
  [
    'marta alm',
    ['almeida-marta', 'marta.almeida@acme.example', 'almeida.m@other.example', 'm.almeida@acme.example'],
  ],
  ['JOAO', ['joão.silva@acme.example']],
  ['Silva João', ['joão.silva@acme.example']],
  ['m', []],
  ['casting', ['Casting Control']],
  ['control casting', ['Casting Control']],
  ['payroll', ['Payroll', 'Payroll archive', 'vpn.payroll.example']],
  ['10.31.4', ['10.31.4.7', '10.31.4.8']],
  ['10.31.4 10.31', []],
  ['Hello João Silva cannot open Payroll since this morning', ['joão.silva@acme.example', 'Payroll']],
  ['acme.example', []],
  ['silva@acme', ['joão.silva@acme.example']],
  ['svc backup', ['svc-backup']],
  ['nobody of this name', []],
];

/** Names are found by their words, in any order, and by nothing else. */
export const describeNames = (open: OpenStore): void => {
  describe('names', () => {
    test('are found by words in any order, the best fit first', async () =>
      withStore(open, async ({ store }) => {
        await store.append(eventsOf(stored));
        const found: (readonly [string, readonly string[]])[] = [];
        for (const [text] of cases) {
          const names = await store.events.names({ words: text.split(' '), limit: 9 }, anybody);
          found.push([text, names.map(({ value }) => value).toSorted()]);
        }
        expect(found).toEqual(cases.map(([text, values]) => [text, values.toSorted()]));
        const best = await store.events.names({ words: ['almeida', 'marta'], limit: 1 }, anybody);
        expect(best).toEqual([
          {
            property: 'upstream_user_id',
            value: 'marta.almeida@acme.example',
            count: 1,
            last: instant(time),
          },
          { property: 'user_id', value: 'almeida-marta', count: 1, last: instant(time) },
        ]);
        const [payroll] = await store.events.names({ words: ['payroll'], limit: 1 }, anybody);
        expect(payroll).toMatchObject({ value: 'Payroll', count: 2 });
      }));

    test('are those that the plain model finds', async () => {
      const part = fc.constantFrom(
        'marta',
        'almeida',
        'm',
        'a',
        'li',
        'Ána',
        'ana7',
        '12',
        'malmeida',
        'lia',
      );
      const name = fc
        .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom('.', '-', ' '), fc.boolean())
        .map(([parts, between, isAddress]) => `${parts.join(between)}${isAddress ? '@lia.example' : ''}`);
      const property = fc.constantFrom('upstream_user_id', 'user_id', 'application_name', 'source_ip');
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(property, name), { minLength: 1, maxLength: 40 }),
          fc.array(fc.uniqueArray(part, { minLength: 1, maxLength: 8 }), { minLength: 10, maxLength: 10 }),
          async (values, asked) =>
            withStore(open, async ({ store }) => {
              await store.append(eventsOf(values.map(([key, value]) => ({ [key]: value }))));
              await store.directory.save(
                'file',
                values.map(([, displayName], index) => ({ userId: `p${index}`, displayName })),
              );
              for (const words of asked) {
                const names = await store.events.names({ words, limit: 50 }, anybody);
                const wanted = new Set(
                  values.flatMap(([key, value]) => (fits(key, value, words) ? [`${key} ${value}`] : [])),
                );
                const found = names.filter(({ property: key }) => key !== 'person');
                expect([words, new Set(found.map(({ property: key, value }) => `${key} ${value}`))]).toEqual([
                  words,
                  wanted,
                ]);
                const called = values.flatMap(([, value], index) =>
                  fits('upstream_user_id', value, words) ? [`p${index}`] : [],
                );
                const people = names.flatMap(({ property: key, value }) => (key === 'person' ? [value] : []));
                expect([words, people.toSorted()]).toEqual([words, called.toSorted()]);
              }
            }),
        ),
        { numRuns: 4 },
      );
    });
  });
};
