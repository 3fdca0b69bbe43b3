import { describe, expect, test } from 'vitest';
import { type AuditRecord, emailOf, isEmail, resultOf, stageOf } from './record.ts';

const known = { u1: 'ann@example.org' };

describe('the Email column', () => {
  test.each<[string, AuditRecord, ReturnType<typeof emailOf>]>([
    ['nothing to go by', {}, undefined],
    [
      'an address itself',
      { user_id: 'u1', upstream_user_id: 'bob@example.org' },
      { property: 'upstream_user_id', value: 'bob@example.org', email: true },
    ],
    [
      'a learned address',
      { user_id: 'u1', upstream_user_id: 'S-1-5' },
      { property: 'user_id', value: 'ann@example.org', email: true },
    ],
    [
      'an id',
      { user_id: 'u2', upstream_user_id: 'S-1-5' },
      { property: 'user_id', value: 'u2', email: false },
    ],
    [
      'an upstream id',
      { upstream_user_id: 'S-1' },
      { property: 'upstream_user_id', value: 'S-1', email: false },
    ],
    [
      'an id that is the name of something else',
      { user_id: 'constructor' },
      { property: 'user_id', value: 'constructor', email: false },
    ],
    ['empty texts, which say nothing', { user_id: '', upstream_user_id: '' }, undefined],
    [
      'an empty text beside an address',
      { user_id: '', upstream_user_id: 'bob@example.org' },
      { property: 'upstream_user_id', value: 'bob@example.org', email: true },
    ],
  ])('%s', (_, record, supplied) => expect(emailOf(record, known)).toEqual(supplied));

  test('the shape of an address', () => {
    expect(['a@b', 'o’neil+x@sub.example.org', '"q"@b'].every(isEmail)).toBe(true);
    expect(['', '@', 'a@', '@b', 'a b@c', 'a@b@c', 'S-1-5', 'a@b\n', '\uFEFFa@b'].some(isEmail)).toBe(false);
    expect([`${'a'.repeat(510)}@b`, `${'é'.repeat(255)}@b`].map(isEmail)).toEqual([true, true]);
    expect([`${'a'.repeat(511)}@b`, `${'é'.repeat(255)}a@b`].map(isEmail)).toEqual([false, false]);
  });
});

test('Stage and Event fall back to the deprecated properties', () => {
  expect(stageOf({ event_name: 'Token', stage: 'old' })).toEqual({ property: 'step', value: 'Token' });
  expect(stageOf({ stage: 'old' })).toEqual({ property: 'step', value: 'old' });
  expect(resultOf({ event: 'old' })).toEqual({ property: 'step_result', value: 'old' });
  expect(resultOf({})).toBeUndefined();
  expect(stageOf({ event_name: '', stage: 'old' })).toEqual({ property: 'step', value: 'old' });
  expect(resultOf({ result: '', event: '' })).toBeUndefined();
});
