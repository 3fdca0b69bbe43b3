import { expect, test } from 'vitest';
import { decodeLine } from './decode-line.ts';
import { isRefusal } from './prepare.ts';

const record = { time: '2026-01-23T10:00:00.000001Z', event_name: 'Token', result: 'Success' };
const webhook = { unique_id: 'e-1', create_time: '2026-01-23T10:00:01Z', event: record };

const kinds = (value: unknown): string[] =>
  decodeLine(typeof value === 'string' ? value : JSON.stringify(value)).map(({ outcome }) =>
    isRefusal(outcome)
      ? `${outcome.refused}: ${outcome.message}`
      : 'id' in outcome
        ? `event ${outcome.id}`
        : 'record',
  );

test.each<[string, unknown, (string | RegExp)[]]>([
  ['a bare record', record, ['record']],
  [
    'a legacy record, whose event is text',
    { time: record.time, event: 'Success', stage: 'Login' },
    ['record'],
  ],
  ['a record with an extra called unique_id', { ...record, unique_id: 'mine' }, ['record']],
  ['a record with an extra called events', { ...record, events: [1, 2] }, ['record']],
  ['a webhook event', webhook, ['event e-1']],
  ['a webhook event without an id', { event: record }, [/^invalid: unique_id/]],
  ['a webhook event that is a number', { unique_id: 'e-2', event: 7 }, [/^invalid: event must be an object/]],
  ['a bulk body', { events: [webhook, { ...webhook, unique_id: 'e-2' }] }, ['event e-1', 'event e-2']],
  [
    'a bulk body with something else in it',
    { events: [webhook, null] },
    ['event e-1', /^invalid: events holds/],
  ],
  ['an empty bulk body', { events: [] }, []],
  ['a record of another subsystem', { log_type: 'access', path: '/' }, [/^foreign: log_type/]],
  ['a list', [record], ['invalid: is not an object']],
  ['half a line', JSON.stringify(record).slice(0, 20), ['invalid: is not JSON']],
])('%s', (_, value, expected) => {
  const told = kinds(value);
  expect(told).toHaveLength(expected.length);
  for (const [index, each] of expected.entries()) expect(told[index]).toMatch(each);
});

test('an event of a bulk body can be written down alone', () => {
  expect(decodeLine(JSON.stringify({ events: [webhook] }))[0]?.text()).toBe(JSON.stringify(webhook));
});
