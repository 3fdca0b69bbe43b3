import { type Logger, pino } from 'pino';
import { beginningOf } from '../store/few.ts';

/** What comes from outside may be of any length; a line of the log is not. In characters and items. */
const longest = { text: 500, stack: 4_000, items: 20 };

/** An error as it is logged, with what caused it. */
const errorOf = (error: Error, depth: number): object => ({
  type: error.name,
  message: beginningOf(error.message, longest.text),
  stack: beginningOf(error.stack ?? '', longest.stack),
  ...('code' in error ? { code: bounded(error.code, depth) } : {}),
  ...(error.cause === undefined || depth <= 0 ? {} : { cause: bounded(error.cause, depth) }),
});

const bounded = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return beginningOf(value, longest.text);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return errorOf(value, depth - 1);
  if (depth <= 0) return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  if (Array.isArray(value)) {
    const shown = value.slice(0, longest.items).map((each) => bounded(each, depth - 1));
    return value.length > longest.items ? [...shown, `… (${value.length} items)`] : shown;
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, longest.items)
      .map(([name, each]) => [beginningOf(name, longest.text), bounded(each, depth - 1)]),
  );
};

/** Details of a line so that it is of bounded length, whatever they are. */
export const boundedDetails = (details: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  bounded(details, 3) as Record<string, unknown>;

/** The log of a server: lines of JSON, none longer than a screen of text, whatever was asked or sent. */
export const createLog = (): Logger =>
  pino({ formatters: { log: boundedDetails }, serializers: { err: (error: unknown) => error } });
