const forgetters = new Set<() => void>();

/**
 * What a tab keeps by key until it is closed or somebody signs out, and never asked the server for: when a view was
 * looked at, where a table was left. A few words each, kept however late somebody comes back.
 */
export class TabMemory<Value> {
  readonly #values = new Map<string, Value>();
  readonly #listeners = new Set<() => void>();

  constructor() {
    forgetters.add(() => {
      this.#values.clear();
      this.#tell();
    });
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  /** The value of a key: made, when there is none yet, which is no change that anybody is told of. */
  made(key: string, make: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = make();
    this.#values.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.#values.set(key, value);
    this.#tell();
  }

  /** Hear of every change. @returns how to stop */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Forget everything that the tab keeps: who comes next may be somebody else. */
export const forgetTab = (): void => {
  for (const forget of forgetters) forget();
};
