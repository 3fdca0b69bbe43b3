import { StoreError } from '../../store/store-error.ts';
import { PlatformError } from './platform-error.ts';

/** The longest wait between two tries, in milliseconds. */
const longestMs = 15 * 60_000;

/** What went wrong, since when, in milliseconds of our clock; `isStore`: it is we who cannot store what was read. */
export type Failing = { readonly message: string; readonly since: number; readonly isStore: boolean };

/** When something that failed is tried again: later each time, never at the same moment as others. */
export class Retries {
  readonly #firstMs: number;
  #count = 0;
  #failing: Failing | undefined;

  /** @param everyMs how often it is done when it does not fail */
  constructor(everyMs: number) {
    this.#firstMs = Math.min(everyMs, 5_000);
  }

  get failing(): Failing | undefined {
    return this.#failing;
  }

  succeeded(): void {
    this.#count = 0;
    this.#failing = undefined;
  }

  /** @returns for how many milliseconds to wait */
  failed(error: unknown, now: number): number {
    const message = error instanceof Error ? error.message : String(error);
    this.#failing = { message, isStore: error instanceof StoreError, since: this.#failing?.since ?? now };
    const usual = Math.min(longestMs, this.#firstMs * 2 ** Math.min(this.#count, 20));
    this.#count += 1;
    const told = error instanceof PlatformError ? error.retryAfterMs : undefined;
    return Math.max(told ?? 0, usual * (0.5 + Math.random() / 2));
  }
}
