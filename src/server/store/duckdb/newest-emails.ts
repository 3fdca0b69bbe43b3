import type { DuckDBConnection } from '@duckdb/node-api';
import type { Micros } from '../../../contract/instant.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { readNewestEmails, taughtIn } from './known-emails.ts';
import { rowsOf } from './sql.ts';

/** By user_id the address that its newest record has. */
export class NewestEmails {
  readonly #emails = new Map<string, { readonly email: string; readonly time: Micros }>();

  /** Take in those of stored events. Records that are noted meanwhile are newer than others of their time. */
  async load(connection: DuckDBConnection): Promise<void> {
    const read = await readNewestEmails(async (sql, params) => rowsOf(connection, sql, params));
    // each user's last one is its newest
    for (const { userId, email, time } of new Map(read.map((each) => [each.userId, each])).values()) {
      const known = this.#emails.get(userId);
      if (!known || known.time < time) this.#emails.set(userId, { email, time });
    }
  }

  /** Take in a record that was stored after all that are known. */
  note(record: AuditRecord, time: Micros): void {
    const address = taughtIn(record);
    if (!address) return;
    const known = this.#emails.get(address.userId);
    if (!known || known.time <= time) this.#emails.set(address.userId, { email: address.email, time });
  }

  of(userId: string): string | undefined {
    return this.#emails.get(userId)?.email;
  }

  /** All events before an instant are gone. */
  forgetBefore(floor: Micros): void {
    for (const [user, { time }] of this.#emails) if (time < floor) this.#emails.delete(user);
  }
}
