import type { Micros } from '../../../contract/instant.ts';

/** What a service account signs in with, as the platform hands it out. */
export type AuthenticationDocument = {
  readonly id: string;
  readonly userId: string;
  readonly organisation: string;
  readonly issuerUrl: string;
  readonly expires: Micros | undefined;
  /** PEM of an EC P-256 private key. */
  readonly key: string;
  readonly scope?: string;
};
