import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FindingKind,
  type Severity,
  findingKinds,
  severities,
} from '../../../contract/finding-kinds.ts';
import type { Finding } from '../../../contract/findings.ts';
import { formatInstant, microsOfMinutes, microsOfMs, micros } from '../../../contract/instant.ts';
import { thresholdsSchema } from '../../../contract/thresholds.ts';
import { incidentsIn } from './incidents.ts';

const noon = microsOfMs(Date.parse('2026-03-30T12:00:00Z'));
const at = (minute: number) => micros(noon + microsOfMinutes(minute));
const thresholds = thresholdsSchema.parse({});
const later = { now: at(10_000), to: undefined };

type Given = Partial<Pick<Finding, 'severity' | 'subject' | 'params' | 'count'>>;

/** A finding of a kind from one minute to another. */
const finding = (kind: FindingKind, from: number, to: number, given: Given = {}): Finding => ({
  kind,
  label: kind,
  severity: 'medium',
  code: kind,
  params: {},
  sentence: `${kind} ${from}`,
  threshold: '',
  first: formatInstant(at(from)),
  last: formatInstant(at(to)),
  count: 20,
  subject: {},
  evidence: { of: 'attempts', query: {} },
  ...given,
});

const okta = (unsuccessful: number, from = 0, to = 40, severity: Severity = 'high') =>
  finding('provider_stands_out', from, to, {
    severity,
    subject: { upstream_idp: 'Okta' },
    params: { unsuccessful: String(unsuccessful) },
  });
const payroll = (unsuccessful: number, from = 0, to = 40) =>
  finding('application_stands_out', from, to, {
    subject: { application_name: 'Payroll' },
    params: { unsuccessful: String(unsuccessful) },
  });
const eve = { user: 'u-eve', email: 'eve@example.org' };
const bad = '203.0.113.9';
const spray = finding('spray', 0, 30, { count: 40, subject: { source_ip: bad } });
const force = (from: number, subject: Finding['subject'], severity: Severity = 'medium') =>
  finding('brute_force', from, from + 5, { severity, subject });
const signIn = (from: number, subject: Finding['subject'], params: Finding['params'] = {}) =>
  finding('new_device', from, from, {
    count: 1,
    subject,
    params: { request_id: `r${from}`, ...params },
    severity: 'low',
  });

/** What is told together, as indices, the lead first. */
const together = (findings: readonly Finding[]) =>
  incidentsIn(findings, later, thresholds).map(({ findings: all }) => all);

describe('one incident', () => {
  test.each<[string, readonly Finding[], number[][]]>([
    ['an application in an outage of its provider', [payroll(50, 0, 50), okta(53)], [[1, 0]]],
    [
      'an application that fails for most of the shorter time',
      [okta(53, 0, 40), payroll(50, 20, 60)],
      [[0, 1]],
    ],
    ['an application in a spray', [spray, payroll(30)], [[0, 1]]],
    ['a spray and what was tried from its address', [force(3, { ...eve, source_ip: bad }), spray], [[1, 0]]],
    [
      'a spray and its users elsewhere',
      [spray, force(3, { ...eve, source_ip: bad }), force(60, { user: 'U-EVE', source_ip: '10.9.9.9' })],
      [[0, 2, 1]],
    ],
    [
      'a spray and who got in, however late',
      [{ ...spray, params: { entered_request_id: 'r900' } }, signIn(900, { user: 'm', source_ip: bad })],
      [[0, 1]],
    ],
    [
      'fatigue and the sign-in from where a step was accepted',
      [
        finding('second_step_fatigue', 0, 8, { subject: eve, params: { source_ip: bad }, severity: 'high' }),
        signIn(9, { user: 'u-eve', source_ip: bad }),
      ],
      [[0, 1]],
    ],
    [
      'fatigue and the guesses before it',
      [finding('second_step_fatigue', 100, 108, { subject: eve }), force(0, { ...eve, source_ip: bad })],
      [[0, 1]],
    ],
    [
      'what goes on for days, told by the day',
      [
        force(0, { ...eve, source_ip: bad }),
        finding('brute_force', 1_440 - 720, 1_440 + 719, { subject: { ...eve, source_ip: bad } }),
        finding('brute_force', 1_440 + 720, 1_440 + 730, { subject: { source_ip: bad, ...eve } }),
        finding('brute_force', 2_880 + 720, 2_880 + 730, { subject: { ...eve, source_ip: bad } }),
      ],
      [[3], [2, 1], [0]],
    ],
    [
      'sign-ins from an address whose network is new to all',
      [
        signIn(0, { user: 'a', source_ip: bad }, { people: '3' }),
        signIn(9_000, { user: 'b', source_ip: bad }, { people: '3' }),
      ],
      [[1, 0]],
    ],
  ])('%s', (_, findings, expected) => {
    expect(together(findings)).toEqual(expected);
  });

  test.each<[string, readonly Finding[]]>([
    ['what fails at another time', [okta(53), payroll(50, 60, 90)]],
    ['what fails for a part of the shorter time', [okta(53), payroll(50, 30, 70)]],
    ['an application that fails much more than its provider', [okta(53), payroll(107)]],
    ['two applications', [payroll(50), { ...payroll(50), subject: { application_name: 'Wiki' } }]],
    ['guesses at an application’s time', [payroll(50), force(3, { ...eve, source_ip: bad })]],
    ['the same user another day', [force(0, eve), force(1_440, { ...eve, source_ip: bad })]],
    ['different users, and addresses', [force(0, eve), force(0, { user: 'm', source_ip: bad })]],
    [
      'sign-ins from one address on different days, to nobody else new',
      [signIn(0, { user: 'a', source_ip: bad }), signIn(9_000, { user: 'b', source_ip: bad })],
    ],
    [
      'who is only tied to what is tied',
      [
        force(0, { ...eve, source_ip: bad }, 'high'),
        force(4, { ...eve, source_ip: '10.9.9.9' }),
        force(4, { user: 'm', source_ip: '10.9.9.9' }),
      ],
    ],
  ])('not: %s', (_, findings) => {
    expect(together(findings).length).toBeGreaterThan(1);
  });
});

