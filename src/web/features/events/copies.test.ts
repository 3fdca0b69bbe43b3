import { describe, expect, it } from 'vitest';
import { ExactNumber } from '../../../contract/exact-number.ts';
import { parseInstant } from '../../../contract/instant.ts';
import type { AuditEvent } from '../../api/events.ts';
import { shownOf, valueOf } from '../../lib/marks.ts';
import { eventEntries, toCurl, toJson, toTsv } from './copies.ts';

const event: AuditEvent = {
  id: "it's 1",
  time: parseInstant('2026-03-14T09:14:03.5Z'),
  email: { property: 'upstream_user_id', value: 'ana@x.org', email: true },
  record: {
    time: '2026-03-14T10:14:03.5+01:00',
    result: 'Failure',
    list: [1, { a: null }],
    text: 'a\tb\nc',
    no: false,
  },
};

describe('copies', () => {
  it('are the shown columns, a heading first, in UTC, one line an event', () => {
    expect(
      toTsv([event], ['time', 'email', 'result', 'x.list', 'x.text', 'x.no', 'x.absent', 'source_ip']),
    ).toBe(
      [
        'Time (UTC)\tEmail\tEvent\tlist\ttext\tno\tabsent\tSource IP',
        '2026-03-14T09:14:03.500Z\tana@x.org\tFailure\t[1,{"a":null}]\ta b c\tfalse\t\t',
      ].join('\n'),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['\u{200B}@x', "'\u{200B}@x"],
    ['\t=1', "' =1"],
    ['"a', '"""a"'],
    ['a "b"', 'a "b"'],
  ])('keep %j a text in a spreadsheet', (value, cell) => {
    expect(
      valueOf(toTsv([{ ...event, record: { issuer: shownOf(value) } }], ['issuer'])).split('\n')[1],
    ).toBe(cell);
  });

  it('hold what nobody sees, and stay one line an event', () => {
    const odd = {
      ...event,
      record: { user_id: shownOf('an\u200ba '), text: shownOf('a\tb\r\nc'), list: [shownOf('x\n␣')] },
    };
    expect(valueOf(toTsv([odd], ['user_id', 'x.text', 'x.list']))).toBe(
      'User ID\ttext\tlist\nan\u200ba \ta b c\t["x\\n\\u2423"]',
    );
    expect(JSON.parse(valueOf(toJson([odd])))).toEqual([
      { user_id: 'an\u200ba ', text: 'a\tb\r\nc', list: ['x\n␣'] },
    ]);
  });

  it('hold a record as it is stored', () => {
    expect(JSON.parse(toJson([event]))).toEqual([event.record]);
  });

  it('have every digit of a number', () => {
    const exact = new ExactNumber('9007199254740993');
    const long = { ...event, record: { n: exact, list: [exact] } };
    expect(toTsv([long], ['x.n', 'x.list'])).toBe('n\tlist\n9007199254740993\t[9007199254740993]');
    expect(toJson([long]).replaceAll(/\s/g, '')).toBe('[{"n":9007199254740993,"list":[9007199254740993]}]');
  });

  it('quote what a shell would take apart, and hold no secret', () => {
    expect(toCurl('http://127.0.0.1:8080/v1/auth_audits', eventEntries(event), false)).toBe(
      String.raw`curl --get 'http://127.0.0.1:8080/v1/auth_audits' \
  --data-urlencode 'event_id=it'\''s 1'`,
    );
    expect(toCurl('http://h/v1/auth_audits', [], true)).toContain('Bearer $AUTH_AUDIT_TOKEN');
  });
});
