import { expect, test } from 'vitest';
import { labelOf, namedLabel, properties, visible } from './fields.ts';

test.each([
  ['user_id', 'User ID'],
  ['email', 'Email'],
  ['x.place', 'place'],
  ['x.x.place', 'x.place'],
  ['x.user_id', 'user_id'],
  ['x.', '“”'],
  ['x. ', '“ ”'],
])('%s is called %s', (property, label) => expect(labelOf(property)).toBe(label));

test('what cannot be seen stands between quotation marks, and nothing else does', () => {
  for (const text of ['', ' ', '\t\n', '\u200b', '\ufeff', '\0', '\u00a0'])
    expect(visible(text)).toBe(`“${text}”`);
  for (const text of [' a', '0', '-', '中', '😀', '“', '\u0301']) expect(visible(text)).toBe(text);
});

test('no two properties or readings are called the same, and only readings are called as the deprecated properties were', () => {
  expect(new Set(properties.map(({ label }) => label)).size).toBe(properties.length);
  expect(new Set(properties.map(({ param }) => param)).size).toBe(properties.length);
  const columns = ['time', 'email', 'source_ip', 'step', 'step_result', 'application_name'];
  expect(columns.map(labelOf)).toEqual(['Time', 'Email', 'Source IP', 'Stage', 'Event', 'Application']);
});

test.each([
  ['step_result', 'Event (step_result)'],
  ['step', 'Stage (step)'],
  ['result', 'result (as recorded)'],
  ['event', 'event (deprecated)'],
  ['event_name', 'event_name (as recorded)'],
  ['stage', 'stage (deprecated)'],
  ['email', 'Email'],
  ['x.result', 'result'],
  ['x.constructor', 'constructor'],
])('%s is told in tooltips as %s', (property, expected) => {
  expect(namedLabel(property)).toBe(expected);
});
