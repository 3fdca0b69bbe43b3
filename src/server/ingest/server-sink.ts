import { setTimeout as wait } from 'node:timers/promises';
import { writeJson } from '../../contract/exact-number.ts';
import { formatInstant } from '../../contract/instant.ts';
import { problemSchema } from '../../contract/service.ts';
import { type EventStatus, bulkAnswerSchema, importAgent, tooOldMessage } from '../../contract/webhook.ts';
import type { PreparedEvent } from '../store/store.ts';
import type { Answer, Sink } from './import-lines.ts';

/** The number of events in a body, and about how many bytes it may have: well below what a server takes. */
const limits = { events: 500, bytes: 8 * 1024 * 1024 };

/** How long a server may turn every batch away, or leave one without an answer, before that is an error. */
const defaultPatienceMs = 60_000;

/** How long an answer may take until it is said that it is waited for. */
const silentMs = 5_000;

/** Called with what is waited for, as a sentence, and after how many milliseconds of it the import gives up. */
export type OnWait = (reason: string, leftMs: number) => void;

export type ServerSinkOptions = {
  /** The server's address, without a path. */
  readonly url: string;
  /** Bearer token of the webhook, when it needs one. */
  readonly token?: string;
  /** Ends the wait for a busy server. */
  readonly signal?: AbortSignal;
  /**
   * Why what listens there is not the server that it should be, as a sentence, after so many milliseconds at most. Asked
   * before every body: a server can be killed, and another program take its address, while an import runs.
   */
  readonly whyNot: (withinMs: number) => Promise<string | undefined>;
  readonly onWait?: OnWait;
  readonly patienceMs?: number;
};

const secondsIn = (ms: number): string => `${Math.ceil(ms / 1000)} s`;

/** The events as members of a bulk body, cut so that no body is too large. */
function* bodiesOf(
  events: readonly PreparedEvent[],
): Generator<{ readonly members: string[]; readonly ids: string[] }> {
  let [members, ids, bytes]: [string[], string[], number] = [[], [], 0];
  for (const { id, time, record, numbers } of events) {
    const event = { ...record, ...numbers };
    const member = writeJson({ unique_id: id, create_time: formatInstant(time), event });
    const size = Buffer.byteLength(member);
    if (members.length > 0 && bytes + size > limits.bytes) {
      yield { members, ids };
      [members, ids, bytes] = [[], [], 0];
    }
    members.push(member);
    ids.push(id);
    bytes += size;
  }
  if (members.length > 0) yield { members, ids };
}

type Posted = {
  readonly statuses: readonly EventStatus[];
  readonly retryAfterMs: number;
  /** Why nothing was taken. */
  readonly busy?: string;
};

const secondsOf = (header: string | null): number => {
  const seconds = Number(header ?? 1);
  return Number.isFinite(seconds) ? Math.max(0.1, seconds) : 1;
};

const detailOf = async (response: Response): Promise<string> => {
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
  return problem.success ? problem.data.detail : response.statusText;
};

/** Say again and again that a server is silent, until it is not. */
const whileSilent = async <Result>(
  { url, onWait }: ServerSinkOptions,
  patienceMs: number,
  asking: Promise<Result>,
): Promise<Result> => {
  const start = Date.now();
  const tell = (): void =>
    onWait?.(`The server at ${url} has not answered yet.`, patienceMs - (Date.now() - start));
  const telling = setInterval(tell, silentMs);
  return asking.finally(() => clearInterval(telling));
};

/** Post a body and read all of the answer, which is waited for with the same patience as for a busy server. */
const answerTo = async (
  { url, token }: ServerSinkOptions,
  patienceMs: number,
  body: string,
): Promise<Response> => {
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(`${url}/v1/bulk_audit_events`, {
      method: 'POST',
      redirect: 'error',
      signal: patience,
      headers: {
        'user-agent': importAgent,
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body,
    });
    const { status, statusText, headers } = response;
    return new Response(await response.arrayBuffer(), { status, statusText, headers });
  } catch (error) {
    throw new Error(
      patience.aborted
        ? `The server at ${url} has not answered for ${secondsIn(patienceMs)}.`
        : `The server at ${url} does not answer.`,
      { cause: error },
    );
  }
};

