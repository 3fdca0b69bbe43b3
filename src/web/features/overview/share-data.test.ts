import { describe, expect, it } from 'vitest';
import {
  type BreakdownShare,
  mostUnsuccessful,
  partsWords,
  restWords,
  shareChange,
  sharePartsOf,
  worstFirst,
} from './share-data.ts';
import { outcomesIn } from '../../audit/charts/outcome-series.ts';

const share = (
  value: string | null,
  attempts: number,
  unsuccessful: number,
  before: BreakdownShare['before'],
): BreakdownShare => ({
  value,
  by: { failed: unsuccessful, signed_in: attempts - unsuccessful },
  now: { attempts, decided: attempts, unsuccessful },
  before,
  query: {},
});
const before = { attempts: 100, decided: 100, unsuccessful: 10 };
const values = [
  share('Okta', 50, 40, before),
  share(null, 10, 9, { attempts: 3, decided: 0, unsuccessful: 0 }),
  share('Google', 500, 8, before),
  share('Local', 20, 0, null),
];

describe('values beside each other', () => {
  it('are listed by how many attempts did not succeed, then by how much they are used', () => {
    expect(worstFirst(values).map(({ value }) => value)).toEqual(['Okta', null, 'Google', 'Local']);
    const used = [share('Rare', 1, 0, null), share('Usual', 2, 0, null)];
    expect(worstFirst(used).map(({ value }) => value)).toEqual(['Usual', 'Rare']);
  });

  it('are those alone where somebody could not sign in, where the worst are asked for', () => {
    expect(mostUnsuccessful(values, 10).map(({ value }) => value)).toEqual(['Okta', null, 'Google']);
    expect(mostUnsuccessful(values, 1)).toHaveLength(1);
  });

  it.each([
    [0, 'up 70.0 points from 10.0%', 'worse'],
    [1, 'none in the period before', undefined],
    [2, 'down 8.4 points from 10.0%', 'better'],
  ])('value %d: %s', (index, words, tone) => {
    const value = values[index];
    const change = value && shareChange(value, true);
    expect(change).toMatchObject(tone === undefined ? { words } : { words, tone });
  });

  it('are new when nothing had them before, unless there is no before', () => {
    const [, , , local] = values;
    expect(local && shareChange(local, true)).toBe('new');
    expect(local && shareChange(local, false)).toMatchObject({ words: 'no period before' });
  });
});

describe('the parts of a bar', () => {
  const by = { failed: 1, signed_in: 3, did_not_finish: 4 };
  const series = outcomesIn([by]);

  it('are those that occur, each as a part of what is shown', () => {
    expect(sharePartsOf(by, series).map(({ part }) => part)).toEqual([0.125, 0.375, 0.5]);
    expect(sharePartsOf(by, series.slice(0, 2)).map(({ part }) => part)).toEqual([0.25, 0.75]);
    expect(sharePartsOf({}, series)).toEqual([]);
  });

  it('are told in words', () => {
    expect(partsWords(sharePartsOf(by, series))).toBe('Failed 1, Signed in 3 and Did not finish 4');
    expect(partsWords([])).toBe('nothing');
  });
});

it.each([
  [12, 12, undefined],
  [1_200, 100, 'The 100 with the most unsuccessful attempts are listed; 1,100 more are not.'],
])('of %d values, %d are told', (total, told, words) => {
  const all = Array.from({ length: told }, () => share('Okta', 1, 0, null));
  expect(restWords({ total, values: all })).toBe(words);
});
