import { fold } from '../../../contract/fold.ts';

/** Which addresses are known for which user_ids. */
export class KnownAddresses {
  readonly #users = new Map<string, Set<string>>();
  readonly #addresses = new Map<string, string[]>();

  /** Learn an address that the user_id is not known to have, whatever its case. */
  add(userId: string, email: string): void {
    const users = this.#users.get(fold(email)) ?? new Set();
    this.#users.set(fold(email), users.add(userId));
    this.#addresses.set(userId, [...(this.#addresses.get(userId) ?? []), email]);
  }

  has(userId: string, email: string): boolean {
    return this.#users.get(fold(email))?.has(userId) ?? false;
  }

  usersOf = (email: string): readonly string[] => [...(this.#users.get(fold(email)) ?? [])];

  /** The user_id that alone has an address. */
  ownerOf(email: string): string | undefined {
    const [owner, ...others] = this.usersOf(email);
    return others.length === 0 ? owner : undefined;
  }

  /** The addresses that a user_id alone has, each as it was recorded first. */
  ownOf(userId: string): readonly string[] {
    return (this.#addresses.get(userId) ?? []).filter((email) => this.ownerOf(email) === userId);
  }
}
