import { expect, test } from 'vitest';
import { readFindingsUrl, withFindingChoice, writeFindingsUrl } from './findings-url.ts';

test.each([
  '',
  'severity=high&severity=low&kind=spray&user=ana%40example.org&source_ip=2001%3Adb8%3A%3A1',
  'application_name=A+%26+B&upstream_idp=Okta&order=newest&range=30d&tz=Europe%2FBerlin&selected=x1',
])('a view is read as it was written: %s', (address) => {
  const { view, notices } = readFindingsUrl(new URLSearchParams(address), 'UTC');
  expect(notices).toEqual([]);
  expect(writeFindingsUrl(view).toString()).toBe(address);
});

test('what cannot be used is said and ignored', () => {
  const { view, notices } = readFindingsUrl(
    new URLSearchParams('kind=riot&severity=fatal&order=asc&outcome=failed&kind=spray'),
    'UTC',
  );
  expect(view).toMatchObject({ findings: { kind: ['spray'] }, first: 'gravest' });
  expect(notices).toEqual([
    '“riot” is not a kind of finding, so it was ignored.',
    '“fatal” is not a severity, so it was ignored.',
    '“asc” is not an order of findings, so the gravest come first.',
    '“outcome” is not a property that findings can be filtered by, so it was ignored.',
  ]);
});

test('a value is chosen beside others, and let go again', () => {
  const one = withFindingChoice({ user: ['ana'] }, 'kind', 'spray');
  const two = withFindingChoice(one, 'kind', 'retrying');
  expect(two).toEqual({ user: ['ana'], kind: ['spray', 'retrying'] });
  expect(withFindingChoice(withFindingChoice(two, 'kind', 'spray'), 'kind', 'retrying')).toEqual({
    user: ['ana'],
  });
});
