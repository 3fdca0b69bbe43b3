import { describe, expect, it } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { pageOf } from './page-of.ts';

describe('the page about a value', () => {
  it.each([
    ['email', 'ana@x.org', '/users/ana%40x.org'],
    ['upstream_user_id', 'a/b?c#d%', '/users/a%2Fb%3Fc%23d%25'],
    ['source_ip', '2001:db8::7', '/addresses/2001%3Adb8%3A%3A7'],
    ['session', 's', '/sessions/s'],
    ['trace_id', 't', '/traces/t'],
    ['token_id', 'k', '/attempts?token_id=k'],
  ])('of %s %s is %s', (property, value, to) => {
    expect(pageOf(property, value)?.to).toBe(to);
  });

  it('knows when an attempt was, and looks at all time where that is needed', () => {
    expect(pageOf('request_id', 'r', { at: micros(0n) })?.to).toBe('/attempts/r?at=1970-01-01T00%3A00%3A00Z');
    expect(pageOf('user_id', 'u', { outside: true })?.to).toBe('/users/u?range=all');
  });

  it('is none for what has none, and for what no address holds', () => {
    for (const property of ['email', 'source_ip', 'request_id', 'session', 'trace_id', 'token_id'])
      expect(pageOf(property, '字'.repeat(17_000))).toBeUndefined();
    expect(pageOf('application_name', 'Payroll')).toBeUndefined();
  });
});
