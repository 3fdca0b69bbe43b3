import {
  type Micros,
  formatInstant,
  micros,
  microsOfMinutes,
  microsPerDay,
} from '../../../contract/instant.ts';
import { quietRule } from '../../../contract/quiet.ts';
import type { SourceGap } from '../../../contract/sources.ts';
import { anybody } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { noFilters } from '../../../contract/filters.ts';
import { quietStretches } from './quiet.ts';

const bucket = microsOfMinutes(quietRule.bucket_minutes);
const history = BigInt(quietRule.weeks * 7) * microsPerDay;
const looked = BigInt(quietRule.days) * microsPerDay;
const shortest = BigInt(quietRule.known_weeks * 7) * microsPerDay;

/** What is found is kept for so long (milliseconds): while records come in, every moment would be counted anew. */
const keptMs = 20_000;

export type Times = { readonly from: Micros; readonly to: Micros };

/** For what it is looked for stretches without records. */
type Watched = {
  readonly now: Micros;
  /** Times of which it is known already that records may be lacking. */
  readonly unknown: readonly Times[];
  /** Whether records are to come, so that none until now says something. */
  readonly isAwaited: boolean;
};

/** Looks for stretches without a record where the same times of the weeks before had many. */
export class QuietWatch {
  readonly #store: Store;
  #kept:
    | { readonly key: string; readonly at: number; readonly gaps: Promise<readonly SourceGap[]> }
    | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  async gaps(watched: Watched): Promise<readonly SourceGap[]> {
    const key = JSON.stringify(watched, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value / bucket) : value,
    );
    const kept = this.#kept;
    if (kept?.key === key && performance.now() - kept.at < keptMs) return kept.gaps;
    const gaps = this.#look(watched);
    this.#kept = { key, at: performance.now(), gaps };
    gaps.catch(() => (this.#kept = undefined));
    return gaps;
  }

  async #look({ now, unknown, isAwaited }: Watched): Promise<readonly SourceGap[]> {
    const extent = await this.#store.events.extent({}, anybody);
    if (!extent) return [];
    const to = floored(isAwaited || extent.last > now ? now : extent.last);
    const first = floored(extent.first) + bucket; // the first bucket is not known from its beginning
    const from = micros(first > to - looked - history ? first : to - looked - history);
    if (to - from < shortest) return [];
    const counts: (number | undefined)[] = Array.from({ length: Number((to - from) / bucket) }, () => 0);
    for (const counted of await this.#store.events.histogram(
      {
        filters: noFilters,
        from,
        to,
        by: 'result',
        evenBuckets: [{ from, to, step: bucket, first: 0 }],
      },
      anybody,
    ))
      counts[counted.bucket] = (counts[counted.bucket] ?? 0) + counted.count;
    const placeOf = (instant: bigint): number => Number((instant - from) / bucket);
    for (const each of unknown) {
      if (each.to <= from || each.from >= to) continue;
      const last = each.to >= to ? counts.length : placeOf(each.to) + 1;
      counts.fill(undefined, each.from <= from ? 0 : placeOf(each.from), last);
    }
    const instantOf = (place: number): string => formatInstant(from + BigInt(place) * bucket);
    return quietStretches(counts, placeOf(to - looked)).map((stretch) => ({
      from: instantOf(stretch.first),
      to: instantOf(stretch.end),
      reason: 'quiet',
    }));
  }
}

const floored = (instant: bigint): Micros => micros(instant - (instant % bucket));
