import type { Micros } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';

/** A record with what it was given when it was stored: its instant, its id, and a sequence that no two events share. */
export type StoredEvent = {
  readonly time: Micros;
  readonly sequence: bigint;
  readonly id: string;
  readonly record: AuditRecord;
};
