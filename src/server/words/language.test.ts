import { describe, expect, it } from 'vitest';
import { type EventCode, asideCodes } from '../diagnosis/codes.ts';
import type { Diagnosis } from '../diagnosis/diagnose.ts';
import type { CodedNote, VerdictParams } from '../diagnosis/params.ts';
import { endOf, everyEnd, everyStop, recordedParams, stopsOf } from '../test-support/example-diagnoses.ts';
import { words } from './language.ts';

/** Those of the texts that say nothing, in which something is left open, or that have a gap where something was left out. */
const broken = (texts: readonly string[]): readonly string[] =>
  texts.filter(
    (text) => !/\S/.test(text) || /[{}]|undefined|null|\[object|NaN| {2}|^\s|\s$|\s[.,:;?]|\.\./.test(text),
  );

/** What a verdict says that is not whole: its texts, its sentences without an end, and a next step without an owner. */
const brokenIn = (diagnosis: Diagnosis): readonly string[] => {
  const { title, short, sentence, causes, next } = words.verdict(diagnosis, 'Europe/Berlin');
  const sentences = [sentence, ...causes, ...(next === undefined ? [] : [next])];
  const answer = words.reply(diagnosis, 'UTC');
  const reply = 'reply' in answer ? answer.reply.split('\n\n') : [answer.no_reply];
  return [
    ...broken([title, ...(short === undefined ? [] : [short]), ...sentences, ...reply]),
    ...sentences.filter((text) => !/[.?]$/.test(text)),
    ...((next === undefined) === (diagnosis.owner === undefined) ? [] : ['a next step and its owner']),
  ];
};

describe.each(Object.entries<VerdictParams>(recordedParams))('with %s recorded', (_, params) => {
  it.each(everyEnd)('the end %s is said whole', (code) => {
    expect(brokenIn(endOf(code, params))).toEqual([]);
  });

  it.each(everyStop)('the step %s is said whole', (code) => {
    expect(stopsOf(code, params).flatMap((diagnosis) => brokenIn(diagnosis))).toEqual([]);
  });

  it.each<EventCode>([...everyEnd, ...everyStop, ...asideCodes])(
    'the event %s is called something',
    (code) => {
      const { step: _, ...own } = params;
      const titles = [words.eventTitle({ code, params: {} }), words.eventTitle({ code, params: own })];
      expect(broken(titles)).toEqual([]);
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
  { code: 'cut', params: { before: '2026-03-03T00:00:00Z' } },
  { code: 'partial', params: { count: 9, read: 5 } },
  { code: 'account_disabled', params: { source: 'file', since: '2026-02-04T09:14:00Z' } },
  { code: 'account_disabled', params: { source: 'file' } },
  { code: 'account_disabled_yet', params: { source: 'file', since: '2026-02-04T09:14:00Z' } },
  { code: 'account_disabled_yet', params: { source: 'file' } },
  { code: 'account_pending', params: { source: 'file' } },
  { code: 'account_gone', params: { source: 'file', since: '2026-02-04T09:14:00Z' } },
];

it.each(notes)('the note $code is said whole', (note) => {
  expect(broken([words.note(note, 'Europe/Berlin')])).toEqual([]);
});

it('that there is nothing to tell is said whole', () => {
  expect(broken(Object.values(words.absent))).toEqual([]);
});

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
      { success: undefined, unfinished: 50, more: true, isInferred: true },
      'At least 50 more that did not finish from the same address and browser, no success.',
    ],
  ])('what came later: %o', (later, sentence) => {
    const success = { after: 120_000_000n, who: undefined };
    expect(
      words.since({ failures: 0, unfinished: 0, more: false, isInferred: false, success, ...later }),
    ).toBe(sentence);
  });

  it.each([
    [[], false, 'Nothing differs from the last success, 1 h earlier.'],
    [['source_ip', 'user_agent'], false, 'Different from the last success, 1 h earlier: source IP, browser.'],
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
