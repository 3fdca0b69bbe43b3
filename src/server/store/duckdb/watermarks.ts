import { type Micros, micros } from '../../../contract/instant.ts';
import { patience } from '../../diagnosis/rules.ts';

/** Until when the sources that are read are complete: what comes later is not known yet. */
export class Watermarks {
  readonly #completeTo = new Map<string, Micros>();

  /** @returns whether anything changes by it */
  note(source: string, completeTo: Micros | undefined): boolean {
    if (this.#completeTo.get(source) === completeTo) return false;
    if (completeTo === undefined) this.#completeTo.delete(source);
    else this.#completeTo.set(source, completeTo);
    return true;
  }

  /** By source, after which instant a step of an attempt that was read from it may be in progress. */
  all(): readonly (readonly [string, Micros])[] {
    return [...this.#completeTo].map(([source, at]) => [source, micros(at - patience)]);
  }

  /** The same of an attempt whose events were all read from these sources; undefined where some were not. */
  settledOf(sources: readonly string[] | undefined, settled: Micros): Micros {
    const own = this.all().flatMap(([source, at]) => (sources?.includes(source) === true ? [at] : []));
    return own.reduce((least, at) => (at < least ? at : least), settled);
  }
}
