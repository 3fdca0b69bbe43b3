import { type Micros, micros, microsPerSecond } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { Refused } from '../../../contract/refused.ts';
import { patience } from '../../diagnosis/rules.ts';
import type { AttemptPosition, AttemptScope, AttemptsQuestion } from '../../store/questions/attempts.ts';
import type { Store } from '../../store/store.ts';
import { scopeOf } from '../scope.ts';
import type { Asking } from '../../store/questions/scope.ts';

/**
 * After which instant a step is still in progress. Never beyond the newest event, so that the answers about data
 * at rest stay the same, and can be kept, while time goes on.
 */
export const settledAt = async (store: Store, now: Micros, asking: Asking): Promise<Micros> => {
  const settled = now - patience;
  const last = (await store.events.extent({}, asking))?.last ?? settled;
  return micros(last < settled ? last : settled);
};

/** The parameters of a query about attempts. */
export type AttemptParams = {
  readonly dt_from?: string | undefined;
  readonly dt_to?: string | undefined;
  readonly outcome?: readonly Outcome[] | undefined;
  readonly not_outcome?: readonly Outcome[] | undefined;
  readonly stopped_at?: readonly string[] | undefined;
  readonly refused?: readonly Refused[] | undefined;
  readonly renewal?: 'true' | 'false' | undefined;
  readonly min_duration?: number | undefined;
  readonly max_duration?: number | undefined;
  readonly min_events?: number | undefined;
  readonly max_events?: number | undefined;
};

const seconds = (value: number): bigint => BigInt(value) * microsPerSecond;

/**
 * The attempts that a query is about.
 * @throws BadParameter naming the parameter that is wrong
 */
export const attemptScopeOf = async (
  store: Store,
  query: AttemptParams,
  now: Micros,
  asking: Asking,
): Promise<AttemptScope> => ({
  ...scopeOf(query, now),
  settled: await settledAt(store, now, asking),
  ...(query.outcome ? { outcomes: query.outcome } : {}),
  ...(query.not_outcome ? { notOutcomes: query.not_outcome } : {}),
  ...(query.stopped_at ? { stoppedAt: query.stopped_at } : {}),
  ...(query.refused ? { refused: query.refused } : {}),
  ...(query.renewal === undefined ? {} : { renewal: query.renewal === 'true' }),
  ...(query.min_duration === undefined ? {} : { minDuration: seconds(query.min_duration) }),
  ...(query.max_duration === undefined ? {} : { maxDuration: seconds(query.max_duration) }),
  ...(query.min_events === undefined ? {} : { minEvents: query.min_events }),
  ...(query.max_events === undefined ? {} : { maxEvents: query.max_events }),
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
