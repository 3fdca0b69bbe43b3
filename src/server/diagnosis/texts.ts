import { closingTexts } from './closing-texts.ts';
import { type Text, endTexts } from './end-texts.ts';
import { stepTexts } from './step-texts.ts';

/*
 * Every word a verdict says stands in `end-texts.ts`, `closing-texts.ts`, `step-texts.ts` and `frames.ts`. Nothing else
 * of the server words a verdict: a translation is other files like these.
 */

const all = { ...endTexts, ...closingTexts, ...stepTexts };

export type Code = keyof typeof all;
export type StepCode = keyof typeof stepTexts;

/** Every code with its words. */
export const texts: Readonly<Record<Code, Text>> = all;
