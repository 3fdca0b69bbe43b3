import { type KeyObject, createPrivateKey } from 'node:crypto';

const expected = 'must be an EC P-256 private key as PEM';

/** Read the key of an authentication document, PKCS8 or SEC1. @returns what is wrong with it, to be read after its name */
export const readPrivateKey = (pem: string): KeyObject | string => {
  if (/ENCRYPTED/.test(pem)) return `${expected}, but is encrypted: it is needed without a passphrase`;
  const kind = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
  if (kind === undefined) return `${expected}, from “-----BEGIN …” to “-----END …”`;
  if (!kind.endsWith('PRIVATE KEY')) return `${expected}, but is a ${kind.toLowerCase()}`;
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return `${expected}, but is damaged`;
  }
  const type = key.asymmetricKeyType ?? 'unknown';
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (type !== 'ec') return `${expected}, but is an ${type.toUpperCase()} key`;
  if (curve !== 'prime256v1') return `${expected}, but is on the curve ${curve}`;
  return key;
};
