import { english } from './en/english.ts';
import type { Words } from './words.ts';

/** The language in which the server says what it thinks. */
export const words: Words = english;
