import { type AttemptParams, attemptFiltersOf } from '../../../contract/attempt-filters.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
import { patience } from '../../diagnosis/rules.ts';
import type { AttemptPosition, AttemptScope, AttemptsQuestion } from '../../store/questions/attempts.ts';
import type { Answering } from '../answering.ts';
import { type RangeParams, scopeOf } from '../scope.ts';

type Clocked = Pick<Answering, 'store' | 'now' | 'asking'>;

/**
 * After which instant a step is still in progress. Never beyond the newest event, so that the answers about data
 * at rest stay the same, and can be kept, while time goes on.
 */
export const settledAt = async ({ store, now, asking }: Clocked): Promise<Micros> => {
  const settled = now - patience;
  const last = (await store.events.extent({}, asking))?.last ?? settled;
  return micros(last < settled ? last : settled);
};

/**
 * The attempts that a query is about.
 * @throws BadParameter naming the parameter that is wrong
 */
export const attemptScopeOf = async (
  answering: Clocked,
  query: AttemptParams & RangeParams,
): Promise<AttemptScope> => ({
  ...scopeOf(query, answering.now),
  settled: await settledAt(answering),
  ...attemptFiltersOf(query),
});

/** Where a page of attempts ended, as an opaque text. The range is the one that the first page resolved. */
export const encodeAttemptCursor = (
  { order, from, to }: AttemptsQuestion,
  { start, requestId }: AttemptPosition,
  key: string,
): string =>
  Buffer.from(
    JSON.stringify([`${start}`, requestId, order, from?.toString() ?? '', to?.toString() ?? '', key]),
  ).toString('base64url');

const instant = (text: unknown): Micros | undefined =>
  typeof text === 'string' && /^-?\d{1,18}$/.test(text) ? micros(BigInt(text)) : undefined;

/** Read such a text. @returns undefined when it is none, or was made for another question */
export const decodeAttemptCursor = (
  text: string,
  key: string,
): Pick<AttemptsQuestion, 'after' | 'order' | 'from' | 'to'> | undefined => {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined; // not JSON: not a cursor
  }
  if (!Array.isArray(parts)) return undefined;
  const [start, requestId, order, from, to, made] = parts as unknown[];
  const at = instant(start);
  if (at === undefined || typeof requestId !== 'string' || made !== key) return undefined;
  if (order !== 'asc' && order !== 'desc') return undefined;
  const [lower, upper] = [instant(from), instant(to)];
  return {
    after: { start: at, requestId },
    order,
    ...(lower === undefined ? {} : { from: lower }),
    ...(upper === undefined ? {} : { to: upper }),
  };
};