test('the gravest leads, and of those the one that explains the others', () => {
  expect(together([payroll(50), okta(53, 0, 40, 'medium')])).toEqual([[1, 0]]);
  const grave = force(3, { ...eve, source_ip: bad }, 'high');
  expect(together([spray, grave])).toEqual([[1, 0]]);
  const [incident] = incidentsIn([spray, grave], later, thresholds);
  expect(incident).toMatchObject({ severity: 'high', lead: 1, ties: ['place_or_person'] });
});

test('it lasts from the first evidence to the last, of all that belongs to it', () => {
  const [incident] = incidentsIn([payroll(50, -5, 50), okta(53)], later, thresholds);
  expect(incident).toMatchObject({ first: formatInstant(at(-5)), last: formatInstant(at(50)) });
});

test('the minutes and the share are those that are set', () => {
  const near = [force(0, eve), force(60, { ...eve, source_ip: bad })];
  expect(incidentsIn(near, later, thresholdsSchema.parse({ incidents: { minutes: 50 } }))).toHaveLength(2);
  expect(incidentsIn(near, later, thresholdsSchema.parse({ incidents: { minutes: 56 } }))).toHaveLength(1);
  const shares = thresholdsSchema.parse({ incidents: { share: 0.2 } });
  expect(incidentsIn([okta(53), payroll(107, 30, 70)], later, shares)).toHaveLength(1);
});

test.each([
  ['is still going', 40 + 30, undefined, true],
  ['is still going, where the range ends a moment before', 42, at(40), true],
  ['is over half an hour after its last evidence', 40 + 31, undefined, false],
  ['is not said to be going where the range ends earlier', 50, at(44), false],
])('an incident %s', (_, now, to, goingOn) => {
  const [incident] = incidentsIn([okta(53)], { now: at(now), to }, thresholds);
  expect(incident?.going_on).toBe(goingOn);
});

test('a sign-in is over at once', () => {
  const [incident] = incidentsIn([signIn(0, eve)], { now: at(1), to: undefined }, thresholds);
  expect(incident?.going_on).toBe(false);
});

const given = fc
  .record({
    kind: fc.constantFrom(...findingKinds),
    severity: fc.constantFrom(...severities),
    from: fc.integer({ min: 0, max: 400 }),
    lasting: fc.integer({ min: 0, max: 60 }),
    user: fc.constantFrom('a', 'b', 'c'),
    address: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3'),
    more: fc.integer({ min: 0, max: 90 }),
  })
  .map(({ kind, severity, from, lasting, user, address, more }) =>
    finding(kind, from, from + lasting, {
      severity,
      count: more,
      ...(kind === 'provider_stands_out' || kind === 'application_stands_out'
        ? { params: { unsuccessful: String(more) }, subject: { [kind.slice(0, 8)]: user } }
        : { subject: { user, source_ip: address } }),
    }),
  );

test('every finding belongs to exactly one incident, the worst first, in whatever order they come', () => {
  const contentsOf = (findings: readonly Finding[]) =>
    incidentsIn(findings, later, thresholds).map(({ findings: all }) => all.map((index) => findings[index]));
  fc.assert(
    fc.property(
      fc
        .array(given, { maxLength: 30 })
        .chain((findings) =>
          fc.tuple(
            fc.constant(findings),
            fc.shuffledSubarray(findings, { minLength: findings.length, maxLength: findings.length }),
          ),
        ),
      ([findings, shuffled]) => {
        const incidents = incidentsIn(findings, later, thresholds);
        const members = incidents.flatMap(({ findings: all }) => all);
        expect(members.toSorted((a, b) => a - b)).toEqual(findings.map((_, index) => index));
        for (const { lead, severity, findings: all } of incidents) {
          expect(all[0]).toBe(lead);
          const ranks = all.map((index) => severities.indexOf(findings[index]?.severity ?? 'low'));
          expect(severities.indexOf(severity)).toBe(Math.min(...ranks));
        }
        const ranks = incidents.map(({ severity }) => severities.indexOf(severity));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(contentsOf(shuffled)).toEqual(contentsOf(findings));
      },
    ),
  );
});
