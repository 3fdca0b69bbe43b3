import { z } from 'zod';
import { type Micros, formatInstant, parseInstant } from '../../contract/instant.ts';
import type { Source } from '../../contract/sources.ts';
import type { SourceStore } from '../store/source-store.ts';
import type { Appended } from '../store/store.ts';

const name = 'webhook';

const arrivedSchema = z.object({
  last: z.string().optional(),
  records: z.number(),
  duplicates: z.number(),
  refused: z.number(),
  tooOld: z.number().default(0),
});
type Arrived = z.output<typeof arrivedSchema>;

const nothing: Arrived = { records: 0, duplicates: 0, refused: 0, tooOld: 0 };

/** What is counted is kept this often, in milliseconds: a killed process forgets what came since. */
const keptEveryMs = 10_000;

const readArrived = (text: string | undefined): Arrived => {
  try {
    return arrivedSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return nothing; // nothing is kept, or by another version: it is counted anew
  }
};

/** What came through the webhook. It says when, not what was not sent. */
export class WebhookArrivals {
  readonly #kept: SourceStore;
  readonly #now: () => Micros;
  #arrived: Arrived;
  #saving: NodeJS.Timeout | undefined;

  private constructor(kept: SourceStore, now: () => Micros, arrived: Arrived) {
    this.#kept = kept;
    this.#now = now;
    this.#arrived = arrived;
  }

  static async of(kept: SourceStore, now: () => Micros): Promise<WebhookArrivals> {
    return new WebhookArrivals(kept, now, readArrived((await kept.all()).get(name)));
  }

  /** Take note of a body: what became of its events, and how many were refused. */
  add(appended: readonly Appended[], refused: number): void {
    const of = (what: Appended): number => appended.filter((each) => each === what).length;
    const before = this.#arrived;
    this.#arrived = {
      ...before,
      ...(appended.length > 0 ? { last: formatInstant(this.#now()) } : {}),
      records: before.records + of('success'),
      duplicates: before.duplicates + of('duplicate'),
      refused: before.refused + refused,
      tooOld: before.tooOld + of('too_old'),
    };
    this.#saving ??= setTimeout(() => void this.#save(), keptEveryMs).unref();
  }

  async #save(): Promise<void> {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    await this.#kept.save(name, JSON.stringify(this.#arrived)).catch(() => {}); // no disk: counted on, kept later
  }

  /** The webhook as a source; undefined as long as nothing came. It cannot know what it was not sent. */
  source(): Source | undefined {
    const { last, records, duplicates, refused, tooOld } = this.#arrived;
    if (last === undefined || parseInstant(last) === undefined) return undefined;
    return {
      name,
      kind: 'webhook',
      state: 'listening',
      last_arrival: last,
      details: {
        records,
        duplicates,
        refused,
        ...(tooOld > 0 ? { too_old: tooOld } : {}),
        late: 0,
        notes: [],
      },
    };
  }

  async close(): Promise<void> {
    if (this.#saving !== undefined) await this.#save();
  }
}
