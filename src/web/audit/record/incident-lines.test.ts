import { describe, expect, test } from 'vitest';
import type { FindingKind, Severity } from '../../../contract/finding-kinds.ts';
import type { Finding } from '../../../contract/findings.ts';
import {
  type Incidents,
  allIn,
  findingsIn,
  incidentLines,
  moreOfKind,
  unlistedIn,
} from './incident-lines.ts';
import { incidentWhen, fromToWords } from './incident-when.ts';

const first = '2026-03-30T12:00:00Z';

const finding = (kind: FindingKind, severity: Severity): Finding => ({
  kind,
  label: kind,
  severity,
  code: kind,
  params: {},
  sentence: '',
  threshold: '',
  first,
  last: first,
  count: 1,
  subject: {},
  evidence: { of: 'attempts', query: {} },
});

/** An answer of incidents, each of so many findings of a kind. */
const answerOf = (
  all: readonly (readonly [FindingKind, Severity, members?: number])[],
  totals?: Incidents['totals'],
): Incidents => {
  const findings: Finding[] = [];
  const incidents = all.map(([kind, severity, members = 1]) => {
    const lead = findings.length;
    findings.push(...Array.from({ length: members }, () => finding(kind, severity)));
    const indices = Array.from({ length: members }, (_, at) => lead + at);
    return {
      severity,
      label: kind,
      title: '',
      first,
      last: first,
      going_on: false,
      lead,
      findings: indices,
      why: [],
    };
  });
  return { findings, incidents, ...(totals && { totals }) };
};

const told = (answer: Incidents) =>
  incidentLines(answer).map(({ incident, more, unlisted }) => [
    incident.told[0].kind,
    incident.severity,
    more.length,
    unlisted,
  ]);

describe('the lines of incidents', () => {
  test('the first of many of a kind stands for all of them, two stand one by one', () => {
    expect(
      told(
        answerOf([
          ['brute_force', 'medium'],
          ['new_device', 'medium'],
          ['brute_force', 'medium'],
          ['new_device', 'medium'],
          ['new_device', 'medium'],
          ['new_device', 'low'],
        ]),
      ),
    ).toEqual([
      ['brute_force', 'medium', 0, 0],
      ['new_device', 'medium', 2, 0],
      ['brute_force', 'medium', 0, 0],
      ['new_device', 'low', 0, 0],
    ]);
  });

  test('the gravest stand one by one, however many', () => {
    expect(told(answerOf(Array.from({ length: 4 }, () => ['spray', 'high'] as const)))).toHaveLength(4);
  });

  test('what is not listed is told by the last of its kind', () => {
    const answer = answerOf(
      [
        ['new_device', 'medium'],
        ['new_device', 'low'],
        ['spray', 'low', 2],
      ],
      { new_device: 14, spray: 2 },
    );
    expect(told(answer)).toEqual([
      ['new_device', 'medium', 0, 0],
      ['new_device', 'low', 0, 12],
      ['spray', 'low', 0, 0],
    ]);
    const lines = incidentLines(answer);
    expect(findingsIn(lines)).toBe(16);
    expect(unlistedIn(answer, lines)).toBe(0);
  });

  test('or apart, where its kind leads no incident', () => {
    const answer = answerOf([['spray', 'high']], { spray: 1, new_address: 122 });
    expect(unlistedIn(answer, incidentLines(answer))).toBe(122);
  });
});

test.each([
  ['2026-03-30T12:00:20Z', '2026-03-30T12:00:50Z', '2026-03-30 12:00'],
  ['2026-03-30T12:00:20Z', '2026-03-30T12:40:00Z', '2026-03-30 12:00 – 12:40'],
  ['2026-03-30T12:00:00Z', '2026-04-01T12:00:00Z', '2026-03-30 12:00 – 04-01 12:00'],
  ['2025-12-31T23:00:00Z', '2026-01-01T01:00:00Z', '2025-12-31 23:00 – 2026-01-01 01:00'],
])('from %s to %s is %s', (from, last, words) => {
  expect(incidentWhen({ first: from, last, going_on: false }, 'UTC')).toBe(words);
});

test('what goes on has no end', () => {
  expect(incidentWhen({ first, last: first, going_on: true }, 'Europe/Berlin')).toBe(
    '2026-03-30 14:00 – still going',
  );
  expect(fromToWords('x', 'x')).toBe('x');
});

test('how many there are in all, and of a kind besides an incident, counts what is not listed', () => {
  const some = answerOf(
    [
      ['spray', 'high'],
      ['new_device', 'low', 2],
      ['new_device', 'low'],
    ],
    { spray: 1, new_device: 70 },
  );
  expect(allIn(some)).toBe(71);
  expect(incidentLines(some).map(({ incident }) => moreOfKind(some, incident))).toEqual([0, 68, 69]);
});
