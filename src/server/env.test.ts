import { describe, expect, test } from 'vitest';
import { thresholdsSchema } from '../contract/thresholds.ts';
import { readEnv } from './env.ts';

const token = 'f3Qk-9zL_x2Rw8vT';
const read = (variables: Readonly<Record<string, string>>) => {
  const outcome = readEnv(variables);
  return 'env' in outcome ? outcome.env : outcome.problems;
};

test('nothing set: the documented defaults', () => {
  expect(read({})).toEqual({
    port: 8080,
    host: '127.0.0.1',
    isLoopback: true,
    dataFolder: './data',
    token: undefined,
    ingestToken: undefined,
    publicUrl: undefined,
    proxies: undefined,
    sessionHours: { most: 24, idle: 8 },
    retention: undefined,
    thresholds: thresholdsSchema.parse({}),
    sourcesFile: undefined,
  });
});

test('an empty variable is an absent one', () => {
  expect(read({ PORT: '', HOST: '', AUTH_AUDIT_DATA: '', AUTH_AUDIT_TOKEN: '' })).toEqual(read({}));
});

test('all set', () => {
  const given = {
    PORT: '80',
    HOST: '0.0.0.0',
    AUTH_AUDIT_DATA: '/d',
    AUTH_AUDIT_TOKEN: token,
    AUTH_AUDIT_INGEST_TOKEN: `${token}2`,
    AUTH_AUDIT_FINDINGS: '{"spray":{"users":20},"stands_out":{"points":12.5}}',
    AUTH_AUDIT_SOURCES: './sources.json',
  };
  expect(read(given)).toEqual({
    port: 80,
    host: '0.0.0.0',
    isLoopback: false,
    dataFolder: '/d',
    token,
    ingestToken: `${token}2`,
    publicUrl: undefined,
    proxies: undefined,
    sessionHours: { most: 24, idle: 8 },
    retention: undefined,
    thresholds: thresholdsSchema.parse({ spray: { users: 20 }, stands_out: { points: 12.5 } }),
    sourcesFile: './sources.json',
  });
});

describe('a bad variable is named', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', '100000'],
    ['AUTH_AUDIT_TOKEN', 'short'],
    ['AUTH_AUDIT_TOKEN', 'with a space'],
    ['AUTH_AUDIT_TOKEN', 'übermäßig'],
    ['AUTH_AUDIT_TOKEN', 'fifteen-chars-x'],
    ['AUTH_AUDIT_TOKEN', 'password12345678'],
    ['AUTH_AUDIT_TOKEN', 'Secret-Token-123'],
    ['AUTH_AUDIT_TOKEN', 'abababababababab'],
    ['AUTH_AUDIT_TOKEN', '1234567890123456'],
    ['AUTH_AUDIT_INGEST_TOKEN', 'x'],
    ['AUTH_AUDIT_INGEST_TOKEN', 'changemechangeme'],
  ])('%s=%s', (name, value) =>
    expect(read({ [name]: value })).toEqual([expect.stringMatching(`^${name} must be`)]),
  );

  test('each of several, and the missing token with them', () => {
    const problems = read({ PORT: 'x', AUTH_AUDIT_INGEST_TOKEN: 'x', HOST: '0.0.0.0' });
    expect(problems).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^AUTH_AUDIT_INGEST_TOKEN /),
      expect.stringMatching(/^AUTH_AUDIT_TOKEN must be set/),
    ]);
  });
});

test('one token is not for both purposes', () => {
  expect(read({ AUTH_AUDIT_TOKEN: token, AUTH_AUDIT_INGEST_TOKEN: token })).toEqual([
    expect.stringMatching(/^AUTH_AUDIT_INGEST_TOKEN must differ from AUTH_AUDIT_TOKEN/),
  ]);
});

test.each(['AUTH_AUDIT_TOKN', 'AUTH_AUDIT_token', 'auth_audit_token', 'AUTH_AUDIT_'])(
  '%s is told to be unknown',
  (name) => {
    expect(read({ [name]: token })).toEqual([
      expect.stringMatching(`^${name} is no variable of this program: .*AUTH_AUDIT_TOKEN`),
    ]);
    expect(read({ [name]: '' })).toEqual(read({}));
  },
);

describe('how long events are kept', () => {
  test.each([
    ['1d', { count: 1, unit: 'd' }],
    ['400d', { count: 400, unit: 'd' }],
    ['36525d', { count: 36_525, unit: 'd' }],
    ['1mo', { count: 1, unit: 'mo' }],
    ['18mo', { count: 18, unit: 'mo' }],
  ])('%s', (text, retention) => {
    expect(read({ AUTH_AUDIT_RETENTION: text })).toMatchObject({ retention });
  });

  test.each([
    '0d',
    '400',
    '400 d',
    '1y',
    '18m',
    '-5d',
    '1.5mo',
    '007d',
    '36526d',
    '1201mo',
    '400D',
    'for ever',
  ])('%s is refused, with an example', (text) => {
    expect(read({ AUTH_AUDIT_RETENTION: text })).toEqual([
      'AUTH_AUDIT_RETENTION must be days or months, such as 400d or 18mo, from 1d to 36525d or 1200mo.',
    ]);
  });
});

