import type { Filters } from '../../../../contract/filters.ts';
import { type DayCount, type Run, oneStep } from '../../windows.ts';
import type { StoredFilters } from '../conditions.ts';
import type { Engine } from '../engine.ts';
import { withPlaces } from './text-places.ts';

type Looking<Question> = {
  /** Look in some stretches of time for what still lacks. */
  readonly look: (question: Question, runs: readonly Run[]) => Promise<void>;
  /** Whether that is enough. */
  readonly isFound: () => boolean;
  /** The days that can hold what passes the question's filters. */
  readonly daysFor: (question: Question) => readonly DayCount[];
  readonly signal: AbortSignal | undefined;
};

/**
 * Look for a page step by step, until it is full. A free text is looked for in all of the first step, where it is found
 * soonest if it is frequent, and then only where it can be.
 */
export const lookInSteps = async <Question extends { readonly filters: Filters }>(
  engine: Engine,
  question: Question,
  [first, ...rest]: readonly (readonly Run[])[],
  { look, isFound, daysFor, signal }: Looking<Question>,
): Promise<void> => {
  if (!first) return;
  await look(question, first);
  if (isFound() || rest.length === 0) return;
  const asked = await withPlaces(engine, question, signal);
  const { places }: StoredFilters = asked.filters;
  for (const runs of places?.days ? oneStep(rest, daysFor(asked)) : rest) {
    await look(asked, runs);
    if (isFound()) return;
  }
};
