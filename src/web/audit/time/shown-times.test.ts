import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Micros, floorDiv, formatInstant, micros, parseInstant } from '../../../contract/instant.ts';
import { formatDuration } from '../../lib/duration.ts';
import { readExpression } from './range-expression.ts';
import { rangeWords } from './range-words.ts';
import { readRange } from './range.ts';
import { formatEdge, formatFull, wallOf } from './time-format.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);
const now = at('2026-12-18T09:30:00Z');

const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
];

/** Any instant of 1970 to 2040, and those about the hours that come twice or not at all. */
const instants = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 2_200_000_000 }),
      fc
        .tuple(
          fc.constantFrom(
            '2026-10-25T01:00Z',
            '2026-03-29T01:00Z',
            '2026-11-01T06:00Z',
            '2026-04-04T15:00Z',
            '2018-02-18T02:00Z',
            '2018-11-04T03:00Z',
            '2011-12-30T10:00Z',
          ),
          fc.integer({ min: -7_200, max: 7_200 }),
        )
        .map(([change, seconds]) => Number(at(change) / 1_000_000n) + seconds),
    ),
    fc.oneof(
      fc.constant(0),
      fc.nat(999).map((ms) => ms * 1_000),
      fc.nat(999_999),
    ),
  )
  .map(([seconds, rest]) => micros(BigInt(seconds) * 1_000_000n + BigInt(rest)));

