import { writeJson } from './exact-number.ts';

/**
 * The text of a record's value: on screen, in a facet, in CSV, and in a filter that finds it. A text is its own; all else
 * is its JSON, in the one form in which it is written everywhere.
 */
export const valueText = (value: unknown): string => (typeof value === 'string' ? value : writeJson(value));
