import { answerTo, writeAnswer } from './bulk-answer.ts';
import { readBulkBody } from './reading/bulk-body.ts';
import { prepareBody } from './reading/prepare-body.ts';
import { SharedThread } from './reading/shared-thread.ts';
import type { WebhookArrivals } from './webhook-arrivals.ts';
import type { Writer } from './writer.ts';

/**
 * Stores the events of a bulk body.
 * @param isImport they come from a file, not from where they were made
 * @returns what became of each, as JSON
 * @throws BadBody, TooManyEvents, BusyError
 */
export type TakeBody = (bytes: Buffer, isImport: boolean) => Promise<string>;

/** Bodies are taken in turns with each other, and stored by one writer. */
export const bodyTaker = (writer: Writer, arrivals: WebhookArrivals): TakeBody => {
  const thread = new SharedThread();
  return async (bytes, isImport) => {
    const body = await readBulkBody(bytes, thread);
    const { prepared, refused } = await prepareBody(body, thread);
    const appended = prepared.length === 0 ? [] : await writer.submit(prepared, body.text.length);
    if (!isImport) arrivals.add(appended, refused.length);
    return writeAnswer(answerTo(prepared, appended, refused, body.isAlways), thread);
  };
};
