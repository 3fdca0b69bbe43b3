import { isUtf8 } from 'node:buffer';
import { breather } from '../../store/breath.ts';
import { JsonFault, JsonScanner } from '../reading/json-scanner.ts';
import { parseJsonSteps } from '../reading/parse-json.ts';
import { noJsonError, replyStatusError } from './reply-error.ts';
import type { Secrets } from './secrets.ts';
import type { RawReply } from './transport.ts';

/**
 * The JSON of an answer, read in steps between which others have the thread.
 * @throws PlatformError when its status is another than 200, or when it is no JSON
 */
export const readReply = async (reply: RawReply, secrets: Secrets, nowMs: number): Promise<unknown> => {
  if (reply.status !== 200) throw replyStatusError(reply, secrets, nowMs);
  const { bytes } = reply;
  if (!isUtf8(bytes)) throw noJsonError(reply, false, secrets);
  const steps = parseJsonSteps(bytes);
  const breathe = breather();
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      await breathe();
    }
  } catch (error) {
    if (!(error instanceof JsonFault || error instanceof SyntaxError)) throw error;
    throw noJsonError(reply, isUnfinished(bytes, error), secrets);
  }
};

/** Whether what is no JSON would be some if more followed. */
const isUnfinished = (bytes: Buffer, error: Error): boolean => {
  if (error instanceof JsonFault) return error.at >= bytes.length;
  const scanner = new JsonScanner({ open: () => false, close: () => {}, scalar: () => {}, name: () => {} });
  try {
    scanner.feed(bytes); // small: what is large is read by a scanner anyway
    scanner.end();
    return false;
  } catch (fault) {
    return fault instanceof JsonFault && fault.at >= bytes.length;
  }
};
