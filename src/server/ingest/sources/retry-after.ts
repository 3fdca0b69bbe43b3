import { type Micros, microsOfMs, msOfMicros } from '../../../contract/instant.ts';

/** An API may ask for more patience than this; it is asked again nonetheless. */
const longestMs = 15 * 60_000;

/** Read a date as HTTP writes it, in its three forms, or as ISO 8601. @returns undefined when it is none */
export const parseHttpDate = (text: string | undefined): Micros | undefined => {
  if (text === undefined || !/^\s*(?:[a-z]{3,9},? |\d{4}-\d\d-\d\dT)/i.test(text)) return undefined;
  // the oldest form, of asctime, has no zone: it is that of all
  const ms = Date.parse(/(?:GMT|UTC|Z|[+-]\d{2}:?\d{2})\s*$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(ms) ? undefined : microsOfMs(ms);
};

/**
 * How long an API asks to be left alone: seconds, or a date on its own clock.
 * @param nowMs its clock
 * @returns milliseconds, whole seconds rounded up, at most 15 minutes; undefined when it does not say, or nothing sensible
 */
export const retryAfterMs = (text: string | undefined, nowMs: number): number | undefined => {
  const given = text?.trim();
  if (given === undefined || given === '') return undefined;
  const date = /^[-+\d.]+$/.test(given) ? undefined : parseHttpDate(given);
  const seconds = date === undefined ? Number(given) : (msOfMicros(date) - nowMs) / 1_000;
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(Math.ceil(seconds), 0) * 1_000, longestMs);
};
