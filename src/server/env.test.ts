import { describe, expect, test } from 'vitest';
import { thresholdsSchema } from '../contract/findings.ts';
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
    thresholds: thresholdsSchema.parse({}),
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
  };
  expect(read(given)).toEqual({
    port: 80,
    host: '0.0.0.0',
    isLoopback: false,
    dataFolder: '/d',
    token,
    ingestToken: `${token}2`,
    thresholds: thresholdsSchema.parse({ spray: { users: 20 }, stands_out: { points: 12.5 } }),
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
