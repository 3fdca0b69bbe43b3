import { setTimeout as wait } from 'node:timers/promises';
import { type Micros } from '../../../../contract/instant.ts';
import { ownPrincipal } from '../admission.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../database.ts';
import type { Writing } from '../writing.ts';
import { planStep, removeStep, stepEnd } from './remove-step.ts';
import { tidyAfterRemoval } from './tidying.ts';

/** So many events are removed at once to begin with, and so many at least and at most, by what they take. */
const events = { first: 10_000, least: 5_000, most: 50_000 };

/** A step that takes longer (milliseconds) is followed by a smaller one, one that takes a third by a larger one: senders wait as long. */
const longest = 120;

/** A part of what is stored is known by what removed events were known by, until so many are gone. */
const muchOf = 4;

type Given = {
  readonly database: Database;
  readonly writing: Writing;
  /** Before which instant nothing is kept now; undefined: everything is. */
  readonly floor: () => Micros | undefined;
  /** Bytes of the disk that are left free. */
  readonly reserveBytes: number;
  /** Told how many events will be left, before fewer are. */
  readonly beforeFewer: (events: number) => Promise<void>;
  /** Told once a step is done, in the writer’s turn. */
  readonly onRemoved: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
};

/**
 * Removes events that are older than the rule, the oldest first, in steps of a transaction each: after each, the store is as
 * one that begins where the step has ended. Killed at any moment, it goes on from there.
 */
export class Remover {
  readonly #given: Given;
  #size = events.first;
  /** Events removed since it is known anew by what those that are left are known. */
  #removed = 0;

  constructor(given: Given) {
    this.#given = given;
  }

  /** Remove all that is to go now. @param signal ends it after the step that is under way */
  async run(signal: AbortSignal): Promise<void> {
    try {
      while (await this.#step(signal));
      await this.#tidy(signal);
    } catch (error) {
      if (!signal.aborted) this.#given.onFailure(error);
    }
  }

  /** @returns whether there may be more to remove */
  async #step(signal: AbortSignal): Promise<boolean> {
    const { database, writing, floor: floorNow, reserveBytes } = this.#given;
    const [{ catalogue }, floor] = [writing, floorNow()];
    const extent = catalogue.days.extent();
    if (floor === undefined || !extent || extent.first >= floor) return false;
    if ((await writing.alone(async () => writing.whyNot(reserveBytes))) !== undefined) return false;
    const before = stepEnd(catalogue.days.all, extent.first, floor, this.#size);
    const asking = { principal: ownPrincipal, signal };
    const step = await database.answer(asking, 'expensive', async (engine, own) =>
      planStep(before, (sql, params) => engine.ask(sql, params, own.signal)),
    );
    const took = await this.#inTurn(signal, catalogue, async () => {
      const removed = await writing.write(async () => {
        // opened anew after a commit that failed: what is stored by now is for the next step to look at
        if (writing.catalogue !== catalogue) return undefined;
        return removeStep(database.writer, catalogue, step, (gone) =>
          this.#given.beforeFewer(catalogue.size - gone),
        );
      }, reserveBytes);
      if (!removed) return;
      this.#removed += removed.days.reduce((sum, { count }) => sum + count, 0);
      catalogue.forget(removed, performance.now());
    });
    if (took > longest) this.#size = Math.max(events.least, this.#size / 2);
    else if (took < longest / 3) this.#size = Math.min(events.most, this.#size * 2);
    await wait(took, undefined, { signal }); // as much time is left to senders
    return !signal.aborted;
  }

  /** @returns how many milliseconds it took */
  async #inTurn(signal: AbortSignal, catalogue: Catalogue, work: () => Promise<void>): Promise<number> {
    const { writing, onRemoved } = this.#given;
    return writing.alone(async () => {
      if (signal.aborted || writing.catalogue !== catalogue) return 0;
      const began = performance.now();
      await work();
      const took = performance.now() - began;
      await onRemoved();
      return took;
    });
  }

  async #tidy(signal: AbortSignal): Promise<void> {
    const { database, writing, reserveBytes } = this.#given;
    const { catalogue } = writing;
    const isMuch = this.#removed * muchOf > catalogue.size;
    await tidyAfterRemoval(
      {
        catalogue,
        ask: async (work) => database.answer({ principal: ownPrincipal, signal }, 'expensive', work),
        write: async (work) => {
          await this.#inTurn(signal, catalogue, async () =>
            writing.write(async () => work(database.writer), reserveBytes),
          );
        },
      },
      isMuch,
    );
    if (isMuch) this.#removed = 0;
  }
}
