import { fold } from '../../../contract/fold.ts';

/** Addresses of user_ids, as one way of learning them tells. */
class Pairs {
  readonly #users = new Map<string, Set<string>>();
  readonly #addresses = new Map<string, readonly string[]>();

  of(userId: string): readonly string[] {
    return this.#addresses.get(userId) ?? [];
  }

  usersOf(email: string): ReadonlySet<string> | undefined {
    return this.#users.get(fold(email));
  }

  add(userId: string, email: string): void {
    const users = this.#users.get(fold(email)) ?? new Set();
    this.#users.set(fold(email), users.add(userId));
    this.#addresses.set(userId, [...this.of(userId), email]);
  }

  forget(userId: string): void {
    for (const email of this.of(userId)) {
      const users = this.#users.get(fold(email));
      users?.delete(userId);
      if (users?.size === 0) this.#users.delete(fold(email));
    }
    this.#addresses.delete(userId);
  }
}

/** Which addresses are known for which user_ids: from records, and from directories, which can take them back. */
export class KnownAddresses {
  #recorded = new Pairs();
  readonly #listed = new Pairs();

  /** Learn from a record an address that none has told for the user_id, whatever its case. */
  add(userId: string, email: string): void {
    this.#recorded.add(userId, email);
  }

  /** Records tell these now, and no others. */
  relearn(told: Iterable<{ readonly userId: string; readonly email: string }>): void {
    this.#recorded = new Pairs();
    for (const { userId, email } of told) this.#recorded.add(userId, email);
  }

  /** The addresses that directories have for a user_id now. */
  list(userId: string, emails: readonly string[]): void {
    this.#listed.forget(userId);
    const folded = new Map(emails.map((email) => [fold(email), email]));
    for (const email of folded.values()) this.#listed.add(userId, email);
  }

  /** Whether a record has told that a user_id has an address. */
  isRecorded(userId: string, email: string): boolean {
    return this.#recorded.usersOf(email)?.has(userId) ?? false;
  }

  usersOf = (email: string): readonly string[] => [
    ...new Set([...(this.#recorded.usersOf(email) ?? []), ...(this.#listed.usersOf(email) ?? [])]),
  ];

  /** The user_id that alone has an address. */
  ownerOf(email: string): string | undefined {
    const [owner, ...others] = this.usersOf(email);
    return others.length === 0 ? owner : undefined;
  }

  /** The addresses that a user_id alone has, each as it was told first. */
  ownOf(userId: string): readonly string[] {
    const recorded = this.#recorded.of(userId);
    const listed = this.#listed.of(userId).filter((email) => !this.isRecorded(userId, email));
    return [...recorded, ...listed].filter((email) => this.ownerOf(email) === userId);
  }
}
