import { describe, expect, test } from 'vitest';
import { formatInstant, micros, microsOfMs } from '../../../contract/instant.ts';
import { type AuditHabits, type PlatformRecord, answerAudits } from './answer-audits.ts';

const base = microsOfMs(Date.UTC(2026, 10, 29, 12));
const nowMs = Date.UTC(2026, 10, 29, 13);

/** Records at so many microseconds after noon, named by their place. */
const at = (...offsets: readonly number[]): PlatformRecord[] =>
  offsets.map((offset, index) => {
    const time = micros(base + BigInt(offset));
    const even = index % 2 === 0;
    return {
      time,
      record: {
        time: formatInstant(time),
        token_id: `t${index}`,
        session: even ? 'even' : 'odd',
        event_name: even ? 'Token' : 'Policy Evaluation',
      },
    };
  });

const ask = (records: readonly PlatformRecord[], params: Record<string, string>, habits?: AuditHabits) => {
  const { status, body } = answerAudits(records, params, habits, nowMs);
  return 'auth_audits' in body
    ? { status, ids: body.auth_audits.map((record) => record['token_id']), limit: body.limit }
    : { status, ...body };
};

const time = (offset: number): string => formatInstant(base + BigInt(offset));
const few = at(0, 1, 1, 1_499, 1_500, 2_000);

describe('as documented', () => {
  test.each<[string, Record<string, string>, readonly string[]]>([
    ['newest first', {}, ['t5', 't4', 't3', 't2', 't1', 't0']],
    ['from is inclusive, to exclusive', { dt_from: time(1), dt_to: time(1_500) }, ['t3', 't2', 't1']],
    [
      'an empty value is none',
      { dt_from: '', dt_to: '', event_name: '' },
      ['t5', 't4', 't3', 't2', 't1', 't0'],
    ],
    ['nothing between', { dt_from: time(2), dt_to: time(1_499) }, []],
    ['a window the wrong way round', { dt_from: time(2_000), dt_to: time(0) }, []],
    ['limit', { limit: '2' }, ['t5', 't4']],
    ['session_id matches session', { session_id: 'odd' }, ['t5', 't3', 't1']],
    ['filters are exact', { event_name: 'token' }, []],
    ['several filters are all asked', { event_name: 'Token', session_id: 'odd' }, []],
    ['the limit counts what matches', { limit: '2', session_id: 'even' }, ['t4', 't2']],
    ['what it does not know is nothing to it', { colour: 'red', limit: '1' }, ['t5']],
    ['human times', { dt_from: '-1h', dt_to: 'now', limit: '1' }, ['t5']],
  ])('%s', (_name, params, ids) => {
    expect(ask(few, params)).toMatchObject({ status: 200, ids });
  });

  test('500 unless asked for less; more, none and no number are refused', () => {
    const many = at(...Array.from({ length: 600 }, (_, index) => index));
    expect(ask(many, {})).toMatchObject({ limit: 500, ids: { length: 500 } });
    for (const limit of ['501', '0', '-1', 'x'])
      expect(ask(many, { limit })).toMatchObject({
        status: 400,
        error_message: 'limit must be from 1 to 500',
      });
    expect(ask(many, { dt_from: 'yester' })).toMatchObject({ status: 400 });
  });
});

describe('habits', () => {
  test('a cap, told or hidden', () => {
    expect(ask(few, { limit: '3' }, { cap: { records: 2 } })).toMatchObject({ ids: ['t5', 't4'], limit: 2 });
    expect(ask(few, { limit: '3' }, { cap: { records: 2, isHidden: true } })).toMatchObject({
      ids: ['t5', 't4'],
      limit: 3,
    });
  });

  test.each([
    ['rounded', [0, 0, 0, 1_000, 2_000, 2_000]],
    ['truncated', [0, 0, 0, 1_000, 1_000, 2_000]],
  ] as const)('times %s to milliseconds, though compared as they are', (times, offsets) => {
    const { body } = answerAudits(few, {}, { times }, nowMs);
    expect('auth_audits' in body && body.auth_audits.map((record) => record['time']).toReversed()).toEqual(
      offsets.map(time),
    );
    expect(ask(few, { dt_from: time(1_500) }, { times })).toMatchObject({ ids: ['t5', 't4'] });
  });

  test('bounds rounded or truncated to milliseconds', () => {
    const params = { dt_from: time(700), dt_to: time(1_700) };
    expect(ask(few, params)).toMatchObject({ ids: ['t4', 't3'] });
    expect(ask(few, params, { bounds: 'truncated' })).toMatchObject({ ids: ['t2', 't1', 't0'] });
    expect(ask(few, params, { bounds: 'rounded' })).toMatchObject({ ids: ['t4', 't3'] });
  });

  test('a filter or a bound that is ignored', () => {
    const ignores = ['event_name', 'dt_to'];
    expect(ask(few, { event_name: 'Token', dt_to: time(1), limit: '2' }, { ignores })).toMatchObject({
      ids: ['t5', 't4'],
    });
  });

  test('nothing is seen without permission', () => {
    expect(ask(few, {}, { isBlind: true })).toEqual({ status: 200, ids: [], limit: 500 });
  });

  test('what is older than it is kept is a 400, and not in answers', () => {
    const keepsMs = 3_600_000 - 1; // since a millisecond after noon
    expect(ask(few, { dt_from: time(0) }, { keepsMs })).toMatchObject({ status: 400 });
    expect(ask(few, { dt_from: time(1_200) }, { keepsMs })).toMatchObject({ ids: ['t5', 't4', 't3'] });
    expect(ask(few, {}, { keepsMs })).toMatchObject({ ids: ['t5', 't4', 't3'] });
  });

  test('a late record appears when its time has come', () => {
    const late = few.map((record, index) => (index === 3 ? { ...record, appears: nowMs + 1 } : record));
    expect(ask(late, { limit: '3' })).toMatchObject({ ids: ['t5', 't4', 't2'] });
    expect(
      ask(
        late.map((record) => ({ ...record, appears: nowMs })),
        { limit: '3' },
      ),
    ).toMatchObject({
      ids: ['t5', 't4', 't3'],
    });
  });

  test('ties come in the other order', () => {
    expect(ask(few, {}, { turnsTies: true })).toMatchObject({ ids: ['t5', 't4', 't3', 't1', 't2', 't0'] });
    expect(ask(at(5, 5, 5), { limit: '2' }, { turnsTies: true })).toMatchObject({ ids: ['t0', 't1'] });
  });
});

test('of many records only those near a page are looked at', () => {
  let looks = 0;
  const many = new Proxy(at(...Array(100_000).keys()), {
    get: (records, name) => {
      looks += 1;
      return Reflect.get(records, name) as unknown;
    },
  });
  expect(ask(many, { dt_from: time(50_000), dt_to: time(50_050) })).toMatchObject({ ids: { length: 50 } });
  expect(ask(many, { limit: '50' })).toMatchObject({ ids: { length: 50 } });
  expect(looks).toBeLessThan(500);
});
