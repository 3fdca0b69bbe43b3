import {
  type DayCount,
  type Run,
  commonRuns,
  utcHourOf,
  hoursPerDay,
  hoursOf,
  joinTouching,
  runOfDay,
  runOfHour,
  runsWithout,
} from '../windows.ts';

/** A statement reads the columns of each stretch, and of those between them, for itself: of more it would need too much memory. */
const mostRuns = 20;

/**
 * The UTC hours whose attempts are kept: those that begin in them are in the table as they are now. An hour ceases to
 * be kept with the event that changes one of its attempts: in the file in one transaction, then here, in one turn.
 */
export class KeptHours {
  readonly #hours = new Set<number>();
  readonly #touched = new Map<number, number>();
  #watched: { readonly run: Run; isTouched: boolean } | undefined;
  #runs: readonly Run[] | undefined;
  /** How often hours have ceased to be kept: what was asked across such a change is asked again. */
  losses = 0;

  /** Take the hours of a run as kept. */
  add(run: Run): void {
    for (const hour of hoursOf(run)) this.#hours.add(hour);
    this.#runs = undefined;
  }

  /** The kept hours in which stretches lie. */
  within(stretches: readonly Run[]): readonly number[] {
    const found = new Set<number>();
    for (const { from, to } of stretches) {
      const [first, last] = [utcHourOf(from), utcHourOf(to - 1n)];
      if (last - first > this.#hours.size) {
        for (const hour of this.#hours) if (hour >= first && hour <= last) found.add(hour);
        continue;
      }
      for (let hour = first; hour <= last; hour += 1) if (this.#hours.has(hour)) found.add(hour);
    }
    return [...found];
  }

  /** Events have changed attempts that lie within these stretches: their hours are no longer kept. */
  touch(stretches: readonly Run[], now: number): void {
    for (const { from, to } of stretches) {
      this.#touched.set(utcHourOf(from), now);
      this.#touched.set(utcHourOf(to - 1n), now);
      if (this.#watched && from < this.#watched.run.to && to > this.#watched.run.from)
        this.#watched.isTouched = true;
    }
    const lost = this.within(stretches);
    for (const hour of lost) {
      this.#hours.delete(hour);
      this.#touched.set(hour, now);
    }
    if (lost.length === 0) return;
    this.#runs = undefined;
    this.losses += 1;
  }

  /** When an event last came to an attempt that begins in an hour, by the clock of `touch`; undefined: not since the start. */
  touchedAt(hour: number): number | undefined {
    return this.#touched.get(hour);
  }

  /** From now on, see whether events come to attempts of a run. One run at a time. */
  watch(run: Run): void {
    this.#watched = { run, isTouched: false };
  }

  /** Whether no event has come to the run since it is watched. */
  isUntouched(run: Run): boolean {
    return this.#watched?.run === run && !this.#watched.isTouched;
  }

  /** All kept hours as ascending runs. */
  runs(): readonly Run[] {
    this.#runs ??= joinTouching([...this.#hours].toSorted((a, b) => a - b).map(runOfHour));
    return this.#runs;
  }

  /** What of the runs lies in kept hours, and what does not. Of very many stretches the shortest are left as if not kept. */
  split(runs: readonly Run[]): { readonly kept: readonly Run[]; readonly rest: readonly Run[] } {
    const all = commonRuns(runs, this.runs());
    if (all.length <= mostRuns) return { kept: all, rest: runsWithout(runs, all) };
    const longest = all.toSorted((a, b) => Number(b.to - b.from - (a.to - a.from))).slice(0, mostRuns);
    const kept = all.filter((run) => longest.includes(run));
    return { kept, rest: runsWithout(runs, kept) };
  }

  /** About how many events of a day are of attempts that are not kept. */
  unkeptOf({ day, count }: DayCount): number {
    const kept = this.within([runOfDay(day)]).length;
    return Math.ceil((count * (hoursPerDay - kept)) / hoursPerDay);
  }
}

/**
 * Ask, and ask again when an hour has ceased to be kept meanwhile: the answer may be of before and after, or be none
 * because an attempt has become another one between two statements.
 */
export const steadily = async <Asked extends { readonly kept: KeptHours }, Answer>(
  catalogue: () => Asked,
  ask: (catalogue: Asked) => Promise<Answer>,
): Promise<Answer> => {
  const asked = catalogue();
  const { losses } = asked.kept;
  const isSteady = () => losses === asked.kept.losses;
  try {
    const answer = await ask(asked);
    if (isSteady()) return answer;
  } catch (error) {
    if (isSteady()) throw error;
  }
  return steadily(catalogue, ask);
};
