import { describe, expect, it } from 'vitest';
import { type EventCode, asideCodes } from '../diagnosis/codes.ts';
import type { Diagnosis } from '../diagnosis/diagnose.ts';
import type { CodedNote, VerdictParams } from '../diagnosis/params.ts';
import { endOf, everyEnd, everyStop, recordedParams, stopsOf } from '../test-support/example-diagnoses.ts';
import { words } from './language.ts';

/** Whole, with nothing left open in it, and no gap where something was left out. */
const expectWhole = (text: string): void => {
  expect(text).toMatch(/\S/);
  expect(text).not.toMatch(/[{}]|undefined|null|\[object|NaN| {2}|^\s|\s$|\s[.,:;?]|\.\./);
};

const expectWholeVerdict = (diagnosis: Diagnosis): void => {
  const { title, short, sentence, causes, next } = words.verdict(diagnosis, 'Europe/Berlin');
  for (const text of [title, sentence, ...causes]) expectWhole(text);
  for (const text of [short, next]) if (text !== undefined) expectWhole(text);
  for (const text of [sentence, ...causes, ...(next === undefined ? [] : [next])])
    expect(text).toMatch(/[.?]$/);
  expect(next === undefined).toBe(diagnosis.owner === undefined);
  const told = words.reply(diagnosis, 'UTC');
  for (const part of 'reply' in told ? told.reply.split('\n\n') : [told.no_reply]) expectWhole(part);
};

describe.each(Object.entries<VerdictParams>(recordedParams))('with %s recorded', (_, params) => {
  it.each(everyEnd)('the end %s is said whole', (code) => {
    expectWholeVerdict(endOf(code, params));
  });

  it.each(everyStop)('the step %s is said whole', (code) => {
    for (const diagnosis of stopsOf(code, params)) expectWholeVerdict(diagnosis);
  });

  it.each<EventCode>([...everyEnd, ...everyStop, ...asideCodes])(
    'the event %s is called something',
    (code) => {
      expectWhole(words.eventTitle({ code, params: {} }));
      const { step: _, ...own } = params;
      expectWhole(words.eventTitle({ code, params: own }));
    },
  );
});

const named = { stage: 'Token', result: 'Failure' };
const notes: readonly CodedNote[] = [
  { code: 'org_differs', params: { org: 'Alder', login_org: 'Birch' } },
  { code: 'clock_backwards', params: { stage: 'Token', before: 'Refresh' } },
  { code: 'went_on', params: named },
  { code: 'not_recognised', params: named },
  { code: 'legacy', params: {} },
  { code: 'flat', params: {} },
  { code: 'no_end', params: {} },
  { code: 'closed', params: named },
  { code: 'too_late', params: named },
  { code: 'late', params: named },
  { code: 'retrying', params: { ip: '192.0.2.1', count: 12, interval: 300_000_000n } },
  { code: 'partial', params: { count: 9, read: 5 } },
];

it.each(notes)('the note $code is said whole', (note) => {
  expectWhole(words.note(note));
});

it.each(Object.values(words.absent))('that there is nothing to tell is said whole: %s', expectWhole);

describe('beside a verdict', () => {
  it.each([
    [0, 0, /^Only them, and nobody else/],
    [0, 1, /and 1 other signed in\.$/],
    [1, 0, /^Not only them: 1 other failed .*, 1 with Okta; nobody signed in meanwhile\.$/],
    [3, 2, /^Not only them: 3 others failed .*, 1 with Okta; 2 signed in meanwhile\.$/],
  ])('%i others who failed and %i who signed in', (failed, signedIn, sentence) => {
    const shares = [
      { label: 'Okta', failed: Math.min(failed, 1) },
      { label: 'Payroll', failed: 0 },
    ];
    expect(words.others({ failed, signedIn, shares })).toMatch(sentence);
  });

  it.each([
    [
      1,
      0,
      '1 other failed the same way within 15 minutes, with nothing in common; nobody signed in meanwhile.',
    ],
    [3, 2, '3 others failed the same way within 15 minutes, with nothing in common; 2 signed in meanwhile.'],
  ])('%i others who share nothing, and %i who signed in', (failed, signedIn, sentence) => {
    expect(words.others({ failed, signedIn, shares: [{ label: 'Okta', failed: 0 }] })).toBe(sentence);
    expect(words.others({ failed, signedIn, shares: [] })).toMatch(/^Not only them: /);
  });

  it.each([
    [{ failures: 0 }, 'Signed in 2 min later.'],
    [{ failures: 1 }, 'Signed in 2 min later, after 1 more failure.'],
    [
      { isInferred: true },
      'Somebody signed in 2 min later from the same address and browser: probably the same person.',
    ],
    [
      { success: undefined, failures: 2, unfinished: 1 },
      '2 more failures and 1 that did not finish, no success.',
    ],
    [
      { success: undefined, more: true, isInferred: true },
      'At least 0 more failures from the same address and browser, no success.',
    ],
  ])('what came later: %o', (later, sentence) => {
    const success = { after: 120_000_000n, who: undefined };
    expect(
      words.since({ failures: 0, unfinished: 0, more: false, isInferred: false, success, ...later }),
    ).toBe(sentence);
  });

  it.each([
    [[], false, 'Nothing differs from the last success, 1 h earlier.'],
    [['source_ip', 'user_agent'], false, 'Different from the last success, 1 h earlier: source ip, browser.'],
    [
      ['upstream_idp'],
      true,
      'Different from the last success, 1 h earlier, from the same address and browser: identity provider.',
    ],
  ] as const)('what was different: %o', (differences, isInferred, sentence) => {
    expect(
      words.comparison({
        before: 3_600_000_000n,
        differences,
        isInferred,
        application: undefined,
      }),
    ).toBe(sentence);
  });
});
