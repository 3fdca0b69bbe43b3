import { describe, expect, it } from 'vitest';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import { resolveRange } from '../time/range.ts';
import { readExplorerUrl, writeExplorerUrl } from './explorer-url.ts';
import { sharedView } from './shared-link.ts';

const asOf: Micros = parseInstant('2026-03-18T09:30:00Z') ?? micros(0n);

const shared = (search: string, moving: boolean): string => {
  const { view } = readExplorerUrl(new URLSearchParams(search), 'Europe/Berlin');
  const sharing = { moving, zone: 'Europe/Berlin' };
  const link = sharedView(view, resolveRange(view.range, asOf), asOf, sharing);
  return decodeURIComponent(`?${new URLSearchParams(writeExplorerUrl(link))}`);
};

describe('a shared link', () => {
  it.each([
    [
      'range=24h&result=Failure',
      '?result=Failure&from=2026-03-17T09:30:00Z&to=2026-03-18T09:30:00Z&tz=Europe/Berlin',
    ],
    ['range=yesterday', '?from=2026-03-16T23:00:00Z&to=2026-03-17T23:00:00Z&calendar=day&tz=Europe/Berlin'],
    ['range=all&live=1', '?to=2026-03-18T09:30:00Z&tz=Europe/Berlin'],
    ['from=2026-03-01T00:00:00Z', '?from=2026-03-01T00:00:00Z&to=2026-03-18T09:30:00Z&tz=Europe/Berlin'],
  ])('holds %s at instants', (search, link) => {
    expect(shared(search, false)).toBe(link);
  });

  it('goes on moving when it is asked to', () => {
    expect(shared('range=24h&tz=local&live=1', true)).toBe('?range=24h&tz=Europe/Berlin&live=1');
  });
});
