/**
 * Why the engine did not answer, for those who treat causes apart. Of the last four, the message is for whoever asked.
 * - `unwritable`: nothing can be stored now
 * - `failed`: something is wrong
 * - `busy`: too much was asked already; it can be asked again
 * - `slow`: it took too long and was stopped; asked again, it does so again
 * - `large`: it does not fit into memory, even alone
 * - `damaged`: what would answer it cannot be read any more
 */
export type StoreErrorCode = 'unwritable' | 'failed' | 'busy' | 'slow' | 'large' | 'damaged';

/** The engine did not answer. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
