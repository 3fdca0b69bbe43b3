import * as fc from 'fast-check';
import { properties as named } from '../../../contract/fields.ts';
import type { Filters } from '../../../contract/filters.ts';
import type { EventScope } from '../questions/scope.ts';
import { hosts, networks } from './hosts.ts';
import {
  exact,
  sampleExtraNames,
  requests,
  sampleResults,
  sessions,
  times,
  sampleUpstreams,
  users,
} from './samples.ts';

/* What can be asked of the histories of `samples.ts`. */

const valuesOf: Readonly<Record<string, readonly string[]>> = {
  user_id: users,
  upstream_user_id: sampleUpstreams,
  result: sampleResults,
  event: ['Success', 'Failure', 'a', ''],
  stage: ['Token', 'login', ''],
  step: ['Token', 'MFA Challenge', 'login', ''],
  step_result: sampleResults,
  source_ip: [...hosts, ...networks],
  request_id: requests,
  session: sessions,
  email: [...sampleUpstreams, 'ANN@EXAMPLE.ORG', 'CYD@X', 'I\u0307@ss.X', 'σασ@x', 'i@ss.x'],
};

const texts = [
  '1',
  'true',
  '1.5',
  'x\0y',
  '',
  '["😀"]',
  '{"b":1}',
  '9007199254740992',
  '1e+21',
  '1e21',
  '1e-7',
  '[]',
  '{}',
];
const valuesOfExtras = [...texts, ...exact.flatMap((digits) => [digits, `[${digits}]`])];

const properties = fc.oneof(
  fc.constantFrom(...Object.keys(valuesOf)),
  fc.constantFrom(...named.map(({ name }) => name)),
  fc.constantFrom(...sampleExtraNames.map((name) => `x.${name}`)),
);

const valuesFor = (property: string): fc.Arbitrary<string[]> =>
  fc.uniqueArray(
    fc.oneof(
      fc.constantFrom(...(valuesOf[property] ?? valuesOfExtras)),
      fc.constantFrom('%', '_', "'", 'no such value'),
    ),
    { minLength: 1, maxLength: 3 },
  );

const lists = fc
  .uniqueArray(
    properties.chain((property) => valuesFor(property).map((values) => [property, values] as const)),
    { selector: ([property]) => property, maxLength: 2 },
  )
  .map((entries): Filters['any'] => Object.fromEntries(entries));

const filters: fc.Arbitrary<Filters> = fc
  .record({
    any: lists,
    none: lists,
    missing: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.uniqueArray(properties, { maxLength: 1 }),
    ),
    q: fc.option(
      fc.constantFrom(
        'ann',
        'EXAMPLE',
        'r1',
        '%',
        '_',
        "'",
        '10.0',
        '\\',
        'b@c',
        '::',
        'SS',
        'ß',
        'i',
        'İ',
        'ΑΣ',
      ),
      {
        nil: undefined,
        freq: 3,
      },
    ),
  })
  .map(({ q, ...rest }) => (q === undefined ? rest : { ...rest, q }));

export const scopes: fc.Arbitrary<EventScope> = fc
  .tuple(filters, fc.option(times, { nil: undefined }), fc.option(times, { nil: undefined }))
  .map(([given, from, to]) => ({
    filters: given,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }));

export const countable = fc.oneof(
  fc.constantFrom('result', 'step_result', 'step', 'user_id', 'source_ip'),
  properties.filter((name) => name !== 'email'),
);
