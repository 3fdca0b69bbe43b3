import type { Steps } from '../../records/steps.ts';

/** How long the thread that answers everybody may be kept by bodies before others are served, in milliseconds. */
const turnMs = 5;

/**
 * Lets long works take turns with each other and with everything else: however many there are, together they hold the
 * thread for no longer than a turn before the event loop goes round once.
 */
export class SharedThread {
  readonly #waiting: (() => void)[] = [];
  #until = 0;

  /** Whether the turn that is under way, whoever's it is, has lasted its time. */
  get isOver(): boolean {
    return performance.now() >= this.#until;
  }

  /** Wait for a turn. */
  async next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(() => this.#give());
    });
  }

  /** Do a work in turns. */
  async take<Result>(steps: Steps<Result>): Promise<Result> {
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      if (this.isOver) await this.next();
    }
  }

  #give(): void {
    this.#until = performance.now() + turnMs;
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setImmediate(() => this.#give());
  }
}
