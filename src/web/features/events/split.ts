import { labelOf } from '../../../contract/fields.ts';

/** By what the histogram can be told to count apart; `step_result` unless told. */
const offeredSplits = ['step_result', 'step', 'application_name', 'upstream_idp'] as const;

/** All that a link may count apart by: also the properties as they are recorded. */
const splits = [...offeredSplits, 'result', 'event_name'] as const;
export type Split = (typeof splits)[number];

export const defaultSplit: Split = 'step_result';

/** Narrow a text to a split. */
export const isSplit = (text: string): text is Split => (splits as readonly string[]).includes(text);

/** The splits to choose from: those offered, and the present one. */
export const splitChoices = (present: Split): readonly Split[] => [...new Set([...offeredSplits, present])];

/** What a split is called. */
export const splitWords = (split: Split): string => labelOf(split);
