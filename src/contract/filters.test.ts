import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extraPrefix, properties as named } from './fields.ts';
import {
  type Filters,
  filterOfParam,
  isFilterable,
  isUnfiltered,
  noFilters,
  readFilters,
  withValue,
  withoutProperty,
  withoutValue,
  writeFilters,
} from './filters.ts';

const properties = fc.oneof(
  fc.constantFrom(...named.map(({ name }) => name), 'email'),
  fc.string({ minLength: 1, unit: 'binary' }).map((name) => `${extraPrefix}${name}`),
  fc.constantFrom('x.__proto__', 'x.constructor', 'x.a.b', 'x.not_result', 'x.x.y'),
);
const values = fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary' }), { minLength: 1, maxLength: 4 });

/** A record without a prototype's own names getting in the way. */
const lists = fc
  .uniqueArray(fc.tuple(properties, values), { selector: ([property]) => property, maxLength: 4 })
  .map((entries): Filters['any'] => Object.fromEntries(entries));

const weekHours = fc.uniqueArray(
  fc.constantFrom('mon-fri 08-18 Europe/Berlin', 'sun 00-24 UTC', 'mon-sun 22-24 UTC'),
  {
    minLength: 1,
  },
);

const filters: fc.Arbitrary<Filters> = fc
  .record({
    hours: fc.option(weekHours, { nil: undefined }),
    notHours: fc.option(weekHours, { nil: undefined }),
    any: lists,
    none: lists,
    missing: fc.uniqueArray(properties, { maxLength: 3 }),
    q: fc.option(fc.string({ minLength: 1, unit: 'binary' }), { nil: undefined }),
  })
  .map(({ q, hours, notHours, ...rest }) => ({
    ...rest,
    ...(q !== undefined && { q }),
    ...(hours && { hours }),
    ...(notHours && { notHours }),
  }));

test('what is written is read again', () => {
  fc.assert(
    fc.property(filters, (given) => {
      expect(readFilters(writeFilters(given))).toEqual({ filters: given, rest: [], problems: [] });
    }),
  );
});

describe('parameters', () => {
  test.each([
    ['result', { kind: 'any', property: 'result' }],
    ['session_id', { kind: 'any', property: 'session' }],
    ['not_session_id', { kind: 'none', property: 'session' }],
    ['email', { kind: 'any', property: 'email' }],
    ['not_email', { kind: 'none', property: 'email' }],
    ['x.a', { kind: 'any', property: 'x.a' }],
    ['not_x.not_b', { kind: 'none', property: 'x.not_b' }],
    ['session', undefined],
    ['x.', { kind: 'any', property: 'x.' }],
    ['not_x.', { kind: 'none', property: 'x.' }],
    ['x', undefined],
    ['not_', undefined],
    ['not_q', undefined],
    ['time', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
  ])('%s', (param, filter) => expect(filterOfParam(param)).toEqual(filter));

  test('nothing but the names of the contract, email and extras can be filtered by', () => {
    expect(['user_id', 'session', 'email', 'step', 'step_result', 'x.y', 'x.\n'].every(isFilterable)).toBe(
      true,
    );
    expect(['', 'time', 'not_x.a', 'x', 'session_id', 'toString'].some(isFilterable)).toBe(false);
  });
});

test('empty values are absent, others are kept in their order, unknown ones handed back, bad ones told', () => {
  const read = readFilters([
    ['result', ''],
    ['result', 'B'],
    ['result', 'A'],
    ['result', 'B'],
    ['q', 'x'],
    ['q', 'y'],
    ['missing', 'nope'],
    ['source_ip', '10.0.0.0/33'],
    ['limit', '5'],
  ]);
  expect(read.filters).toEqual({ ...noFilters, any: { result: ['B', 'A'] }, q: 'x' });
  expect(read.rest).toEqual([['limit', '5']]);
  expect(read.problems.map(({ param }) => param)).toEqual(['q', 'missing', 'source_ip']);
});

test('adding and taking away values', () => {
  fc.assert(
    fc.property(filters, properties, fc.string({ minLength: 1 }), (given, property, value) => {
      const added = withValue(given, 'none', property, value);
      expect(added.none[property]?.filter((each) => each === value)).toEqual([value]);
      expect(added.any[property] ?? []).not.toContain(value);
      const without = withoutValue(added, property, value);
      expect([...(without.any[property] ?? []), ...(without.none[property] ?? [])]).not.toContain(value);
      const cleared = withoutProperty(added, property);
      expect([cleared.any[property], cleared.none[property], cleared.missing.includes(property)]).toEqual([
        undefined,
        undefined,
        false,
      ]);
    }),
  );
  expect(isUnfiltered(noFilters)).toBe(true);
  expect(isUnfiltered(withValue(noFilters, 'any', 'result', 'A'))).toBe(false);
});
