import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../contract/instant.ts';
import { readAttemptUrl, withStep } from './attempt-url.ts';

const read = (search: string) => readAttemptUrl(new URLSearchParams(search));

describe('the query of an attempt', () => {
  it('is read', () => {
    const at = parseInstant('2026-03-14T09:14:03.000512Z');
    expect(read('at=2026-03-14T09%3A14%3A03.000512Z&step=e%201')).toEqual({ at, step: 'e 1' });
    expect(read('at=noon')).toEqual({});
    expect(read('')).toEqual({});
  });

  it('changes its step and nothing else', () => {
    const params = new URLSearchParams('at=2026-03-14&tz=local');
    expect(withStep(params, 'a&b').toString()).toBe('at=2026-03-14&tz=local&step=a%26b');
    expect(withStep(withStep(params, 'x'), undefined).toString()).toBe(params.toString());
  });
});
