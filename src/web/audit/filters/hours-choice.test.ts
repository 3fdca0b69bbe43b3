import { expect, it } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { chipsOf } from './chips.ts';
import { withHoursChoice } from './hours-choice.ts';

const work = 'mon-fri 08-18 Europe/Berlin';

it('hours are looked for, excluded, and taken off again', () => {
  const only = withHoursChoice(noFilters, 'any', work);
  expect(only).toEqual({ ...noFilters, hours: [work] });
  const outside = withHoursChoice(only, 'none', work);
  expect(outside).toEqual({ ...noFilters, notHours: [work] });
  expect(withHoursChoice(outside, 'none', work)).toEqual(noFilters);
});

it('hours have a chip in words, which takes them off', () => {
  const [chip, ...more] = chipsOf({ ...noFilters, notHours: [work] });
  expect(more).toEqual([]);
  expect(chip).toMatchObject({ not: true, label: 'Hours', value: 'Mon–Fri 08:00–18:00 (Europe/Berlin)' });
  expect(chip?.removed()).toEqual(noFilters);
});
