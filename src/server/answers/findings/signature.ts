import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Thresholds } from '../../../contract/thresholds.ts';

const digestOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The program that finds: built, it is this one file. */
const program = digestOf(readFileSync(fileURLToPath(import.meta.url)));

/** Changes with whatever decides what is found: what was found under another is found anew. */
export const findingSignature = (thresholds: Thresholds): string =>
  digestOf(`${program} ${JSON.stringify(thresholds)}`);
