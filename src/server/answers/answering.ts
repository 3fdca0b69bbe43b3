import type { Thresholds } from '../../contract/thresholds.ts';
import type { Micros } from '../../contract/instant.ts';
import type { Asking } from '../store/questions/scope.ts';
import type { Store } from '../store/store.ts';

/** What an answer is made with: a store that shows what may be seen, the clock, and in what context it is asked. */
export type Answering = {
  readonly store: Store;
  readonly now: Micros;
  /** When something deserves a look, or turns a verdict. */
  readonly thresholds: Thresholds;
  readonly asking: Asking;
};
