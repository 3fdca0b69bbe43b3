import { setTimeout } from 'node:timers/promises';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import { type Asking, serverItself } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { settledAt } from '../attempts/attempt-scope.ts';
import { foundDays } from './facts-text.ts';
import { findIn } from './find-in.ts';
import { type Days, findOfDays, settledFrom } from './find-of-days.ts';
import { findingSignature } from './signature.ts';

/**
 * Milliseconds from round to round; for so long nothing must have been stored before one, so that senders are not held up;
 * and so long it waits for that at most.
 */
const usualPace = { everyMs: 10_000, restMs: 1_000, patienceMs: 300_000 };

/** To look for what cannot be kept yet rests for so many times as long as it took. */
const restOf = 10;

/** So many days are looked at at once: what a day is compared with is read for all of them. */
const daysAtOnce = 8;

type Keeping = {
  readonly store: Store;
  readonly thresholds: Thresholds;
  readonly now: () => Micros;
  /** Told of failures. */
  readonly warn: (message: string, details: object) => void;
  readonly pace?: typeof usualPace;
};

export type FindingKeeper = {
  /** Keep all that can be kept now. */
  readonly keepAll: () => Promise<void>;
  /** How many days with events are not kept, though nothing can change them that is not late. */
  readonly waiting: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

/** Finds what deserves a look once nothing that comes in time can change it any more, day by day and in the background. */
export const startFindingKeeper = ({
  store,
  thresholds,
  now,
  warn,
  pace = usualPace,
}: Keeping): FindingKeeper => {
  const signature = findingSignature(thresholds);
  const stopping = new AbortController();
  const asking: Asking = { ...serverItself, signal: stopping.signal };
  let rounds: Promise<void> = Promise.resolve();

  /** The days that can be kept, ascending, and until when attempts are over. */
  const due = async (): Promise<{ readonly days: readonly number[]; readonly settled: Micros }> => {
    const extent = await store.events.extent({}, asking);
    const settled = await settledAt({ store, now: now(), asking });
    if (!extent) return { days: [], settled };
    const [from, to] = [extent.first, micros(extent.last + 1n)];
    const kept = await store.findings.kept({ signature, from, to, settled, most: 0 }, asking);
    const days = kept.missing.filter((day) => settledFrom(day, thresholds) <= kept.settled);
    return { days, settled };
  };

  /** @returns whether it is kept: not when something came that changes it */
  const keep = async (days: readonly number[], settled: Micros): Promise<boolean> => {
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return true;
    await store.findingKeeping.begin();
    const stretch: Days = { from: first, to: last + 1 };
    const scope = { filters: noFilters, from: settled, to: settled, settled };
    const foundBy = await findOfDays({ store, scope, thresholds, asking }, stretch);
    const isCut = Object.values(foundBy).some(({ found, total }) => total > found.length);
    if (isCut && days.length > 1) {
      // more than is looked at at once: by the day there is less
      for (const day of days) if (!(await keep([day], settled))) return false;
      return true;
    }
    return store.findingKeeping.keep(
      signature,
      foundDays(foundBy, days, (day) => settledFrom(day, thresholds)),
    );
  };

  const round = async (): Promise<void> => {
    const { days, settled } = await due();
    // the newest first: they are asked for
    for (let rest = [...days]; rest.length > 0 && !stopping.signal.aborted;) {
      const last = rest.at(-1) ?? 0;
      const batch = rest.filter((day) => day > last - daysAtOnce);
      if (!(await keep(batch, settled))) return;
      rest = rest.filter((day) => day <= last - daysAtOnce);
    }
  };

  const turn = async (): Promise<void> => {
    rounds = rounds
      .then(async () => round().then(lookAhead))
      .catch((error: unknown) => {
        if (!stopping.signal.aborted)
          warn('Findings could not be kept; they are looked for when asked for.', { error: String(error) });
      });
    return rounds;
  };

  let ahead = { of: '', ended: 0, took: 0 };
  /** Look for what cannot be kept yet, again and again as something comes: whoever asks need not wait for it. */
  const lookAhead = async (): Promise<void> => {
    const began = performance.now();
    if (began - ahead.ended < restOf * ahead.took) return;
    const extent = await store.events.extent({}, asking);
    if (!extent) return;
    const settled = await settledAt({ store, now: now(), asking });
    const of = `${await store.version(asking)} ${settled}`;
    if (of === ahead.of) return;
    const scope = { filters: noFilters, from: extent.last, to: micros(extent.last + 1n), settled };
    await findIn({ store, scope, thresholds, asking }, 0, true);
    const ended = performance.now();
    ahead = { of, ended, took: ended - began };
  };

  const pause = async (ms: number): Promise<void> =>
    setTimeout(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {}); // it stops

  const isFed = async (): Promise<boolean> => {
    const before = await store.version(asking);
    await pause(pace.restMs);
    return before !== (await store.version(asking));
  };

  const goOn = async (): Promise<void> => {
    let began = -Infinity;
    while (!stopping.signal.aborted) {
      if (performance.now() - began >= pace.patienceMs || !(await isFed())) {
        began = performance.now();
        await turn();
      }
      await pause(pace.everyMs);
    }
  };
  const going = goOn();

  return {
    keepAll: turn,
    waiting: async () => (await due()).days.length,
    stop: async () => {
      stopping.abort();
      await going;
      await rounds;
    },
  };
};
