import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttemptAnswer } from '../../contract/attempts.ts';
import { ToldHistory } from './told-histories.ts';
import { postEvents, withApp } from './with-app.ts';

export const userAgents = {
  firefox: 'Mozilla/5.0 Firefox/140.0',
  chrome: 'Mozilla/5.0 Chrome/144.0',
  phone: 'Mozilla/5.0 (iPhone) Safari/19.0',
  script: 'python-requests/2.32',
} as const;

/** Minutes between tries of a person, who keeps no time. */
export const uneven = (count: number) => Array.from({ length: count }, (_, index) => index * 4 + (index % 3));

/**
 * What happened, and of which kind it is; the code of the verdict of the attempt whose request_id it answers, and the
 * owner of its next step.
 */
export type Situation = readonly [string, string, string | undefined, (history: ToldHistory) => string];

/** Have the real server judge situations, all of them in one store. */
export const describeSituations = (situations: readonly Situation[]): void => {
  const histories = situations.map(([, , , tell], index) => {
    const history = new ToldHistory(index + 1);
    return { requestId: tell(history), records: history.records };
  });
  let app: FastifyInstance;
  let done = () => {};
  let closed: Promise<void> = Promise.resolve();
  beforeAll(async () => {
    await new Promise<void>((ready, fail) => {
      closed = withApp({}, async (given, store) => {
        app = given;
        for (const [index, { records }] of histories.entries()) {
          const events = records.map((event, place) => ({ unique_id: `${index}-${place}`, event }));
          const { statusCode, body } = await postEvents(app, { events });
          if (statusCode !== 201 || !body.includes('"discard_events":[],"retry_events":[]'))
            throw new Error(body);
        }
        await store.tidy();
        ready();
        await new Promise<void>((end) => {
          done = end;
        });
      });
      closed.catch(fail);
    });
  });
  afterAll(async () => {
    done();
    await closed;
  });

  const ask = async (requestId: string): Promise<AttemptAnswer> =>
    (await app.inject({ url: `/v1/auth_attempts/${requestId}` })).json();

  describe('the verdict', () => {
    test.each(situations.map(([name, code, owner], index) => [name, code, owner, index] as const))(
      '%s: %s',
      async (_, code, owner, index) => {
        const { verdict } = await ask(histories[index]?.requestId ?? '');
        expect([verdict.code, verdict.next_step?.owner]).toEqual([code, owner]);
        expect(verdict.worth_a_look === true).toBe(code.startsWith('worth_a_look'));
        // whatever the surroundings make of it is an inference
        expect(!('base' in verdict.params) || verdict.certainty === 'likely').toBe(true);
      },
    );

    test('is the same in a list', async () => {
      const query = histories.map(({ requestId }) => `request_id=${requestId}`).join('&');
      const { auth_attempts: listed } = (
        await app.inject({ url: `/v1/auth_attempts?limit=500&${query}` })
      ).json<{ auth_attempts: AttemptAnswer[] }>();
      expect(listed).toHaveLength(histories.length);
      for (const { request_id: id, verdict } of listed) expect(verdict).toEqual((await ask(id)).verdict);
    });
  });
};
