import { type KeyObject, generateKeyPairSync } from 'node:crypto';

/** An account of a program, as the platform knows it, with the key that only its document has. */
export type ServiceAccount = {
  readonly id: string;
  readonly userId: string;
  readonly organisation: string;
  readonly expires: Date;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
};

export const createServiceAccount = (given: Partial<ServiceAccount> = {}): ServiceAccount => ({
  id: 'Jq8Vn2bTz4',
  userId: 'svc-audit-reader',
  organisation: 'org-harbour',
  expires: new Date(Date.UTC(2099, 0, 1)),
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ...given,
});

/** The document that the platform hands out for an account. */
export const documentOf = (account: ServiceAccount, issuerUrl: string) => ({
  metadata: { id: account.id, created: '2026-01-02T03:04:05.000006Z' },
  spec: {
    user_id: account.userId,
    org_id: account.organisation,
    auth_issuer_url: issuerUrl,
    expiry: account.expires.toISOString(),
  },
  status: { key: account.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
});
