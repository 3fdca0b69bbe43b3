import { type Run, commonRuns, dayOf, joinTouching, runOfDay, runsWithout } from '../windows.ts';

/**
 * The UTC days whose attempts are kept: those that begin on them are in the table as they are now. A day ceases to
 * be kept with the event that changes one of its attempts: in the file in one transaction, then here, in one turn.
 */
export class KeptDays {
  readonly #days = new Set<number>();
  readonly #touched = new Map<number, number>();
  #watched: { readonly day: number; isTouched: boolean } | undefined;
  #runs: readonly Run[] | undefined;
  /** How often days have ceased to be kept: what was asked across such a change is asked again. */
  losses = 0;

  /** Take a day as kept. */
  add(day: number): void {
    this.#days.add(day);
    this.#runs = undefined;
  }

  has(day: number): boolean {
    return this.#days.has(day);
  }

  /** The kept days on which stretches lie. */
  within(stretches: readonly Run[]): readonly number[] {
    const found = new Set<number>();
    for (const { from, to } of stretches) {
      const [first, last] = [dayOf(from), dayOf(to - 1n)];
      // an attempt lies within one day nearly always
      if (first !== last) for (const day of this.#days) if (day >= first && day <= last) found.add(day);
      if (this.#days.has(first)) found.add(first);
    }
    return [...found];
  }

  /** Events have changed attempts that lie within these stretches: their days are no longer kept. */
  touch(stretches: readonly Run[], now: number): void {
    for (const { from, to } of stretches) {
      const [first, last] = [dayOf(from), dayOf(to - 1n)];
      this.#touched.set(first, now);
      if (this.#watched && this.#watched.day >= first && this.#watched.day <= last)
        this.#watched.isTouched = true;
    }
    const lost = this.within(stretches);
    for (const day of lost) this.#days.delete(day);
    if (lost.length === 0) return;
    this.#runs = undefined;
    this.losses += 1;
  }

  /** When an event last came to an attempt that begins on a day, by the clock of `touch`; undefined: not since the start. */
  touchedAt(day: number): number | undefined {
    return this.#touched.get(day);
  }

  /** From now on, see whether events come to a day. One day at a time. */
  watch(day: number): void {
    this.#watched = { day, isTouched: false };
  }

  /** Whether no event has come to the day since it is watched. */
  isUntouched(day: number): boolean {
    return this.#watched?.day === day && !this.#watched.isTouched;
  }

  /** All kept days as ascending runs. */
  runs(): readonly Run[] {
    this.#runs ??= joinTouching([...this.#days].toSorted((a, b) => a - b).map(runOfDay));
    return this.#runs;
  }

  /** What of the runs lies on kept days, and what does not. */
  split(runs: readonly Run[]): { readonly kept: readonly Run[]; readonly rest: readonly Run[] } {
    return { kept: commonRuns(runs, this.runs()), rest: runsWithout(runs, this.runs()) };
  }
}

/** Ask, and ask again when a day has ceased to be kept meanwhile: the answer may be of before and after. */
export const steadily = async <Asked extends { readonly kept: KeptDays }, Answer>(
  catalogue: () => Asked,
  ask: (catalogue: Asked) => Promise<Answer>,
): Promise<Answer> => {
  const asked = catalogue();
  const { losses } = asked.kept;
  const answer = await ask(asked);
  return losses === asked.kept.losses ? answer : steadily(catalogue, ask);
};
