import { describe, expect, test } from 'vitest';
import { micros } from '../../contract/instant.ts';
import { type Decision, type KnownContents, decide } from './dedupe.ts';
import { derivedId } from './derived-id.ts';
import type { PreparedEvent } from './store.ts';

const hashOf = (content: string): string => content.repeat(64).slice(0, 64);

/**
 * `a:own` is content a under a sender's id; `a:2` is its second occurrence in a source without ids; `a~b:own` has the
 * content b once its numbers are rounded, and `~b:own` is one that is stored since they were.
 */
const event = (text: string): PreparedEvent => {
  const [contents = '', id = ''] = text.replace(/^~/, '').split(':');
  const [content = '', rounded] = contents.split('~');
  const contentHash = hashOf(content);
  const base = {
    contentHash,
    ...(rounded === undefined ? {} : { roundedHash: hashOf(rounded) }),
    time: micros(0n),
    record: {},
  };
  return /^\d+$/.test(id)
    ? { ...base, id: derivedId(contentHash, Number(id)), occurrence: Number(id) }
    : { ...base, id };
};

const knownOf = (stored: readonly string[]): KnownContents => {
  const rows = stored.map((text) => ({ ...event(text), isRounded: text.startsWith('~') }));
  const holding = (equal: typeof rows) => {
    const derived = equal.filter(({ occurrence }) => occurrence !== undefined).map(({ id }) => id);
    return { own: equal.length - derived.length, derived };
  };
  return {
    contentOf: (id) => {
      const row = rows.find((each) => each.id === id);
      return row && { content: row.contentHash.slice(0, 32), isRounded: row.isRounded };
    },
    idsOf: (content) => {
      const equal = rows.filter((row) => row.contentHash.startsWith(content));
      return {
        rounded: holding(equal.filter(({ isRounded }) => isRounded)),
        exact: holding(equal.filter(({ isRounded }) => !isRounded)),
      };
    },
  };
};

const told = (decision: Decision): string => {
  if (decision.kind === 'claim') return `claim ${decision.claimed.slice(-1)}`;
  return decision.kind === 'duplicate' && decision.conflict ? 'conflict' : decision.kind;
};

describe('what becomes of a batch', () => {
  test.each<[string, string[], string[], string[]]>([
    ['new events', [], ['a:x', 'b:y'], ['add', 'add']],
    ['equal contents under two ids', [], ['a:x', 'a:y'], ['add', 'add']],
    ['an id again', ['a:x'], ['a:x'], ['duplicate']],
    ['an id again within the batch', [], ['a:x', 'a:x'], ['add', 'duplicate']],
    ['an id again with other content', ['a:x'], ['b:x'], ['conflict']],
    ['that within the batch', [], ['a:x', 'b:x'], ['add', 'conflict']],
    ['equal lines of one file', [], ['a:1', 'a:2', 'a:3'], ['add', 'add', 'add']],
    ['the file again', ['a:1', 'a:2'], ['a:1', 'a:2'], ['duplicate', 'duplicate']],
    ['a file that has one more', ['a:1', 'a:2'], ['a:1', 'a:2', 'a:3'], ['duplicate', 'duplicate', 'add']],
    ['a file after the webhook', ['a:x'], ['a:1', 'a:2'], ['duplicate', 'add']],
    ['the webhook after the file', ['a:1'], ['a:x'], ['claim 1']],
    ['more of the webhook than of the file', ['a:1'], ['a:x', 'a:y'], ['claim 1', 'add']],
    ['two claims', ['a:1', 'a:2'], ['a:x', 'a:y'], ['claim 1', 'claim 2']],
    ['the webhook again after its claim', ['a:x', 'a:2'], ['a:x', 'a:1'], ['duplicate', 'duplicate']],
    ['a claim of what the batch itself brought', [], ['a:1', 'a:x', 'a:1'], ['add', 'claim 1', 'duplicate']],
    ['the other way round', [], ['a:x', 'a:1', 'a:2'], ['add', 'duplicate', 'add']],
    ['what was rounded, again', ['~b:1', '~b:2'], ['a~b:1', 'b:1'], ['duplicate', 'duplicate']],
    [
      'whatever the order',
      ['~b:1', '~b:2'],
      ['b:1', 'b:2', 'a~b:1'],
      ['duplicate', 'duplicate', 'duplicate'],
    ],
    ['two that were one', ['~b:1'], ['a~b:1', 'c~b:1', 'b:1'], ['duplicate', 'duplicate', 'duplicate']],
    ['more than was rounded', ['~b:1'], ['a~b:1', 'a~b:2', 'a~b:2'], ['duplicate', 'add', 'duplicate']],
    [
      'what was not',
      ['b:1', 'b:x'],
      ['a~b:1', 'b:1', 'a~b:y', 'a~b:z'],
      ['add', 'duplicate', 'claim 1', 'add'],
    ],
    ['a claim of what was rounded', ['~b:1'], ['a~b:x', 'a~b:1'], ['claim 1', 'duplicate']],
    ['one claim of it', ['~b:1'], ['a~b:x', 'b:y', 'c~b:z'], ['claim 1', 'add', 'add']],
    ['an id of it', ['~b:x'], ['a~b:x'], ['duplicate']],
    ['an id that was not rounded', ['b:x'], ['a~b:x'], ['conflict']],
    ['contents do not mix', ['a:1'], ['b:x', 'b:1', 'a:y'], ['add', 'duplicate', 'claim 1']],
  ])('%s', (_, stored, batch, decisions) => {
    expect(decide(batch.map(event), knownOf(stored)).map(told)).toEqual(decisions);
  });
});
