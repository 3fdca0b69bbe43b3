import type { z } from 'zod';
import { attemptFilters } from '../../../contract/attempt-filters.ts';
import { writeFilters } from '../../../contract/filters.ts';
import { questionKey } from '../../store/cursor.ts';
import type { Answering } from '../answering.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { BadParameter } from '../../request-errors.ts';
import type { Attempt, AttemptsAnswer, attemptsQuerySchema } from '../../../contract/attempts.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { words } from '../../words/language.ts';
import { beginningOf } from '../../store/few.ts';
import { type ListInBatches, readBatches } from '../../store/batches.ts';
import { patiently } from '../../store/questions/scope.ts';
import { StoreError } from '../../store/store-error.ts';
import type { AttemptsQuestion, StoredAttempt } from '../../store/questions/attempts.ts';
import { attemptScopeOf, decodeAttemptCursor, encodeAttemptCursor } from './attempt-scope.ts';
import { type Presenting, presentAttempts } from './present-attempt.ts';

/** An attempt of which no more is known than that it is there. */
const unreadable = ({ requestId, start, last, count, outcome }: StoredAttempt): Attempt => {
  const end = formatInstant(last);
  const known = { outcome, certainty: 'likely' as const, decided_by: { event_id: '', time: end } };
  return {
    ...known,
    request_id: requestId,
    start: formatInstant(start),
    end,
    duration: Number(last - start) / 1e6,
    events_count: count,
    retries: 0,
    sessions: [],
    trace_ids: [],
    stopped_at: { time: end },
    verdict: { ...known, code: 'unreadable', ...words.unreadable, params: {}, causes: [], notes: [] },
  };
};

/** Attempts as the API answers them: one that cannot be judged does not take the others with it. */
const tellAttempts = async (
  presenting: Presenting,
  attempts: readonly StoredAttempt[],
  warn: (error: unknown) => void,
): Promise<Attempt[]> => {
  const present = async (some: readonly StoredAttempt[]): Promise<Attempt[]> => {
    try {
      const presented = new Map(
        (await presentAttempts(presenting, some)).map(({ attempt }) => [attempt.request_id, attempt]),
      );
      return some.map((each) => {
        const attempt = presented.get(each.requestId);
        if (attempt) return attempt;
        warn(new Error(`No events were read of the attempt ${beginningOf(each.requestId)}.`));
        return unreadable(each);
      });
    } catch (error) {
      presenting.asking.signal?.throwIfAborted();
      if (error instanceof StoreError) throw error;
      const [first] = some;
      if (some.length === 1 && first) {
        warn(error);
        return [unreadable(first)];
      }
      const all: Attempt[] = [];
      for (const each of some) all.push(...(await present([each])));
      return all;
    }
  };
  return present(attempts);
};

/** A page of attempts in batches that fit into memory: it is as long as was asked for, however large they are. */
async function* batchesOfAttempts(
  presenting: Presenting,
  question: AttemptsQuestion,
  key: string,
  warn: (error: unknown) => void,
): ListInBatches<Attempt, Omit<AttemptsAnswer, 'auth_attempts'>> {
  const { store, asking } = presenting;
  const { limit } = question;
  let last: StoredAttempt | undefined;
  let isMore = false;
  for await (const { items, more } of readBatches<StoredAttempt>(
    { wanted: limit, atOnce: limit },
    async (most, after) => {
      const next = { ...question, limit: most, ...(after ? { after: after.place } : {}) };
      const { attempts, more: follow } = await store.attempts.page(next, after ? patiently(asking) : asking);
      return { items: attempts, more: follow };
    },
  )) {
    [last, isMore] = [items.at(-1), more];
    yield await tellAttempts(presenting, items, warn);
  }
  return {
    limit,
    ...(isMore && last ? { page_at_id: encodeAttemptCursor(question, last.place, key) } : {}),
  };
}

/**
 * A page of attempts.
 * @param warn is told of attempts that could not be read
 * @throws BadParameter by name
 */
export const answerAttempts = async (
  answering: Answering,
  query: z.output<typeof attemptsQuerySchema>,
  warn: (error: unknown) => void,
): Promise<ListInBatches<Attempt, Omit<AttemptsAnswer, 'auth_attempts'>>> => {
  const { store, now, asking } = answering;
  const { limit, order, page_at_id: page, tz } = query;
  refuseUnknownZone(tz);
  const scope = await attemptScopeOf({ store, now, asking }, query);
  // `renewal` and `refused` stand apart from the others: pages that were asked for before there were any go on
  const others = attemptFilters.filter(({ name }) => name !== 'renewal' && name !== 'refused');
  const key = questionKey([
    query.dt_from,
    query.dt_to,
    ...writeFilters(scope.filters).flat(),
    JSON.stringify(others.map(({ param }) => query[param])),
    query.renewal?.toString(),
    ...(query.refused ? [JSON.stringify(query.refused)] : []),
  ]);
  const cursor = page === undefined ? undefined : decodeAttemptCursor(page, key);
  if (page !== undefined && cursor?.order !== order)
    throw new BadParameter('page_at_id', 'is not from an answer to the same filters, range and order');
  const question: AttemptsQuestion = { ...scope, ...cursor, order, limit };
  const presenting = { ...answering, zone: tz, to: question.to };
  return batchesOfAttempts(presenting, question, key, warn);
};
