import { expect, test } from 'vitest';
import { subjectOf } from './subject.ts';

test.each([
  [
    {
      user: 'u1',
      email: 'ana@example.org',
      name: 'Ana',
      source_ip: '192.0.2.1',
      application_name: 'Grafana',
    },
    { property: 'user', value: 'u1', shown: 'ana@example.org', name: 'Ana', aside: '192.0.2.1' },
  ],
  [{ user: 'u1' }, { property: 'user', value: 'u1', shown: 'u1' }],
  [{ source_ip: '192.0.2.1' }, { property: 'source_ip', value: '192.0.2.1', shown: '192.0.2.1' }],
  [{ upstream_idp: 'Okta' }, { property: 'upstream_idp', value: 'Okta', shown: 'Okta' }],
  [{ application_name: 'Wiki' }, { property: 'application_name', value: 'Wiki', shown: 'Wiki' }],
  [{}, undefined],
])('a finding about %j is told by whom or what is first of it', (subject, told) => {
  expect(subjectOf(subject)).toEqual(told);
});
