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
    event: 'Failure',
    list: [1, { a: null }],
    text: 'a\tb\nc',
    no: false,
  },
};

describe('copies', () => {
  it('are the shown columns in the words of the screen, a heading first, one line an event', () => {
    expect(
      toTsv(
        [event],
        ['time', 'email', 'step_result', 'x.list', 'x.text', 'x.no', 'x.absent', 'source_ip'],
        'UTC',
      ),
    ).toBe(
      [
        'Time (UTC)\tEmail\tEvent\tlist\ttext\tno\tabsent\tSource IP',
        '2026-03-14 09:14:03.500\tana@x.org\tFailed\t[1,{"a":null}]\ta b c\tfalse\t\t',
      ].join('\n'),
    );
  });

  it('say which of two, where the clocks of the zone show a time twice', () => {
    const times = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00.000001Z', '2026-10-25T02:30:00Z'];
    const events = times.map((time) => ({ ...event, time: parseInstant(time) }));
    expect(toTsv(events, ['time'], 'Europe/Berlin').split('\n')).toEqual([
      'Time (Europe/Berlin)',
      '2026-10-25 02:30:00 +02:00',
      '2026-10-25 02:30:00.000001 +01:00',
      '2026-10-25 03:30:00',
    ]);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['\u{200B}@x', "'\u{200B}@x"],
    ['\t=1', "' =1"],
    ['"a', '"""a"'],
    ['a "b"', 'a "b"'],
  ])('keep %j a text in a spreadsheet', (value, cell) => {
    expect(
      valueOf(toTsv([{ ...event, record: { issuer: shownOf(value) } }], ['issuer'], 'UTC')).split('\n')[1],
    ).toBe(cell);
  });

  it('hold what nobody sees, and stay one line an event', () => {
    const odd = {
      ...event,
      record: { user_id: shownOf('an\u200ba '), text: shownOf('a\tb\r\nc'), list: [shownOf('x\n␣')] },
    };
    expect(valueOf(toTsv([odd], ['user_id', 'x.text', 'x.list'], 'UTC'))).toBe(
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
    expect(toTsv([long], ['x.n', 'x.list'], 'UTC')).toBe('n\tlist\n9007199254740993\t[9007199254740993]');
    expect(toJson([long]).replaceAll(/\s/g, '')).toBe('[{"n":9007199254740993,"list":[9007199254740993]}]');
  });

  it('quote what a shell would take apart, and hold no secret', () => {
    expect(toCurl('http://127.0.0.1:8080/v1/auth_audits', eventEntries(event), false)).toBe(
      "curl 'http://127.0.0.1:8080/v1/auth_audits?event_id=it%27s+1'",
    );
    expect(toCurl('http://h/v1/auth_audits', [], true)).toContain('Bearer $AUTH_AUDIT_TOKEN');
  });

  it.each([
    "';rm -rf ~;'",
    '\u0003rm -rf ~\n',
    '\u001b[201~',
    '$(id) `id` !! \\',
    '@/etc/passwd',
    '--output=x',
    'a&b#c',
    '\0',
    '\u202e',
  ])('ask for %j whatever a shell or a terminal would make of it', (value) => {
    const command = valueOf(toCurl('http://h', [[shownOf(`x.${value}`), shownOf(value)]], false));
    const [, address = ''] = /^curl '([!-&(-~]+)'$/.exec(command) ?? [];
    expect([...new URL(address).searchParams]).toEqual([[`x.${value}`, value]]);
  });

  it('are the columns, one line an event, whatever its values hold', () => {
    for (const text of ['=1\r\n=2', '\ufeff=1', '\u00a0=1', '＝1', ';=1', '"\t"=1', '\u0085=1', '  @x']) {
      const odd = { ...event, record: { user_id: shownOf(text), [shownOf(text)]: shownOf(text) } };
      const lines = valueOf(toTsv([odd, odd], ['user_id', `x.${shownOf(text)}`], 'UTC')).split(/\r|\n/);
      expect(lines.map((line) => line.split('\t').length)).toEqual([2, 2, 2]);
      for (const cell of lines.flatMap((line) => line.split(/[\t;\u0085]/)))
        expect(cell).not.toMatch(/^[\ufeff\u00a0 ]*[=@＝]/);
    }
  });
});
