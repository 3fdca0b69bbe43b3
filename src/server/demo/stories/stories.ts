import { type Micros, micros } from '../../../contract/instant.ts';
import type { At } from '../clock.ts';
import type { Emit, TimedEvent } from '../play.ts';
import { attacks } from './attacks.ts';
import { mistakes } from './mistakes.ts';
import { oddities } from './oddities.ts';
import { type StoryPlace, type Plot, Teller } from './teller.ts';

/** A story that a demo holds, and where it is found. */
export type Story = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** The range of time it happens in, `from` up to, not including, `to`. */
  readonly from: Micros;
  readonly to: Micros;
  /** Query parameters that show its events in that range. */
  readonly filters: Readonly<Record<string, string>>;
  /** The attempt to open. */
  readonly requestId?: string;
};

/** Every story, in the order in which they are offered. */
const plots: readonly Plot[] = [...mistakes, ...attacks, ...oddities];

const storyOf = ({ key, name, description }: Plot, { from, to, filters, requestId }: StoryPlace): Story => ({
  key,
  name,
  description,
  from: micros(BigInt(from)),
  to: micros(BigInt(to)),
  filters,
  ...(requestId === undefined ? {} : { requestId }),
});

/**
 * Tell the stories that fit between `start` and `until`; one that began earlier is left out, and the usual days
 * before one are cut.
 */
export const tellStories = (seed: number, start: At, until: At, emit: Emit): Story[] =>
  plots.flatMap((plot) => {
    const told: TimedEvent[] = [];
    const found = plot.tell(new Teller(plot.key, seed, start, until, (event) => told.push(event)));
    if (found.from < start) return [];
    for (const event of told) emit(event);
    return [storyOf(plot, found)];
  });
