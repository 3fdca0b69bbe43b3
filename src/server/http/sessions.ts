import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Micros, microsPerHour, microsPerSecond } from '../../contract/instant.ts';
import type { KeptSession, SessionStore } from '../store/session-store.ts';

/** How long a session may last, in hours. */
export type SessionHours = {
  /** Unused; a page that only asks whether there is news does not use it. */
  readonly idle: number;
  readonly most: number;
};

export const usualHours: SessionHours = { idle: 8, most: 24 };

/** A use is kept when the one before is older: a question should not cost a write. Clocks may be set back by as much. */
const noted = 300n * microsPerSecond;
/** What could not be kept is tried again after so many milliseconds. */
const againMs = 60_000;
/** With more at once, the one longest unused ends. */
const mostSessions = 10_000;

/** A secret is 256 random bits. */
const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * What is kept of the token by which a session was begun: another token ends the session, and neither can be guessed from
 * it without what the browser holds.
 */
const proofOf = (secret: string, token: string): string =>
  createHmac('sha256', secret).update(token).digest('base64url');

const isEqual = (one: string, other: string): boolean => {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
};

type Options = {
  readonly now: () => Micros;
  readonly hours?: SessionHours | undefined;
  readonly warn: (message: string, details: object) => void;
};

/**
 * The sign-ins that browsers hold. They are in memory, and in the store as soon as it can be written, so that a restart
 * signs nobody out and a full disk keeps nobody out.
 */
export class Sessions {
  readonly #store: SessionStore;
  readonly #now: () => Micros;
  readonly #hours: SessionHours;
  readonly #warn: Options['warn'];
  readonly #open = new Map<string, KeptSession>();
  /** Hashes of those that the store does not have as they are, or has although they ended. */
  #unsaved = new Set<string>();
  #saving: Promise<void> = Promise.resolve();
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  private constructor(store: SessionStore, { now, hours = usualHours, warn }: Options) {
    this.#store = store;
    this.#now = now;
    this.#hours = hours;
    this.#warn = warn;
  }

  static async of(store: SessionStore, options: Options): Promise<Sessions> {
    const sessions = new Sessions(store, options);
    for (const kept of await store.all()) sessions.#open.set(kept.hash, kept);
    sessions.#endOld();
    void sessions.#save();
    return sessions;
  }

  /** How long one may last, in seconds. */
  get seconds(): number {
    return this.#hours.most * 3_600;
  }

  /** Begin one. Waits until it is kept, or cannot be for now. @returns what the browser is to hold */
  async begin(token: string): Promise<string> {
    this.#endOld();
    const secret = randomBytes(32).toString('base64url');
    const [hash, now] = [hashOf(secret), this.#now()];
    this.#open.set(hash, { hash, who: `token ${proofOf(secret, token)}`, began: now, used: now });
    this.#unsaved.add(hash);
    await this.#save();
    return secret;
  }

  /** Whether one of the secrets is that of a session which the token began. @param isUse whether this puts off its end */
  isOpen(secrets: readonly string[], token: string, isUse: boolean): boolean {
    return secrets.some((secret) => {
      if (!isSecret(secret)) return false;
      const hash = hashOf(secret);
      const session = this.#open.get(hash);
      if (!session || !isEqual(session.who, `token ${proofOf(secret, token)}`)) return false;
      const now = this.#now();
      if (this.#isOver(session, now)) return false;
      if (isUse) this.#use(session, now);
      return true;
    });
  }

  /**
   * End what these are the secrets of. Waits until that is kept, or cannot be for now.
   * @returns whether any was open
   */
  async end(secrets: readonly string[]): Promise<boolean> {
    const ended = secrets
      .filter(isSecret)
      .map(hashOf)
      .filter((hash) => this.#open.delete(hash));
    for (const hash of ended) this.#unsaved.add(hash);
    if (ended.length > 0) await this.#save();
    return ended.length > 0;
  }

  /** Keep what is not kept yet. To be called before the store is closed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#again);
    await this.#save();
  }

  #isOver({ began, used }: KeptSession, now: Micros): boolean {
    return (
      began - now > noted || // by a clock that was wrong: nobody knows when
      now - began >= BigInt(this.#hours.most) * microsPerHour ||
      now - used >= BigInt(this.#hours.idle) * microsPerHour
    );
  }

  #use(session: KeptSession, now: Micros): void {
    if (now - session.used < noted) return;
    this.#open.set(session.hash, { ...session, used: now });
    this.#unsaved.add(session.hash);
    void this.#save();
  }

  #endOld(): void {
    const now = this.#now();
    const old = [...this.#open.values()].filter((session) => this.#isOver(session, now));
    const left = [...this.#open.values()].filter((session) => !this.#isOver(session, now));
    const spare = left
      .toSorted((a, b) => Number(a.used - b.used))
      .slice(0, Math.max(0, left.length - (mostSessions - 1)));
    for (const { hash } of [...old, ...spare]) {
      this.#open.delete(hash);
      this.#unsaved.add(hash);
    }
  }

  /** One after the other, so that the last state is what is kept. */
  async #save(): Promise<void> {
    this.#saving = this.#saving.then(async () => this.#saveNow());
    return this.#saving;
  }

  async #saveNow(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const hashes = [...this.#unsaved];
    this.#unsaved = new Set();
    const kept = hashes.flatMap((hash) => this.#open.get(hash) ?? []);
    try {
      await this.#store.save(
        kept,
        hashes.filter((hash) => !this.#open.has(hash)),
      );
    } catch (error) {
      for (const hash of hashes) this.#unsaved.add(hash);
      this.#warn('Sessions could not be kept; a restart would not know of the last sign-ins and sign-outs.', {
        error: String(error),
      });
      if (this.#isClosed) return;
      clearTimeout(this.#again);
      this.#again = setTimeout(() => void this.#save(), againMs).unref();
    }
  }
}
