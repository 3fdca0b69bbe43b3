import { describe, expect, it } from 'vitest';
import { results } from '../../../contract/record.ts';
import { resultLook } from './result-look.ts';

describe('resultLook', () => {
  it('knows every documented result', () => {
    expect(results.filter((value) => resultLook(value).kind === 'unknown')).toEqual([]);
  });

  it.each(['constructor', 'success', 'Gesperrt', ''])('shows the unknown result “%s” verbatim', (value) => {
    expect(resultLook(value)).toEqual({ kind: 'unknown', icon: 'unknown', word: value });
  });
});
