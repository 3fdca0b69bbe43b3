import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import { timeOfDay } from './moment-forms.ts';
import { fromFields, offsetsOf, toFields } from './moment-fields.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
];

/** Any instant of 1900 to 2100, and those within hours of a change of clocks, whole seconds, minutes and hours too. */
const instants = fc
  .tuple(
    fc.oneof(
      fc.bigInt({ min: at('1900-01-01') / 1_000_000n, max: at('2100-01-01') / 1_000_000n }),
      fc
        .tuple(
          fc.constantFrom(
            '2026-10-25T01:00Z',
            '2026-03-29T01:00Z',
            '2026-11-01T05:00Z',
            '2026-11-01T06:00Z',
            '2026-04-04T15:00Z',
            '2018-02-18T02:00Z',
            '2018-11-04T03:00Z',
            '2011-12-30T10:00Z',
          ),
          fc.oneof(fc.integer({ min: -9_000, max: 9_000 }), fc.constantFrom(-3_600, -1_800, 0, 1_800, 3_600)),
        )
        .map(([change, seconds]) => at(change) / 1_000_000n + BigInt(seconds)),
    ),
    fc.oneof(fc.constant(0), fc.nat(999_999)),
  )
  .map(([seconds, rest]) => micros(seconds * 1_000_000n + BigInt(rest)));

describe('the fields of a form', () => {
  it('hold every instant to the digit, in every zone: what is not touched is not moved', () => {
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom(...zones),
        fc.constantFrom('from', 'to'),
        (instant, zone, end) => {
          expect(fromFields(toFields(instant, end, zone), end, zone)).toEqual({ at: instant });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('take a day alone as the whole of it, the last one included', () => {
    const [from, to] = [at('2026-03-28T23:00Z'), at('2026-03-29T22:00Z')];
    const day = { date: '2026-03-29', time: '' };
    expect(toFields(from, 'from', 'Europe/Berlin')).toEqual(day);
    expect(toFields(to, 'to', 'Europe/Berlin')).toEqual(day);
    expect(fromFields(day, 'from', 'Europe/Berlin')).toEqual({ at: from });
    expect(fromFields(day, 'to', 'Europe/Berlin')).toEqual({ at: to });
  });

  it('reach to the last instant of the calendar', () => {
    const last = at('9999-12-31T23:59:59.999999Z');
    expect(fromFields({ date: '9999-12-31', time: '' }, 'to', 'UTC')).toEqual({ at: last });
    expect(fromFields({ date: '9999-12-31', time: '23:00' }, 'to', 'America/New_York')).toEqual({ at: last });
    expect(fromFields({ date: '0001-01-01', time: '' }, 'from', 'Europe/Berlin')).toEqual({
      at: at('0001-01-01T00:00:00Z'),
    });
  });

  it('take a time however it is typed, and show it in 24 hours', () => {
    for (const time of ['21:30', '9:30 pm', '9:30PM', '09:30 p.m.', '2130'])
      expect(fromFields({ date: '2026-07-14', time }, 'from', 'UTC')).toEqual({
        at: at('2026-07-14T21:30Z'),
      });
    expect(['12:05 am', '12:05 pm', '7', '930', '0:00:01.5'].map(timeOfDay)).toEqual([
      '00:05',
      '12:05',
      '07:00',
      '09:30',
      '00:00:01.5',
    ]);
    expect(toFields(at('2026-07-14T21:30:05.512Z'), 'from', 'UTC').time).toBe('21:30:05.512');
  });

  it('are empty for an open end', () => {
    expect(toFields(undefined, 'to', 'UTC')).toEqual({ date: '', time: '' });
    expect(fromFields({ date: '', time: '' }, 'from', 'UTC')).toEqual({});
    expect(fromFields({ date: '2026-07-14', time: '09:30' }, 'to', 'UTC')).toEqual({
      at: at('2026-07-14T09:30:00Z'),
    });
  });

  it('tell which of two is meant where a time comes twice', () => {
    const [first, second] = [at('2026-10-25T00:30Z'), at('2026-10-25T01:30Z')];
    const fields = { date: '2026-10-25', time: '02:30:00' };
    expect(toFields(first, 'from', 'Europe/Berlin')).toEqual(fields);
    expect(toFields(second, 'from', 'Europe/Berlin')).toEqual({ ...fields, isSecond: true });
    expect(offsetsOf(fields, 'Europe/Berlin')).toEqual(['+02:00', '+01:00']);
    expect(offsetsOf({ ...fields, time: '03:30' }, 'Europe/Berlin')).toEqual([]);
    // a second one is meant only where there are two
    expect(fromFields({ ...fields, date: '2026-10-26', isSecond: true }, 'from', 'Europe/Berlin')).toEqual({
      at: at('2026-10-26T01:30Z'),
    });
  });

  it.each([
    [
      '2026-03-29',
      '02:30',
      'Europe/Berlin',
      'There is no 02:30 on 2026-03-29 in Europe/Berlin: the clocks go from 02:00 to 03:00.',
    ],
    [
      '2026-03-08',
      '02:00:30',
      'America/New_York',
      'There is no 02:00:30 on 2026-03-08 in America/New_York: the clocks go from 02:00 to 03:00.',
    ],
    [
      '2018-11-04',
      '00:00',
      'America/Sao_Paulo',
      'There is no 00:00 on 2018-11-04 in America/Sao_Paulo: the clocks go from 00:00 to 01:00.',
    ],
    ['2011-12-30', '', 'Pacific/Apia', 'There is no 2011-12-30 in Pacific/Apia: it was skipped.'],
    ['', '09:00', 'UTC', 'The beginning has a time but no date.'],
    [
      '2026-03-29',
      '13:00 pm',
      'UTC',
      'The time of the beginning cannot be read: “13:00 pm”. Write it as 09:30 or 21:30:05.',
    ],
    ['12026-03-29', '', 'UTC', 'The beginning is no day of the years 1 to 9999: 12026-03-29.'],
  ])('%s %s in %s: say what is wrong', (date, time, zone, problem) => {
    expect(fromFields({ date, time }, 'from', zone)).toEqual({ problem });
  });
});