const post = async (options: ServerSinkOptions, members: readonly string[]): Promise<Posted | string> => {
  const { url, whyNot, patienceMs = defaultPatienceMs } = options;
  const reason = await whileSilent(options, patienceMs, whyNot(patienceMs));
  if (reason !== undefined) return reason;
  const body = `{"always_respond_with_events":true,"events":[${members.join(',')}]}`;
  const response = await whileSilent(options, patienceMs, answerTo(options, patienceMs, body));
  if (response.status === 429) {
    const retryAfterMs = secondsOf(response.headers.get('retry-after')) * 1000;
    return { statuses: [], retryAfterMs, busy: await detailOf(response) };
  }
  if (response.status === 401 || response.status === 403)
    return `The server at ${url} refuses the token: set AUTH_AUDIT_INGEST_TOKEN or AUTH_AUDIT_TOKEN to its own.`;
  if (response.status !== 201)
    return `The server at ${url} answered ${response.status}: ${await detailOf(response)}`;
  const answer = bulkAnswerSchema.parse(await response.json());
  const { success_events: success, discard_events: discarded, retry_events: retry } = answer;
  return {
    statuses: [...success, ...discarded, ...retry],
    retryAfterMs: (answer.retry_after_delay_seconds ?? 1) * 1000,
  };
};

const answerOf = ({ status, status_message: message }: EventStatus): Answer | undefined => {
  if (status === 'success' || status === 'duplicate') return { status };
  if (status === 'invalid' && message === tooOldMessage) return { status: 'too_old' };
  return status === 'invalid' ? { status, message: message ?? 'the server takes it for invalid' } : undefined;
};

/** Send members until each has an answer, waiting when the server is busy. Answers in the order given. */
const settle = async (
  options: ServerSinkOptions,
  { members, ids }: { readonly members: readonly string[]; readonly ids: readonly string[] },
): Promise<Answer[]> => {
  const { url, signal, onWait, patienceMs = defaultPatienceMs } = options;
  const answers: (Answer | undefined)[] = members.map(() => undefined);
  let until = Date.now() + patienceMs;
  for (;;) {
    const open = answers.flatMap((answer, index) => (answer === undefined ? [index] : []));
    if (open.length === 0) return answers.flatMap((answer) => answer ?? []);
    const posted = await post(
      options,
      open.map((index) => members[index] ?? ''),
    );
    if (typeof posted === 'string') throw new Error(posted);
    // an id that is sent twice is answered twice: the new row first
    const answered = new Map<string, Answer[]>();
    for (const status of posted.statuses) {
      const answer = answerOf(status);
      if (answer) answered.set(status.unique_id, [...(answered.get(status.unique_id) ?? []), answer]);
    }
    for (const index of open) answers[index] = answered.get(ids[index] ?? '')?.shift();
    if (answered.size > 0) until = Date.now() + patienceMs;
    const reason = posted.busy ?? `The server at ${url} is too busy.`;
    const leftMs = until - Date.now();
    if (leftMs <= 0)
      throw new Error(`The server at ${url} has taken nothing for ${secondsIn(patienceMs)}: ${reason}`);
    if (!answers.includes(undefined)) continue;
    onWait?.(reason, leftMs);
    await wait(Math.min(posted.retryAfterMs, leftMs), undefined, signal && { signal });
  }
};

/** Sends events to a running server through its webhook, under the ids they would be stored with directly. */
export const serverSink = (options: ServerSinkOptions): Sink => ({
  batch: limits.events,
  send: async (events) => {
    const answers: Answer[] = [];
    for (const body of bodiesOf(events)) answers.push(...(await settle(options, body)));
    return answers;
  },
});
