import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';

const token = 'a-long-token';
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
  };
  expect(read(given)).toEqual({
    port: 80,
    host: '0.0.0.0',
    isLoopback: false,
    dataFolder: '/d',
    token,
    ingestToken: `${token}2`,
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
    ['AUTH_AUDIT_INGEST_TOKEN', 'x'],
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
