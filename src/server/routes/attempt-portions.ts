import type { Attempt, AttemptsAnswer } from '../../contract/attempts.ts';
import type { Portions } from '../http/send-list.ts';
import { type AttemptsQuestion, type StoredAttempt, placeOf } from '../store/attempt-questions.ts';
import { encodeAttemptCursor } from './attempt-scope.ts';
import { type Presenting, presentAttempts } from './present-attempt.ts';

/** A page of attempts in portions that fit into memory: it is as long as was asked for, however large they are. */
export async function* portionsOfAttempts(
  presenting: Presenting,
  question: AttemptsQuestion,
  key: string,
): Portions<Attempt, Omit<AttemptsAnswer, 'auth_attempts'>> {
  const { store, signal } = presenting;
  let left = question.limit;
  let last: StoredAttempt | undefined;
  let isMore = true;
  while (isMore && left > 0) {
    const { attempts, more } = await store.attempts.page(
      { ...question, limit: left, ...(last ? { after: placeOf(last) } : {}) },
      { signal },
    );
    left -= attempts.length;
    last = attempts.at(-1) ?? last;
    isMore = more && attempts.length > 0;
    yield (await presentAttempts(presenting, attempts)).map(({ attempt }) => attempt);
  }
  return {
    limit: question.limit,
    ...(isMore && last ? { page_at_id: encodeAttemptCursor(question, placeOf(last), key) } : {}),
  };
}
