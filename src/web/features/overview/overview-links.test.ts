import { describe, expect, it } from 'vitest';
import { failures } from '../../../contract/outcome.ts';
import { readAttemptsUrl } from '../../audit/explorer/attempts-url.ts';
import { attemptsLink, canNarrow, eventsLink, queryLink, spanEntries } from './overview-links.ts';

const viewOf = (search: string) => readAttemptsUrl(new URLSearchParams(search), 'UTC').view;
const plain = (path: string) => decodeURIComponent(path);

describe('a link from the overview', () => {
  const view = viewOf('upstream_idp=Okta&range=24h&tz=Europe/Berlin&order=asc&live=1');

  it.each([
    [{}, '/attempts?upstream_idp=Okta&range=24h&tz=Europe/Berlin'],
    [{ outcomes: ['failed'] }, '/attempts?outcome=failed&upstream_idp=Okta&range=24h&tz=Europe/Berlin'],
    [{ renewal: true }, '/attempts?renewal=true&upstream_idp=Okta&range=24h&tz=Europe/Berlin'],
    [
      { stoppedAt: 'Token', values: { step_result: 'Denied' } },
      '/attempts?stopped_at=Token&upstream_idp=Okta&step_result=Denied&range=24h&tz=Europe/Berlin',
    ],
  ] as const)('to attempts, narrowed by %j, carries filters, range and zone', (more, path) => {
    expect(plain(attemptsLink(view, more))).toBe(path);
  });

  it('to events carries them too', () => {
    expect(plain(eventsLink(view, { values: { step_result: 'Denied' } }))).toBe(
      '/events?upstream_idp=Okta&step_result=Denied&range=24h&tz=Europe/Berlin',
    );
  });

  it('to a user or an address carries range and zone', () => {
    expect(spanEntries(view)).toEqual([
      ['range', '24h'],
      ['tz', 'Europe/Berlin'],
    ]);
  });

  it('carries on whether renewals are among the attempts', () => {
    const only = viewOf('renewal=true');
    expect(attemptsLink(only, { outcomes: ['failed'] })).toBe('/attempts?outcome=failed&renewal=true');
    expect(attemptsLink(viewOf('renewal=false'), { stoppedAt: 'Token' })).toBe(
      '/attempts?stopped_at=Token&renewal=false',
    );
  });

  it('is short where nothing is chosen', () => {
    expect(attemptsLink(viewOf(''))).toBe('/attempts');
  });

  it.each([
    ['outcome=blocked&outcome=failed', '/attempts?outcome=failed'],
    ['not_outcome=signed_in', '/attempts?outcome=failed'],
    ['outcome=signed_in', '/attempts?outcome=failed'],
    ['not_outcome=blocked', '/attempts?outcome=failed'],
  ])('never widens %s beyond what is counted', (search, path) => {
    expect(attemptsLink(viewOf(search), { outcomes: ['failed'] })).toBe(path);
  });
});

it('of outcomes, those that the view excludes are not shown', () => {
  expect(attemptsLink(viewOf('not_outcome=blocked'), { outcomes: ['failed', 'blocked'] })).toBe(
    '/attempts?outcome=failed',
  );
});

describe('a link to attempts with a value, under a filter of the same property,', () => {
  const values = { step: 'Token' };

  it('is to that value alone of those looked for', () => {
    const view = viewOf('step=Token&step=MFA+Challenge');
    expect(canNarrow(view, values)).toBe(true);
    expect(attemptsLink(view, { values })).toBe('/attempts?step=Token');
  });

  it('is none where another value is looked for: an address cannot ask for both', () => {
    expect(canNarrow(viewOf('step=MFA+Challenge'), values)).toBe(false);
    expect(canNarrow(viewOf('not_step=MFA+Challenge'), values)).toBe(true);
  });
});

describe('a link to what an answer counted', () => {
  const query = {
    source_ip: ['203.0.113.66'],
    not_org_name: ['a&b', 'c'],
    dt_from: ['2026-03-17T23:00:00Z'],
    dt_to: ['2026-03-18T00:00:00Z'],
  };

  it('says the same in the words of our addresses', () => {
    const path = queryLink('events', query, { tz: 'Europe/Berlin' });
    expect(plain(path)).toBe(
      '/events?source_ip=203.0.113.66&not_org_name=a&b&not_org_name=c' +
        '&from=2026-03-17T23:00:00Z&to=2026-03-18T00:00:00Z&tz=Europe/Berlin',
    );
  });

  it('is understood by the page it leads to', () => {
    const counted = { ...query, stopped_at: ['Token'], renewal: ['false'] };
    const path = queryLink('attempts', counted, {}, failures);
    const { view, notices } = readAttemptsUrl(new URL(path, 'http://localhost').searchParams, 'UTC');
    expect(notices).toEqual([]);
    expect(view.filters.none).toEqual({ org_name: ['a&b', 'c'] });
    expect(view.attempts).toMatchObject({ outcomes: failures, stoppedAt: ['Token'], renewal: false });
    expect(view.range.kind).toBe('between');
  });

  it('keeps to the outcomes that were counted', () => {
    const path = queryLink('attempts', { outcome: ['failed', 'signed_in'] }, {}, failures);
    expect(path).toBe('/attempts?outcome=failed');
  });
});
