import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restored } from '../../../contract/spreadsheet-cell.ts';
import { readCsv } from '../../test-support/read-csv.ts';
import { csvLines, ndjsonLines } from './event-lines.ts';
import { csvRows } from './lines.ts';

describe('CSV', () => {
  it('has one header line, CR LF, quotes where they are needed, and times in UTC', () => {
    const record = { time: '2026-03-01T10:00:00Z', application_name: 'a "b", c', odd: { deep: [1] } };
    const columns = ['time', 'application_name', 'email', 'x.odd'];
    const text = csvRows([columns]) + csvLines([record], columns, {});
    expect(text).toBe(
      'time,application_name,email,x.odd\r\n2026-03-01T10:00:00Z,"a ""b"", c",,"{""deep"":[1]}"\r\n',
    );
  });

  it('shows the address known for a user in the email column', () => {
    expect(csvLines([{ user_id: 'u1' }], ['email'], { u1: 'ana@example.com' })).toBe('ana@example.com\r\n');
  });

  it.each([
    ['a;=1+1;b', `"a;'=1+1;b"`],
    ['a\t=1', `"a\t'=1"`],
    ['a|b', '"a|b"'],
    ['\u{A0}=1', '"\'\u{A0}=1"'],
    ['\u{200B}', '"\u{200B}"'],
    ['a b', 'a b'],
  ])('keeps %j one text, whatever separates cells for the reader', (value, cell) => {
    expect(csvLines([{ user_id: value }], ['user_id'], {})).toBe(`${cell}\r\n`);
  });

  it('gives every value back to who reads it by RFC 4180 and takes the mark off', () => {
    const text = fc.string({
      unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', '=', "'", 'é', ' ', '\u{A0}', 'x'),
    });
    fc.assert(
      fc.property(fc.array(fc.record({ user_id: text, issuer: text }), { minLength: 1 }), (records) => {
        const rows = readCsv(csvLines(records, ['user_id', 'issuer'], {}));
        expect(rows.map(([user, issuer]) => [restored(user ?? ''), restored(issuer ?? '')])).toEqual(
          records.map(({ user_id: user, issuer }) => [user, issuer]),
        );
      }),
    );
  });
});

describe('NDJSON', () => {
  it('is lossless', () => {
    const records = [{ time: '2026-03-01T10:00:00Z', user_agent: '=1', odd: [null, { a: 1 }] }];
    expect(JSON.parse(ndjsonLines(records, undefined, {}))).toEqual(records[0]);
  });

  it('has a line for each record, whatever ends lines for its reader', () => {
    const record = { user_id: 'a\u2028b\u0085c\u2029d\n\v\f\r\u001c\u001d\u001e', 'na\u2028me': [1] };
    const text = ndjsonLines([record, record], undefined, {});
    expect(text.split(/[\p{Cc}\p{Zl}\p{Zp}]/u)).toHaveLength(3);
    expect(JSON.parse(text.split('\n', 1)[0] ?? '')).toEqual(record);
  });

  it('keeps only the columns asked for', () => {
    expect(ndjsonLines([{ user_id: 'u', session: 's' }], ['session', 'token_id'], {})).toBe(
      '{"session":"s"}\n',
    );
  });
});
