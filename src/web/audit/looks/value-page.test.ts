import { describe, expect, it } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { valuePage } from './value-page.ts';

describe('the page about a value', () => {
  it.each([
    ['email', 'ana@x.org', 'user', '/users/ana%40x.org?range=all'],
    ['user_id', 'u', 'user', '/users/u?range=all'],
    ['upstream_user_id', 'a/b?c#d%', 'user', '/users/a%2Fb%3Fc%23d%25?range=all'],
    ['source_ip', '2001:db8::7', 'address', '/addresses/2001%3Adb8%3A%3A7?range=all'],
    ['source_ip', '10.31.0.0/16', 'network', '/addresses/10.31.0.0%2F16?range=all'],
    ['request_id', 'r', 'attempt', '/attempts/r'],
    ['session', 's', 'session', '/sessions/s'],
    ['trace_id', 't', 'trace', '/traces/t'],
    ['token_id', 'k', 'token', '/attempts?token_id=k&range=all'],
  ])('of %s %s is that of a %s: %s', (property, value, noun, to) => {
    expect(valuePage(property, value)).toEqual({ noun, isList: property === 'token_id', to });
    expect(valuePage(property, '字'.repeat(17_000))).toBeUndefined();
  });

  it('knows when an attempt was', () => {
    expect(valuePage('request_id', 'r', micros(0n))?.to).toBe('/attempts/r?at=1970-01-01T00%3A00%3A00Z');
  });

  it.each(['application_name', 'client_id', 'additional.constructor', 'constructor'])(
    'is none for a value of %s',
    (property) => expect(valuePage(property, 'Payroll')).toBeUndefined(),
  );
});
