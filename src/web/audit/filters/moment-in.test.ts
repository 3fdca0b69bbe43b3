import { describe, expect, it } from 'vitest';
import { formatInstant, microsOfMs } from '../../../contract/instant.ts';
import { momentIn } from './moment-in.ts';

const now = microsOfMs(Date.UTC(2026, 2, 18, 12));

const read = (text: string, zone = 'UTC') => {
  const range = momentIn(text, zone, now);
  return range?.kind === 'between' && range.from !== undefined && range.to !== undefined
    ? `${formatInstant(range.from)} ${formatInstant(range.to)}`
    : undefined;
};

describe('the time in a text', () => {
  it.each([
    ['Refused at 09:12, says Ana', '2026-03-18T08:42:00Z 2026-03-18T09:42:00Z'],
    ['since 16:10 she cannot', '2026-03-17T15:40:00Z 2026-03-17T16:40:00Z'],
    ['2026-03-16 09:12:30 ana@x.org', '2026-03-16T08:42:30Z 2026-03-16T09:42:30Z'],
    ['[2026-03-16T09:12:30Z] refused', '2026-03-16T08:42:30Z 2026-03-16T09:42:30Z'],
    ['on 2026-03-16 she', '2026-03-16T00:00:00Z 2026-03-17T00:00:00Z'],
    ['on 16 March at 09:12 UTC', '2026-03-16T08:42:00Z 2026-03-16T09:42:00Z'],
    ['Mar 16, 2026 9:12 am', '2026-03-16T08:42:00Z 2026-03-16T09:42:00Z'],
  ])('%j', (text, expected) => expect(read(text)).toBe(expected));

  it('is that of the zone on the screen, unless it says another', () => {
    expect(read('at 09:12', 'Europe/Berlin')).toBe('2026-03-18T07:42:00Z 2026-03-18T08:42:00Z');
    expect(read('at 09:12 UTC', 'Europe/Berlin')).toBe('2026-03-18T08:42:00Z 2026-03-18T09:42:00Z');
  });

  it.each(['ana@x.org', '2001:db8::10:30', '10.31.0.0/16', 'request 99:99', 'https://x.org:8443/a', ''])(
    'is not in %j',
    (text) => expect(read(text)).toBeUndefined(),
  );
});
