import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createServiceAccount, documentOf } from '../../demo/platform/service-account.ts';
import { readDocument } from './document.ts';
import { parseJsonFile } from './json-file.ts';

const account = createServiceAccount();
const whole = documentOf(account, 'https://auth.example.org');

const read = (value: unknown) => {
  const file = parseJsonFile('d.json', Buffer.from(JSON.stringify(value, null, 1)));
  return typeof file === 'string' ? file : readDocument(file);
};

const withKey = (key: string) => read({ ...whole, status: { key } });
const withSpec = (spec: object) => read({ ...whole, spec: { ...whole.spec, ...spec } });

test('what is handed out, and what is downloaded', () => {
  const expected = {
    id: account.id,
    userId: account.userId,
    organisation: account.organisation,
    issuerUrl: 'https://auth.example.org',
    expires: BigInt(account.expires.getTime()) * 1_000n,
    key: whole.status.key.trim(),
  };
  expect(read(whole)).toEqual(expected);
  expect(read({ _builtin_original: whole, metadata: {}, note: 'x' })).toEqual(expected);
});

test('a key as SEC1, an expiry without a zone, none at all, a scope', () => {
  const sec1 = account.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  expect(withKey(sec1)).toMatchObject({ key: sec1.trim() });
  expect(withSpec({ expiry: '2027-01-31T00:00:00' })).toMatchObject({ expires: 1_801_353_600_000_000n });
  for (const expiry of [undefined, null, ''])
    expect(withSpec({ expiry })).toMatchObject({ id: account.id, expires: undefined });
  expect(withSpec({ scope: 'urn:x' })).toMatchObject({ scope: 'urn:x' });
});

describe('what is wrong', () => {
  test('each missing member is named', () => {
    expect(read({})).toEqual(
      ['metadata.id', 'spec.user_id', 'spec.org_id', 'spec.auth_issuer_url', 'status.key'].map(
        (name) => `d.json, line 1: “${name}” is missing.`,
      ),
    );
    expect(read([])).toEqual([expect.stringContaining('is an object with “metadata”, “spec” and “status”')]);
  });

  test('with its line, within what wraps it, too', () => {
    expect(read({ _builtin_original: { ...whole, metadata: { id: '' } } })).toEqual([
      'd.json, line 4: “metadata.id” is missing.',
    ]);
  });

  test.each([
    [{ user_id: 7 }, '“spec.user_id” must be a text'],
    [{ expiry: 'next year' }, '“spec.expiry” must be a time such as 2027-01-31T00:00:00Z'],
    [{ auth_issuer_url: 'http://auth.example.org' }, '“spec.auth_issuer_url” must begin with https://'],
    [{ auth_issuer_url: 'auth' }, '“spec.auth_issuer_url” must be an address'],
  ])('%j', (spec, message) => expect(withSpec(spec)).toEqual([expect.stringContaining(message)]));

  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  test.each([
    ['an RSA key', rsa.privateKey.export(pem), 'but is an RSA key'],
    ['an RSA key, PKCS1', rsa.privateKey.export({ ...pem, type: 'pkcs1' }), 'but is an RSA key'],
    ['another curve', p384.privateKey.export(pem), 'but is on the curve secp384r1'],
    ['an Edwards key', generateKeyPairSync('ed25519').privateKey.export(pem), 'but is an ED25519 key'],
    ['a public key', account.publicKey.export({ ...pem, type: 'spki' }), 'but is a public key'],
    [
      'an encrypted key',
      account.privateKey.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'x' }),
      'but is encrypted: it is needed without a passphrase',
    ],
    [
      'an encrypted key, SEC1',
      account.privateKey.export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      'but is encrypted',
    ],
    ['garbage', 'hello', 'from “-----BEGIN …” to “-----END …”'],
    ['a key that is cut', whole.status.key.slice(0, 100), 'but is damaged'],
    ['a key with a part missing', whole.status.key.replace(/^M.{20}/m, ''), 'but is damaged'],
  ])('%s', (_name, key, message) => {
    const problems = withKey(String(key));
    expect(problems).toEqual([
      expect.stringContaining('“status.key” must be an EC P-256 private key as PEM'),
    ]);
    expect(problems).toEqual([expect.stringContaining(message)]);
  });
});
