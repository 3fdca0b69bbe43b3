import type { AttemptFilter } from '../../../contract/attempt-filters.ts';

export type Bound = Extract<AttemptFilter, { readonly kind: 'number' }>['name'];

type Words = {
  /** How a chip begins that says the number, and the unit it ends with. */
  readonly label: string;
  readonly unit: string;
  /** What the field is called that takes the number. */
  readonly field: string;
};

const words: Readonly<Record<Bound, Words>> = {
  minDuration: { label: 'Took at least', unit: 's', field: 'Seconds, at least' },
  maxDuration: { label: 'Took at most', unit: 's', field: 'Seconds, at most' },
  minEvents: { label: 'At least', unit: 'steps', field: 'Steps, at least' },
  maxEvents: { label: 'At most', unit: 'steps', field: 'Steps, at most' },
};

/** The numbers that attempts are filtered by, as they are called on screen. */
export const bounds = Object.entries(words) as [Bound, Words][];
