import { describe, expect, it } from 'vitest';
import { writeAttemptsUrl } from '../../audit/explorer/attempts-url.ts';
import { overviewKey, readOverviewUrl } from './overview-url.ts';

const read = (search: string) => readOverviewUrl(new URLSearchParams(search), 'UTC');

describe('the address of the overview', () => {
  it.each([
    '',
    'range=24h&live=1',
    'outcome=failed&stopped_at=Token&renewal=false&upstream_idp=Okta&range=30d&tz=UTC',
  ])('“%s” is read and written the same', (search) => {
    const { view, notices } = read(search);
    expect(notices).toEqual([]);
    expect(new URLSearchParams(writeAttemptsUrl(view)).toString()).toBe(
      new URLSearchParams(search).toString(),
    );
  });

  it('has no rows that could be ordered', () => {
    expect(read('order=asc').view.order).toBe('desc');
  });

  it('says what it could not use', () => {
    expect(read('range=gestern&outcome=lost').notices).toHaveLength(2);
  });

  it('counts the same whatever the zone, and while live', () => {
    expect(overviewKey(read('range=24h&live=1&tz=Europe/Berlin').view)).toBe(
      overviewKey(read('range=24h').view),
    );
    expect(overviewKey(read('range=24h').view)).not.toBe(overviewKey(read('range=24h&outcome=failed').view));
  });
});
