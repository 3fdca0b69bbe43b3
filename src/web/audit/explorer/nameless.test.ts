import { describe, expect, it } from 'vitest';
import { noFilters, readFilters, writeFilters } from '../../../contract/filters.ts';
import { namelessPlaces, personSought, worthShowing } from './nameless.ts';

const filtersIn = (search: string) => readFilters(new URLSearchParams(search)).filters;

describe('whoever never came back', () => {
  it.each([
    ['email=ana@x.org', { property: 'email', value: 'ana@x.org' }],
    ['user_id=u1&result=Failure', { property: 'user_id', value: 'u1' }],
    ['q=%20ana@x.org', { property: 'email', value: 'ana@x.org' }],
    ['q=ana', undefined],
    ['email=ana@x.org&email=bob@x.org', undefined],
    ['not_email=ana@x.org', undefined],
    ['', undefined],
  ])('is looked for by %j as %j', (search, person) =>
    expect(personSought(filtersIn(search))).toEqual(person),
  );

  it('may be among attempts without a name: from their addresses, these networks, anywhere', () => {
    const filters = filtersIn('email=ana@x.org&application_name=Payroll&result=Failure&q=x');
    const places = namelessPlaces(filters, ['10.31.4.7', '10.31.9.1', '2001:db8:1::7', 'vpn.example.org']);
    const missing = ['missing=user_id', 'missing=upstream_user_id'];
    expect(
      places.map((place) => [
        place.words,
        writeFilters(place.filters).map(([param, value]) => `${param}=${value}`),
      ]),
    ).toEqual([
      [
        'from the addresses they use most',
        [
          'application_name=Payroll',
          'source_ip=10.31.4.7',
          'source_ip=10.31.9.1',
          'source_ip=2001:db8:1::7',
          'source_ip=vpn.example.org',
          ...missing,
        ],
      ],
      [
        'from the networks of these addresses',
        ['application_name=Payroll', 'source_ip=10.31.0.0/16', 'source_ip=2001:db8::/32', ...missing],
      ],
      ['from anywhere', ['application_name=Payroll', ...missing]],
    ]);
    expect(namelessPlaces(noFilters, [])).toEqual([
      { words: 'from any address', filters: { ...noFilters, missing: ['user_id', 'upstream_user_id'] } },
    ]);
  });

  it.each([
    [[0, 0, 9], [9]],
    [
      [2, 2, 9],
      [2, 9],
    ],
    [
      [2, 5, 5],
      [2, 5],
    ],
    [[0, 0, 0], []],
  ])('is offered of %j what holds more than the place before: %j', (counts, shown) =>
    expect(worthShowing(counts.map((count) => ({ count }))).map(({ count }) => count)).toEqual(shown),
  );
});