describe('thresholds of findings', () => {
  test('those that are not given are the defaults', () => {
    expect(read({ AUTH_AUDIT_FINDINGS: '{"brute_force":{"minutes":0.5}}' })).toMatchObject({
      thresholds: { brute_force: { attempts: 10, minutes: 0.5 }, spray: { users: 10, minutes: 60 } },
    });
  });

  test.each([
    ['{spray:', /^AUTH_AUDIT_FINDINGS must be JSON/],
    ['[]', /^AUTH_AUDIT_FINDINGS is not valid/],
    ['{"spray":7}', /^AUTH_AUDIT_FINDINGS\.spray is not valid/],
    ['{"spray":{"users":0}}', /^AUTH_AUDIT_FINDINGS\.spray\.users is not valid/],
    ['{"spray":{"users":2.5}}', /^AUTH_AUDIT_FINDINGS\.spray\.users is not valid/],
    ['{"spray":{"users":"20"}}', /^AUTH_AUDIT_FINDINGS\.spray\.users is not valid/],
    ['{"sprai":{}}', /^AUTH_AUDIT_FINDINGS\.sprai is not a threshold/],
    ['{"retrying":{"attempts":2}}', /^AUTH_AUDIT_FINDINGS\.retrying\.attempts is not valid/],
  ])('%s is refused by name', (text, problem) => {
    expect(read({ AUTH_AUDIT_FINDINGS: text })).toEqual([expect.stringMatching(problem)]);
  });

  test('each of several is named', () => {
    expect(read({ AUTH_AUDIT_FINDINGS: '{"spray":{"users":-1,"people":3},"other":{}}', PORT: 'x' })).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^AUTH_AUDIT_FINDINGS\.spray\.users /),
      expect.stringMatching(/^AUTH_AUDIT_FINDINGS\.spray\.people is not a threshold/),
      expect.stringMatching(/^AUTH_AUDIT_FINDINGS\.other is not a threshold/),
    ]);
  });
});

describe('beyond loopback', () => {
  test.each([
    '0.0.0.0',
    '::',
    '192.168.1.2',
    'example.org',
    '128.0.0.1',
    'localhost.example.org',
    '127.0.0.1.example.org',
  ])('%s is refused without a token, by a sentence that says what to set', (host) => {
    expect(read({ HOST: host, AUTH_AUDIT_INGEST_TOKEN: token })).toEqual([
      expect.stringMatching(/^AUTH_AUDIT_TOKEN must be set when HOST \(.*\) is not a loopback address/),
    ]);
    expect(read({ HOST: host, AUTH_AUDIT_TOKEN: token })).toMatchObject({ isLoopback: false });
  });

  test.each([
    ['localhost', 'localhost'],
    ['LOCALHOST', 'LOCALHOST'],
    ['127.0.0.1', '127.0.0.1'],
    ['127.1.2.3', '127.1.2.3'],
    ['::1', '::1'],
    ['[::1]', '::1'],
  ])('%s is loopback', (given, host) =>
    expect(read({ HOST: given })).toMatchObject({ isLoopback: true, host }),
  );
});

describe('behind a proxy', () => {
  const own = { AUTH_AUDIT_TOKEN: token, AUTH_AUDIT_PUBLIC_URL: 'https://example.org/audit/' };

  test('the public URL and the proxies are read', () => {
    const env = read({ ...own, AUTH_AUDIT_TRUSTED_PROXIES: 'loopback, 10.0.0.0/8' });
    expect(env).toMatchObject({ publicUrl: { origin: 'https://example.org', path: '/audit' } });
    expect('proxies' in env && env.proxies?.has('10.1.2.3')).toBe(true);
  });

  test.each([
    [
      { AUTH_AUDIT_PUBLIC_URL: own.AUTH_AUDIT_PUBLIC_URL },
      /^AUTH_AUDIT_TOKEN must be set when AUTH_AUDIT_PUBLIC_URL is/,
    ],
    [{ ...own, AUTH_AUDIT_PUBLIC_URL: 'example.org' }, /^AUTH_AUDIT_PUBLIC_URL must be an address such as/],
    [
      { ...own, AUTH_AUDIT_TRUSTED_PROXIES: 'nginx' },
      /^AUTH_AUDIT_TRUSTED_PROXIES must be addresses.*not “nginx”/,
    ],
    [
      { AUTH_AUDIT_TOKEN: token, AUTH_AUDIT_TRUSTED_PROXIES: 'loopback' },
      /^AUTH_AUDIT_PUBLIC_URL must be set when AUTH_AUDIT_TRUSTED_PROXIES is/,
    ],
  ])('half of it is refused: %o', (given, problem) =>
    expect(read(given)).toEqual([expect.stringMatching(problem)]),
  );
});

describe('how long sessions last', () => {
  test('in hours', () =>
    expect(read({ AUTH_AUDIT_SESSION_HOURS: '720', AUTH_AUDIT_IDLE_HOURS: '72' })).toMatchObject({
      sessionHours: { most: 720, idle: 72 },
    }));

  test.each(['0', '8761', '-1', '1.5', 'x', '99999'])('not %s', (value) => {
    for (const name of ['AUTH_AUDIT_SESSION_HOURS', 'AUTH_AUDIT_IDLE_HOURS'])
      expect(read({ [name]: value })).toEqual([`${name} must be hours, 1 to 8760.`]);
  });
});
