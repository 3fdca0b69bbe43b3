import { formerNameOf } from '../../../contract/record.ts';

/**
 * The columns of an export of the columns that are shown, in their order. A deprecated property that supplies a shown
 * one is exported beside it, lest old values be lost.
 */
export const exportColumns = (shown: readonly string[]): readonly string[] => [
  ...new Set(shown.flatMap((name) => [name, formerNameOf(name) ?? name])),
];
