import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Micros, formatInstant, micros, microsPerDay, parseInstant } from '../../contract/instant.ts';
import { type Retention, parseRetention, retentionText, retentionWords } from '../../contract/retention.ts';
import { floorOf } from './retention.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);
const ruleOf = (text: string): Retention => {
  const rule = parseRetention(text);
  if (typeof rule === 'string') throw new Error(rule);
  return rule;
};

test.each([
  ['1d', '2026-03-31T00:00:00Z', '2026-03-30T00:00:00Z'],
  ['1d', '2026-03-31T23:59:59.999999Z', '2026-03-30T00:00:00Z'],
  ['400d', '2026-03-31T12:00:00Z', '2025-02-24T00:00:00Z'],
  ['1mo', '2026-03-31T12:00:00Z', '2026-02-28T00:00:00Z'],
  ['1mo', '2024-03-30T12:00:00Z', '2024-02-29T00:00:00Z'],
  ['12mo', '2024-02-29T12:00:00Z', '2023-02-28T00:00:00Z'],
  ['48mo', '2024-02-29T12:00:00Z', '2020-02-29T00:00:00Z'],
  ['18mo', '2026-03-31T12:00:00Z', '2024-09-30T00:00:00Z'],
  ['3mo', '2026-01-15T00:00:00Z', '2025-10-15T00:00:00Z'],
])('%s at %s keeps what is from %s on', (rule, now, floor) => {
  expect(floorOf(ruleOf(rule), at(now))).toBe(at(floor));
});

const inDays = fc.record({ count: fc.integer({ min: 1, max: 3_000 }), unit: fc.constant('d' as const) });
const inMonths = fc.record({ count: fc.integer({ min: 1, max: 100 }), unit: fc.constant('mo' as const) });
const rules = fc.oneof(inDays, inMonths);
const nows = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => micros(BigInt(date.getTime()) * 1_000n));

/** The day of an instant so many months before, counted by hand: the last of its month where that is shorter. */
const monthsEarlier = (now: Micros, count: number): string => {
  const [year = 0, month = 0, day = 0] = formatInstant(now).slice(0, 10).split('-').map(Number);
  const all = year * 12 + (month - 1) - count;
  const [y, m] = [Math.floor(all / 12), all % 12];
  const isLeap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m] ?? 0;
  return [y, String(m + 1).padStart(2, '0'), String(Math.min(day, days)).padStart(2, '0')].join('-');
};

test('an event is kept as many days as the rule says, and a day longer at most', () => {
  fc.assert(
    fc.property(inDays, nows, (rule, now) => {
      const kept = now - floorOf(rule, now);
      expect(kept >= BigInt(rule.count) * microsPerDay).toBe(true);
      expect(kept < BigInt(rule.count + 1) * microsPerDay).toBe(true);
    }),
  );
});

test('a rule in months keeps what is from the same day on, or the last one of its month', () => {
  fc.assert(
    fc.property(inMonths, nows, (rule, now) => {
      expect(formatInstant(floorOf(rule, now)).slice(0, 10)).toBe(monthsEarlier(now, rule.count));
    }),
  );
});

test('the floor is a midnight, and never goes back', () => {
  fc.assert(
    fc.property(rules, nows, fc.bigInt({ min: 0n, max: 40n * microsPerDay }), (rule, now, later) => {
      const floor = floorOf(rule, now);
      expect(formatInstant(floor).slice(10)).toBe('T00:00:00Z');
      expect(floorOf(rule, micros(now + later)) >= floor).toBe(true);
    }),
  );
});

test('a rule is written as it is read, and told in words', () => {
  fc.assert(
    fc.property(rules, (rule) => {
      expect(parseRetention(retentionText(rule))).toEqual(rule);
    }),
  );
  expect(['1d', '400d', '1mo', '18mo'].map((text) => retentionWords(ruleOf(text)))).toEqual([
    '1 day',
    '400 days',
    '1 month',
    '18 months',
  ]);
});
