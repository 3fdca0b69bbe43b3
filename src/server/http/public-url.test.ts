import { describe, expect, test } from 'vitest';
import { parsePublicUrl, withoutPath } from './public-url.ts';

describe('a public URL', () => {
  test.each([
    ['https://audit.example.org', 'https://audit.example.org', 'audit.example.org', undefined, ''],
    ['https://audit.example.org/', 'https://audit.example.org', 'audit.example.org', undefined, ''],
    ['HTTPS://Audit.Example.ORG:443/', 'https://audit.example.org', 'audit.example.org', undefined, ''],
    ['https://example.org:8443/audit/', 'https://example.org:8443', 'example.org', '8443', '/audit'],
    ['http://10.0.0.5:8080/a/b-c_d.e~f', 'http://10.0.0.5:8080', '10.0.0.5', '8080', '/a/b-c_d.e~f'],
    ['http://[2001:db8::1]/x', 'http://[2001:db8::1]', '[2001:db8::1]', undefined, '/x'],
    ['https://example.org/audit//', 'https://example.org', 'example.org', undefined, '/audit'],
    ['https://example.org/eventsource', 'https://example.org', 'example.org', undefined, '/eventsource'],
  ])('%s is read', (text, origin, hostName, port, path) =>
    expect(parsePublicUrl(text)).toEqual({
      origin,
      hostName,
      port,
      isHttps: origin.startsWith('https:'),
      path,
    }),
  );

  test.each([
    ['audit.example.org', /such as https/],
    ['ftp://example.org', /such as https/],
    ['https:audit.example.org', /such as https/],
    ['javascript:alert(1)', /such as https/],
    ['https://', /such as https/],
    ['https://me:secret@example.org', /without a name or password/],
    ['https://example.org/?a=b', /without “\?”/],
    ['https://example.org/#', /without “\?”/],
    ['https://example.org/a b', /its path/],
    ['https://example.org/%61udit', /its path/],
    ['https://example.org/a"b', /its path/],
    ['https://example.org/v1', /another is needed/],
    ['https://example.org/events/audit', /another is needed/],
    ['https://example.org/assets', /another is needed/],
    ['https://example.org/findings', /another is needed/],
    ['https://example.org/sources/audit', /another is needed/],
  ])('%s is refused in words', (text, words) => expect(parsePublicUrl(text)).toMatch(words));

  test.each([
    ['/audit', '/'],
    ['/audit/', '/'],
    ['/audit?q=/audit', '/?q=/audit'],
    ['/audit/events?x=1', '/events?x=1'],
    ['/events?x=1', '/events?x=1'],
    ['/auditor/events', '/auditor/events'],
    ['//audit//v1/about', '/v1/about'],
    ['/audit//evil.example', '/evil.example'],
    ['/audit/audit/events', '/audit/events'],
    ['/AUDIT/events', '/AUDIT/events'],
  ])('%s is for %s', (address, own) => expect(withoutPath(address, '/audit')).toBe(own));
});
