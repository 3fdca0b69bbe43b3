import { describe, expect, it } from 'vitest';
import { type Micros, micros } from '../../contract/instant.ts';
import type { Outcome } from '../../contract/outcome.ts';
import { type AccountState, accountNotesOf, accountTurnOf, weightier } from './account.ts';
import type { Turn } from './turn.ts';

const at = (minutes: number): Micros =>
  micros(BigInt(Date.parse('2026-03-18T09:14:00Z')) * 1_000n + BigInt(minutes) * 60_000_000n);
const time = at(0);
const source = 'agilicus';
const since = '2026-03-18T09:02:00Z';

describe('the state of an account', () => {
  it.each<[string, Omit<AccountState, 'source'>, Outcome, string | undefined, string[]]>([
    [
      'disabled before it failed',
      { status: 'disabled', disabledAt: at(-12) },
      'failed',
      'account_disabled',
      [],
    ],
    ['disabled as it failed', { status: 'disabled', disabledAt: at(0) }, 'blocked', 'account_disabled', []],
    ['disabled after it failed', { status: 'disabled', disabledAt: at(1) }, 'failed', undefined, []],
    ['disabled, nobody knows since when', { status: 'disabled' }, 'failed', undefined, ['account_disabled']],
    [
      'disabled before it was left',
      { status: 'disabled', disabledAt: at(-12) },
      'did_not_finish',
      undefined,
      ['account_disabled'],
    ],
    [
      'disabled before it signed in',
      { status: 'disabled', disabledAt: at(-12) },
      'signed_in',
      undefined,
      ['account_disabled_yet'],
    ],
    ['disabled after it signed in', { status: 'disabled', disabledAt: at(1) }, 'signed_in', undefined, []],
    ['disabled once, and active again', { status: 'active', disabledAt: at(-12) }, 'failed', undefined, []],
    ['pending', { status: 'pending' }, 'failed', 'account_pending', []],
    ['pending since before', { status: 'pending', updated: at(-1) }, 'timed_out', 'account_pending', []],
    [
      'pending by something that came later',
      { status: 'pending', updated: at(1) },
      'failed',
      undefined,
      ['account_pending'],
    ],
    ['pending, and signed in', { status: 'pending' }, 'signed_in', undefined, ['account_pending']],
    ['active', { status: 'active' }, 'failed', undefined, []],
    ['not told', {}, 'failed', undefined, []],
    ['called otherwise', { status: 'locked' }, 'failed', undefined, []],
    ['no longer listed before', { listedUntil: at(-12) }, 'failed', undefined, ['account_gone']],
    ['no longer listed after', { listedUntil: at(12) }, 'failed', undefined, []],
  ])('%s', (_, state, outcome, kind, codes) => {
    const turn = accountTurnOf({ source, ...state }, { outcome, time });
    expect(turn?.kind).toBe(kind);
    const notes = accountNotesOf({ source, ...state }, { outcome, time }, turn);
    expect(notes.map(({ code }) => code)).toEqual(codes);
  });

  it('is told with its source and its time, which no other decides', () => {
    const state = { source, status: 'disabled', disabledAt: at(-12) };
    expect(accountTurnOf(state, { outcome: 'failed', time })).toEqual({
      kind: 'account_disabled',
      source,
      since: at(-12),
    });
    expect(accountNotesOf(state, { outcome: 'signed_in', time }, undefined)).toEqual([
      { code: 'account_disabled_yet', params: { source, since } },
    ]);
  });

  it('goes before what is likely, and behind an attack, beside which it is noted', () => {
    const state = { source, status: 'disabled', disabledAt: at(-12) };
    const own = accountTurnOf(state, { outcome: 'failed', time });
    const rhythm = { from: at(-50), to: at(0), count: 11, interval: 300e6 };
    const guessing: Turn = { kind: 'guessing', count: 60, from: at(-6), to: at(0) };
    expect(weightier({ kind: 'retrying', rhythm }, own)).toBe(own);
    expect(weightier(undefined, own)).toBe(own);
    expect(weightier(guessing, own)).toBe(guessing);
    expect(weightier(guessing, undefined)).toBe(guessing);
    expect(accountNotesOf(state, { outcome: 'failed', time }, guessing).map(({ code }) => code)).toEqual([
      'account_disabled',
    ]);
  });
});
