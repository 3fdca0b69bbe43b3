import { labelOf } from '../../../contract/fields.ts';

/** By what the histogram counts apart; `result` unless told. */
export const splits = ['result', 'event_name', 'application_name', 'upstream_idp'] as const;
export type Split = (typeof splits)[number];

export const defaultSplit: Split = 'result';

/** Narrow a text to a split. */
export const isSplit = (text: string): text is Split => (splits as readonly string[]).includes(text);

/** What a split is called. */
export const splitWords = (split: Split): string => labelOf(split);
