import type { Micros } from '../../contract/instant.ts';
import type { Scope } from '../api/scope.ts';
import type { Instants, Range } from './range.ts';

/** Whether events that are stored from now on can fall into a range, taken at `asOf`. */
export const canBeLive = ({ to }: Instants, range: Range, asOf: Micros): boolean =>
  to === undefined || (range.kind === 'between' ? to > asOf : to >= asOf);

/** What new events are counted in: a range that moves with the clock has no end. */
export const liveScope = ({ to, ...scope }: Scope, range: Range): Scope =>
  range.kind === 'between' && to !== undefined ? { ...scope, to } : scope;
