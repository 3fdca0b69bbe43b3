import { type AttemptFilters, withAttemptFilter, withoutListed } from '../../../contract/attempt-filters.ts';
import type { Refused } from '../../../contract/refused-kinds.ts';
import { titleOf } from '../../lib/marks.ts';
import { outcomeLook } from '../looks/outcome-look.ts';
import { bounds } from './attempt-bounds.ts';

/** One filter that only attempts have, as it is shown, and the filters without it. */
export type AttemptChip = {
  readonly key: string;
  readonly not: boolean;
  readonly label: string;
  readonly value: string;
  readonly title: string;
  readonly removed: () => AttemptFilters;
};

const refusedWords: Readonly<Record<Refused, { readonly label: string; readonly value: string }>> = {
  credentials: { label: 'Refused', value: 'credentials' },
  second_step: { label: 'Refused', value: 'second step' },
  unanswered: { label: 'No answer to', value: 'second step' },
};

/** The filters that only attempts have, one by one, in the order in which they are shown. */
export const attemptChipsOf = (filters: AttemptFilters): AttemptChip[] => [
  ...(['outcomes', 'notOutcomes'] as const).flatMap((list) =>
    (filters[list] ?? []).map((outcome) => ({
      key: `${list} ${outcome}`,
      not: list === 'notOutcomes',
      label: 'Outcome',
      value: outcomeLook(outcome).word,
      title: `Outcome ${list === 'outcomes' ? 'is' : 'is not'} ${outcome}`,
      removed: () => withoutListed(filters, list, outcome),
    })),
  ),
  ...(filters.stoppedAt ?? []).map((stage) => ({
    key: `stopped at ${stage}`,
    not: false,
    label: 'Stopped at',
    value: stage,
    title: titleOf(`Did not sign in, and stopped at ${stage}`),
    removed: () => withoutListed(filters, 'stoppedAt', stage),
  })),
  ...(filters.refused ?? []).map((kind) => {
    const { label, value } = refusedWords[kind];
    return {
      key: `refused ${kind}`,
      not: false,
      label,
      value,
      title: `${label} ${value}, somewhere in the attempt`,
      removed: () => withoutListed(filters, 'refused', kind),
    };
  }),
  ...(filters.renewal === undefined
    ? []
    : [
        {
          key: 'renewal',
          not: false,
          ...(filters.renewal
            ? { label: 'Renewals', value: 'only', title: 'Sessions that were renewed, or were to be' }
            : { label: 'No', value: 'renewals', title: 'All but sessions that were renewed, or were to be' }),
          removed: () => withAttemptFilter(filters, 'renewal', undefined),
        },
      ]),
  ...bounds.flatMap(([name, { label, unit }]) => {
    const value = filters[name];
    if (value === undefined) return [];
    return {
      key: name,
      not: false,
      label,
      value: `${value} ${unit}`,
      title: `${label} ${value} ${unit}`,
      removed: () => withAttemptFilter(filters, name, undefined),
    };
  }),
];