const formats = new Map<string, Intl.DateTimeFormat>();
/** As the sentences of verdicts and steps have it: “09:14 CET on 21 Nov 2026”. */
const sentence = (instant: Micros, timeZone: string): string => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZoneName: 'short',
    });
  formats.set(timeZone, format);
  const parts = format.formatToParts(Number(floorDiv(instant, 1_000n)));
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${part['hour']}:${part['minute']} ${part['timeZoneName']} on ${part['day']} ${part['month']} ${part['year']}`;
};

type Form = { readonly write: (instant: Micros, zone: string) => string; readonly digit: bigint };

/** Every form in which an instant is shown, and how finely. */
const forms: Readonly<Record<string, Form>> = {
  'an edge of a range': { write: formatEdge, digit: 1n },
  'an edge and the zone': { write: (instant, zone) => `${formatEdge(instant, zone)} (${zone})`, digit: 1n },
  'in full': { write: formatFull, digit: 1n },
  'as answers and exports have it': { write: formatInstant, digit: 1n },
  'to the second': { write: (instant, zone) => formatEdge(instant, zone, 'second'), digit: 1_000_000n },
  'to the minute': { write: (instant, zone) => formatEdge(instant, zone, 'minute'), digit: 60_000_000n },
  'in a sentence': { write: sentence, digit: 60_000_000n },
};
const cut = (instant: Micros, digit: bigint): bigint => floorDiv(instant, digit) * digit;

describe.each(Object.entries(forms))('a time that is shown, %s,', (_, { write, digit }) => {
  it('can be typed, and the range holds it', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const text = write(instant, zone);
        const meaning = readExpression(text, now, zone);
        expect(meaning).not.toHaveProperty('problem');
        expect(meaning).not.toHaveProperty('note');
        const { from = now, to = 0n } = 'problem' in meaning ? {} : meaning;
        expect(from <= cut(instant, digit) && cut(instant, digit) < to).toBe(true);
        expect(readExpression(`Since ${text}`, now, zone)).toMatchObject({
          from: cut(instant, digit),
          moves: false,
        });
      }),
    );
  });

  it('can be typed with another, however they are separated', () => {
    const separators = fc.constantFrom(' – ', ' to ', ' → ', ' - ', '–');
    fc.assert(
      fc.property(instants, instants, fc.constantFrom(...zones), separators, (one, other, zone, between) => {
        const [first, last] = one < other ? [one, other] : [other, one];
        fc.pre(cut(first, digit) < cut(last, digit));
        const text = `${write(first, zone)}${between}${write(last, zone)}`;
        expect(readExpression(text, now, zone)).toEqual({
          from: cut(first, digit),
          to: cut(last, digit),
          moves: false,
        });
      }),
    );
  });

  it('can stand in an address', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const from = cut(instant, digit);
        expect(
          readRange(new URLSearchParams({ from: write(instant, zone).replace(` (${zone})`, '') }), zone),
        ).toEqual({
          range: { kind: 'between', from },
          problems: [],
        });
      }),
    );
  });
});

describe('what is shown of ranges', () => {
  it('is read as it was meant', () => {
    fc.assert(
      fc.property(instants, instants, fc.constantFrom(...zones), (one, other, zone) => {
        fc.pre(one !== other);
        const [from, to] = one < other ? [one, other] : [other, one];
        for (const range of [{ from, to }, { from }, { to }])
          expect(readExpression(rangeWords({ kind: 'between', ...range }, zone), now, zone)).toEqual({
            ...range,
            moves: false,
          });
      }),
    );
  });

  it('a day, whole', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const meaning = readExpression(wallOf(instant, zone).date, now, zone);
        const { from = now, to = 0n } = 'problem' in meaning ? {} : meaning;
        expect(from <= instant && instant < to).toBe(true);
      }),
    );
  });

  it('a length of time, as the last so long', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10_000_000_000_000n }), (length) => {
        const text = formatDuration(length);
        const meaning = readExpression(text, now, 'UTC');
        const { from, to } = 'problem' in meaning ? {} : meaning;
        expect(to).toBe(now);
        expect(formatDuration(now - (from ?? now))).toBe(text);
      }),
    );
  });
});

describe('a time from a ticket, a mail, a log or a program', () => {
  it.each([
    ['2026-10-25T01:20:00+02:00', '2026-10-24T23:20:00Z'],
    ['2026-10-25T01:20:00.123456789Z', '2026-10-25T01:20:00.123456Z'],
    ['2026-10-25T01:20+02:00[Europe/Berlin]', '2026-10-24T23:20:00Z'],
    ['20261025T012000Z', '2026-10-25T01:20:00Z'],
    ['2026/10/25 01:20:00', '2026-10-24T23:20:00Z'],
    ['2026-10-25 01:20:00,512', '2026-10-24T23:20:00.512Z'],
    ['2026-10-25, 01:20 UTC', '2026-10-25T01:20:00Z'],
    ['2026-10-24 01:20 europe/london', '2026-10-24T00:20:00Z'],
    ['2026-10-25 01:20 CEST', '2026-10-24T23:20:00Z'],
    ['2026-10-25 01:20 GMT+2', '2026-10-24T23:20:00Z'],
    ['2026-10-25 01:20 UTC−3:30', '2026-10-25T04:50:00Z'],
    ['2026-10-25 01:20 (PDT)', '2026-10-25T08:20:00Z'],
    ['Sun, 25 Oct 2026 01:20:00 +0100', '2026-10-25T00:20:00Z'],
    ['Sun, 25 Oct 2026 00:20:00 GMT', '2026-10-25T00:20:00Z'],
    ['Sun Oct 25 2026 01:20:00 GMT+0200 (Central European Summer Time)', '2026-10-24T23:20:00Z'],
    ['Sun Oct 25 01:20:00 EDT 2026', '2026-10-25T05:20:00Z'],
    ['25/Oct/2026:01:20:00 +0100', '2026-10-25T00:20:00Z'],
    ['October 25, 2026 at 1:20 pm', '2026-10-25T12:20:00Z'],
    ['Oct 25, 2026, 12:05:00\u202fAM', '2026-10-24T22:05:00Z'],
    ['Sunday 25th October 2026, 01:20', '2026-10-24T23:20:00Z'],
    ['25-Oct-2026', '2026-10-24T22:00:00Z'],
  ])('%s', (text, iso) => {
    expect(readExpression(`since ${text}`, now, 'Europe/Berlin')).toEqual({ from: at(iso), moves: false });
  });

  it.each([
    '2026-02-30 09:00',
    '2026-10-25 24:00',
    '2026-10-25 13:20 pm',
    '2026-10-25 01:20 Mars/Olympus',
    '2026-10-25 01:20 +25:00',
    '10/25/2026',
    '31 Nov 2026',
  ])('not %s', (text) => {
    expect(readExpression(text, now, 'Europe/Berlin')).toMatchObject({
      problem: expect.stringMatching(/is not a (?:date or )?time/),
    });
  });
});

describe('where clocks change', () => {
  const read = (text: string, zone = 'Europe/Berlin') => readExpression(text, now, zone);
  it('says which of two hours was taken, and how the other is written', () => {
    const note =
      '02:30 comes twice on 2026-10-25 in Europe/Berlin; the first is taken, at +02:00. Write +01:00 after it for the second.';
    expect(read('since 2026-10-25 02:30')).toEqual({ from: at('2026-10-25T00:30Z'), moves: false, note });
    expect(read('since 2026-10-25 02:30 +01:00')).toEqual({ from: at('2026-10-25T01:30Z'), moves: false });
    expect(readRange(new URLSearchParams('from=2026-10-25T02:30'), 'Europe/Berlin').problems).toEqual([note]);
  });

  it('shows which of two hours is meant', () => {
    expect(formatEdge(at('2026-10-25T00:30Z'), 'Europe/Berlin')).toBe('2026-10-25 02:30 (+02:00)');
    expect(formatEdge(at('2026-10-25T01:30Z'), 'Europe/Berlin')).toBe('2026-10-25 02:30 (+01:00)');
    expect(formatEdge(at('2026-10-25T02:00Z'), 'Europe/Berlin')).toBe('2026-10-25 03:00');
  });

  it.each([
    [
      '2026-03-29 02:30',
      'Europe/Berlin',
      'There is no 02:30 on 2026-03-29 in Europe/Berlin: the clocks go from 02:00 to 03:00.',
    ],
    [
      '2026-10-04 02:10',
      'Australia/Lord_Howe',
      'There is no 02:10 on 2026-10-04 in Australia/Lord_Howe: the clocks go from 02:00 to 02:30.',
    ],
    [
      '2018-11-04 00:00 to 03:00',
      'America/Sao_Paulo',
      'There is no 00:00 on 2018-11-04 in America/Sao_Paulo: the clocks go from 00:00 to 01:00.',
    ],
    ['since 2011-12-30', 'Pacific/Apia', 'There is no 2011-12-30 in Pacific/Apia: it was skipped.'],
    ['2011-12-30 12:00', 'Pacific/Apia', 'There is no 2011-12-30 in Pacific/Apia: it was skipped.'],
    ['Mon, 25 Oct 2026', 'UTC', '2026-10-25 is a Sunday.'],
  ])('%s in %s does not exist, and it is said why', (text, zone, problem) => {
    expect(read(text, zone)).toEqual({ problem });
    const [from = ''] = text.split(' to ');
    expect(readRange(new URLSearchParams({ from: from.replace('since ', '') }), zone).problems).toEqual([
      `${problem} So the last 7 days are shown.`,
    ]);
  });
});
