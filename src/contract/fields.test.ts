import { expect, test } from 'vitest';
import { fields, labelOf, namedLabel } from './fields.ts';

test('no two properties are called the same, and the columns are called as the deprecated properties were', () => {
  expect(new Set(fields.map(({ label }) => label)).size).toBe(fields.length);
  const columns = ['time', 'email', 'source_ip', 'event_name', 'result', 'application_name'];
  expect(columns.map(labelOf)).toEqual(['Time', 'Email', 'Source IP', 'Stage', 'Event', 'Application']);
});

test.each([
  ['result', 'Event (result)'],
  ['event', 'Event (deprecated) (event)'],
  ['event_name', 'Stage (event_name)'],
  ['email', 'Email'],
  ['x.result', 'result'],
  ['x.constructor', 'constructor'],
])('%s is told in tooltips as %s', (property, expected) => {
  expect(namedLabel(property)).toBe(expected);
});
