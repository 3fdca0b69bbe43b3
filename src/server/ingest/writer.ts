import { BusyError } from '../request-errors.ts';
import type { Appended, PreparedEvent, Store } from '../store/store.ts';

const mebibyte = 1024 * 1024;

/** So much may wait to be written before senders are asked to come again. */
const limits = { events: 20_000, bytes: 64 * mebibyte };

/** So much makes one commit, unless one batch is more: all of it is worked on at once. */
const commit = { events: 5_000, bytes: 8 * mebibyte };

export type Writer = {
  /**
   * Store a batch durably. Resolves after its commit, in the order given.
   * @param bytes its size as it came, which the queue is limited by
   * @throws BusyError when the queue is full or closing; StoreError when nothing can be written
   */
  submit(events: readonly PreparedEvent[], bytes: number): Promise<readonly Appended[]>;
  /** Take nothing more, and resolve when what was taken is stored. */
  drain(): Promise<void>;
  /** Events that wait, the ones being written included. */
  waiting(): number;
  /** Events that were not taken since the start, as they are older than what is kept. */
  tooOld(): number;
};

type Batch = {
  readonly events: readonly PreparedEvent[];
  readonly bytes: number;
  readonly resolve: (appended: readonly Appended[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Batches that wait while one commit is made are stored together by the next: one sync to disk for all. */
export const createWriter = (store: Pick<Store, 'append'>): Writer => {
  const queue: Batch[] = [];
  let waiting = { events: 0, bytes: 0 };
  let tooOld = 0;
  let isDraining = false;
  let running: Promise<void> | undefined;

  const takeTogether = (): Batch[] => {
    let together = { events: 0, bytes: 0 };
    const end = queue.findIndex(({ events, bytes }, index) => {
      together = { events: together.events + events.length, bytes: together.bytes + bytes };
      return index > 0 && (together.events > commit.events || together.bytes > commit.bytes);
    });
    return queue.splice(0, end === -1 ? queue.length : end);
  };

  const writeTogether = async (batches: readonly Batch[]): Promise<void> => {
    try {
      const appended = await store.append(batches.flatMap(({ events }) => events));
      tooOld += appended.filter((each) => each === 'too_old').length;
      let at = 0;
      for (const { events, resolve } of batches) resolve(appended.slice(at, (at += events.length)));
    } catch (error) {
      for (const { reject } of batches) reject(error);
    }
    for (const { events, bytes } of batches)
      waiting = { events: waiting.events - events.length, bytes: waiting.bytes - bytes };
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) await writeTogether(takeTogether());
    running = undefined;
  };

  return {
    submit: (events, bytes) => {
      if (isDraining) return Promise.reject(new BusyError('The server is stopping.'));
      const isFull =
        waiting.events > 0 &&
        (waiting.events + events.length > limits.events || waiting.bytes + bytes > limits.bytes);
      if (isFull)
        return Promise.reject(new BusyError(`${waiting.events} events wait to be written already.`));
      waiting = { events: waiting.events + events.length, bytes: waiting.bytes + bytes };
      return new Promise((resolve, reject) => {
        queue.push({ events, bytes, resolve, reject });
        running ??= run();
      });
    },
    drain: async () => {
      isDraining = true;
      await running;
    },
    waiting: () => waiting.events,
    tooOld: () => tooOld,
  };
};
