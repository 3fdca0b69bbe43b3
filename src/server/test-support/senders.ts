import { bulkAnswerSchema } from '../../contract/webhook.ts';
import { listAnswerSchema } from '../../contract/audits.ts';

/** Post events to the webhook as an audit destination does. */
export const post = async (url: string, ids: readonly string[], bytes = 200): Promise<Response> =>
  fetch(`${url}/v1/bulk_audit_events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      events: ids.map((id, n) => ({
        unique_id: id,
        create_time: '2026-03-29T12:00:00Z',
        event: { event_name: 'Token', result: 'Success', token_id: id, n, filler: 'x'.repeat(bytes) },
      })),
      always_respond_with_events: true,
    }),
  });

/** Ids that an answer says are stored: new ones, and those that were there already. */
const storedIn = async (response: Response): Promise<string[]> => {
  const { success_events: success, discard_events: discarded } = bulkAnswerSchema.parse(
    await response.json(),
  );
  const there = discarded.filter(({ status }) => status === 'duplicate');
  if (there.length < discarded.length) throw new Error('An event was refused.');
  return [...success, ...there].map(({ unique_id: id }) => id);
};

/** Several senders at once that post batch after batch, and each again until it is acknowledged. */
export class Senders {
  readonly acknowledged = new Set<string>();
  readonly statuses = new Map<number, number>();
  #isDone = false;
  readonly #all: Promise<unknown>;
  readonly #url: () => string;

  /** @param url where to send now; it may change while a server is started again */
  constructor(url: () => string, count: number, batch: number) {
    this.#url = url;
    this.#all = Promise.all(Array.from({ length: count }, (_, n) => this.#sendOn(`s${n}`, batch)));
  }

  async #sendOn(name: string, batch: number): Promise<void> {
    for (let turn = 0; !this.#isDone; turn += 1) {
      const ids = Array.from({ length: batch }, (_, n) => `${name}-${turn}-${n}`);
      while (!this.#isDone && !(await this.#isTaken(ids)));
    }
  }

  async #isTaken(ids: readonly string[]): Promise<boolean> {
    try {
      const response = await post(this.#url(), ids);
      this.statuses.set(response.status, (this.statuses.get(response.status) ?? 0) + 1);
      if (response.status !== 201) {
        await response.text();
        return false;
      }
      for (const id of await storedIn(response)) this.acknowledged.add(id);
      return true;
    } catch {
      return false; // the server is away: the sender does not know whether the batch is stored
    }
  }

  /** Stop, and wait for what is under way. */
  async done(): Promise<void> {
    this.#isDone = true;
    await this.#all;
  }
}

/** The ids of all stored events, page by page through the API. */
export const listIds = async (url: string): Promise<string[]> => {
  const ids: string[] = [];
  let cursor = '';
  do {
    const response = await fetch(`${url}/v1/auth_audits?order=asc&expand=event_ids&page_at_id=${cursor}`);
    if (response.status !== 200) throw new Error(`The list was answered with ${response.status}.`);
    const page = listAnswerSchema.parse(await response.json());
    ids.push(...(page.event_ids ?? []));
    cursor = page.page_at_id ?? '';
  } while (cursor !== '');
  return ids;
};

/** What is wrong with the stored ids, given those that were acknowledged: nothing, if all is well. */
export const lossIn = (stored: readonly string[], acknowledged: ReadonlySet<string>) => {
  const there = new Set(stored);
  return {
    missing: [...acknowledged].filter((id) => !there.has(id)),
    twice: stored.length - there.size,
  };
};

export const noLoss = { missing: [], twice: 0 };
