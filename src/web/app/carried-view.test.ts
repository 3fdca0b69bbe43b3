import { describe, expect, it } from 'vitest';
import { type ViewPage, carriedView, viewPageOf } from './carried-view.ts';

const carried = (from: ViewPage, to: ViewPage, search: string) => {
  const { search: query, leftOut } = carriedView(from, to, new URLSearchParams(search), 'UTC');
  return { search: query.toString(), leftOut };
};

const shared =
  'application_name=Casting+Control&not_upstream_idp=Okta&missing=user_agent&q=marta&range=last+week&tz=Europe%2FBerlin';

describe('what goes along from page to page', () => {
  it.each([
    ['events', 'attempts'],
    ['events', 'overview'],
    ['attempts', 'events'],
    ['attempts', 'overview'],
    ['overview', 'events'],
    ['overview', 'attempts'],
  ] as const)('from %s to %s: filters, range and zone', (from, to) => {
    expect(carried(from, to, shared)).toEqual({ search: shared, leftOut: [] });
  });

  it.each([
    ['attempts', 'overview', 'outcome=failed&renewal=false&order=asc', 'outcome=failed&renewal=false', []],
    ['overview', 'attempts', 'stopped_at=Policy+Evaluation', 'stopped_at=Policy+Evaluation', []],
    ['events', 'attempts', 'columns=time&by=stage&selected=a1&order=asc', 'order=asc', []],
    [
      'attempts',
      'events',
      'outcome=failed&not_outcome=blocked&min_duration=5&result=Denied',
      'result=Denied',
      [
        '“Outcome Failed” is said of whole attempts, not of events, so it was left out.',
        '“NOT Outcome Blocked” is said of whole attempts, not of events, so it was left out.',
        '“Took at least 5 s” is said of whole attempts, not of events, so it was left out.',
      ],
    ],
    [
      'events',
      'overview',
      'missing=request_id&missing=user_id',
      'missing=user_id',
      ['“Request ID is not recorded” is said of events that belong to no attempt, so it was left out.'],
    ],
    [
      'attempts',
      'findings',
      'outcome=failed&source_ip=192.0.2.1&q=marta&range=30d&tz=UTC&order=asc',
      'source_ip=192.0.2.1&range=30d&tz=UTC',
      [
        '“Text “marta”” is nothing that findings are filtered by, so it was left out.',
        '“Outcome Failed” is nothing that findings are filtered by, so it was left out.',
      ],
    ],
    [
      'findings',
      'events',
      'severity=high&upstream_idp=Okta&range=30d&order=newest',
      'upstream_idp=Okta&range=30d',
      [],
    ],
  ] as const)('from %s to %s of %s: %s', (from, to, search, wanted, leftOut) => {
    expect(carried(from, to, search)).toEqual({ search: wanted, leftOut });
  });

  it.each([
    ['/events', 'events'],
    ['/attempts/', 'attempts'],
    ['/attempts/a1', undefined],
    ['/users/overview', undefined],
  ])('%s is %s', (path, page) => {
    expect(viewPageOf(path)).toBe(page);
  });
});
