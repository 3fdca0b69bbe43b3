import type { DuckDBConnection } from '@duckdb/node-api';
import { isDeepStrictEqual } from 'node:util';
import { type Micros, microsOfMs } from '../../../../contract/instant.ts';
import type { Retention } from '../../../../contract/retention.ts';
import { type RetentionState, floorOf } from '../../retention.ts';
import type { Catalogue } from '../catalogue.ts';
import { writeRule } from './removed.ts';

/** The rule by which a store keeps events, and what follows from it now. */
export class KeptRule {
  readonly #catalogue: () => Catalogue;
  readonly #now: () => Micros;
  /** The furthest floor there was: a clock that is set back brings nothing back. */
  #furthest: { readonly rule: Retention; readonly floor: Micros } | undefined;

  constructor(catalogue: () => Catalogue, now: () => Micros = () => microsOfMs(Date.now())) {
    this.#catalogue = catalogue;
    this.#now = now;
  }

  /** Have another rule from now on. */
  async set(rule: Retention | undefined, connection: DuckDBConnection): Promise<void> {
    const catalogue = this.#catalogue();
    if (isDeepStrictEqual(catalogue.rule, rule)) return;
    await connection.run('BEGIN');
    await writeRule(connection, rule);
    await connection.run('COMMIT');
    catalogue.rule = rule;
  }

  /** Before which instant nothing is kept and nothing taken; undefined: there is no rule. */
  floor(): Micros | undefined {
    const { rule } = this.#catalogue();
    if (!rule) return undefined;
    const floor = floorOf(rule, this.#now());
    const furthest = this.#furthest?.rule === rule ? this.#furthest.floor : floor;
    this.#furthest = { rule, floor: floor > furthest ? floor : furthest };
    return this.#furthest.floor;
  }

  state(): RetentionState {
    const { rule, removedBefore } = this.#catalogue();
    const floor = this.floor();
    return {
      ...(rule && floor !== undefined ? { rule, keptFrom: floor } : {}),
      ...(removedBefore === undefined ? {} : { removedBefore }),
    };
  }
}
