import { type Micros, formatInstant, micros, microsPerDay } from '../../contract/instant.ts';
import { type AuditRecord, saidIn } from '../../contract/record.ts';
import { firstNames, lastNames } from './names.ts';

/** An entry as `GET /users` has it. */
type DemoUser = Readonly<Record<string, string>>;

/** Names as they are written, by how addresses have them. */
const written = new Map([...firstNames, ...lastNames].map((name) => [name.toLowerCase(), name]));

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** The words of an id or an address, as a name is written: `marta.almeida@…`, `svc-roster-sync-alder`. */
const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/@.*$/, '')
    .replace(/^svc-/, '')
    .split(/[.\-_]/)
    .filter((word) => word !== '')
    .map((word) => written.get(word) ?? capital(word));

/** Who is who among those who sign in: everybody whom the generated records name, as their directory would list them. */
export class DemoDirectory {
  readonly #users = new Map<string, DemoUser>();
  readonly #since: Micros;

  /** @param until the end of the records */
  constructor(until: Micros) {
    this.#since = micros(until - 400n * microsPerDay);
  }

  /** Learn of the user of a record. */
  meet(record: AuditRecord): void {
    const [id, upstream, org] = [
      saidIn(record, 'user_id'),
      saidIn(record, 'upstream_user_id'),
      saidIn(record, 'org_id'),
    ];
    if (id === undefined || this.#users.has(id)) return;
    const isService = id.startsWith('svc-');
    if (!isService && upstream === undefined) return;
    const [first = '', ...others] = wordsOf(upstream ?? id);
    const last = others.join(' ');
    this.#users.set(id, {
      id,
      ...(org === undefined ? {} : { org_id: org }),
      ...(isService
        ? { display_name: [first, ...others].join(' '), type: 'service_account' }
        : { email: upstream ?? '', first_name: first, last_name: last, type: 'user' }),
      status: 'active',
      created: formatInstant(this.#since),
      updated: formatInstant(this.#since),
    });
  }

  get users(): readonly DemoUser[] {
    return [...this.#users.values()];
  }
}
