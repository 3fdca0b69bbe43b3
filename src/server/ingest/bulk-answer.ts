import {
  type BulkAnswer,
  type EventStatus,
  eventStatusSchema,
  tooOldMessage,
} from '../../contract/webhook.ts';
import type { Appended, PreparedEvent } from '../store/store.ts';
import type { RefusedEvent } from './reading/prepare-body.ts';
import type { SharedThread } from './reading/shared-thread.ts';

/** What became of every event of a body. @param isAlways whether its sender wants to be told of those that were stored */
export const answerTo = (
  prepared: readonly PreparedEvent[],
  appended: readonly Appended[],
  refused: readonly RefusedEvent[],
  isAlways: boolean,
): BulkAnswer => {
  const statuses = prepared.map(({ id }, index): EventStatus => {
    const status = appended[index] ?? 'unprocessed';
    return status === 'too_old'
      ? { unique_id: id, status: 'invalid', status_message: tooOldMessage }
      : { unique_id: id, status };
  });
  const invalid = refused.map(({ id, message }): EventStatus => ({
    unique_id: id,
    status: 'invalid',
    status_message: message,
  }));
  return {
    success_events: isAlways ? statuses.filter(({ status }) => status === 'success') : [],
    discard_events: [
      ...invalid,
      ...statuses.filter(({ status }) => status === 'duplicate' || status === 'invalid'),
    ],
    retry_events: statuses.filter(({ status }) => status === 'unprocessed'),
  };
};

/** So many statuses are written before it is asked whether it is others' turn. */
const writtenTogether = 500;

/** An answer as JSON, checked and written in turns: a quarter of a million statuses take long. */
export const writeAnswer = async (answer: BulkAnswer, thread: SharedThread): Promise<string> => {
  const lists: string[] = [];
  for (const [name, statuses] of Object.entries({ ...answer })) {
    if (!Array.isArray(statuses)) continue;
    const written: string[] = [];
    for (let at = 0; at < statuses.length; at += writtenTogether) {
      if (thread.isOver) await thread.next();
      const some = eventStatusSchema.array().parse(statuses.slice(at, at + writtenTogether));
      written.push(JSON.stringify(some).slice(1, -1));
    }
    lists.push(`"${name}":[${written.join(',')}]`);
  }
  return `{${lists.join(',')}}`;
};
