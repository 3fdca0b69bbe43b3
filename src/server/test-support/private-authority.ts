import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether certificates can be made on this machine. */
export const canMakeCertificates = spawnSync('openssl', ['version']).status === 0;

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** An authority of one's own, which nobody knows. */
export class PrivateAuthority {
  /** Its certificate as PEM. */
  readonly ca: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'audit-authority-'));

  constructor() {
    const made = ['-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=An authority for tests', '-days', '2'];
    this.#openssl('req', '-x509', ...newKey, ...made);
    this.ca = this.#read('ca.pem');
  }

  /** A key and a certificate for names such as `DNS:api.example.org` or `IP:127.0.0.1`; with -1 day it has expired. */
  certify(names: string, days = 1): { readonly key: string; readonly cert: string } {
    writeFileSync(join(this.#folder, 'names'), `subjectAltName=${names}\n`);
    this.#openssl(
      'req',
      ...newKey,
      '-keyout',
      'own.key',
      '-out',
      'own.csr',
      '-subj',
      '/CN=A server for tests',
    );
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
    this.#openssl('x509', '-req', '-in', 'own.csr', '-out', 'own.pem', '-days', String(days), ...signing);
    return { key: this.#read('own.key'), cert: this.#read('own.pem') };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }

  #openssl(...command: readonly string[]): void {
    const { status, stderr } = spawnSync('openssl', command, { cwd: this.#folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
}
