import { afterEach, expect, test, vi } from 'vitest';
import { findingListAnswerSchema } from '../../../contract/finding-list.ts';
import type { Store } from '../../store/store.ts';
import { attempt, store as storeRecords } from '../../test-support/findings-fixture.ts';
import { withApp } from '../../test-support/with-app.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Refused often enough to be found. */
const guesses = (userId: string, from: number) =>
  Array.from({ length: 12 }, (_, nth) =>
    attempt(from + nth / 10, 'failed', { user_id: userId, source_ip: '198.51.100.7' }),
  );

/** A store whose clock goes on by so much (milliseconds) with each look for what deserves one. */
const taking = (ms: number) => {
  const clock = { ms: 1_000_000 };
  vi.spyOn(performance, 'now').mockImplementation(() => clock.ms);
  const wrap = (store: Store): Store => ({
    ...store,
    findings: {
      ...store.findings,
      spray: async (question, asking) => {
        clock.ms += ms;
        return store.findings.spray(question, asking);
      },
    },
  });
  return { clock, wrap };
};

test.each([
  { ms: 4_000, name: 'seconds, what was found is told again for five minutes, and of when it is' },
  { ms: 100, name: 'no time, what is found is of now' },
])('where to look for everything takes $name', async ({ ms }) => {
  const isSlow = ms > 1_000;
  const { clock, wrap } = taking(ms);
  await withApp({ wrap }, async (app, store) => {
    const ask = async (query = '') => {
      const answer = await app.inject(`/v1/auth_findings?dt_from=2026-03-30&dt_to=2026-03-31${query}`);
      const { auth_findings: found, as_of: asOf } = findingListAnswerSchema.parse(answer.json());
      return { users: found.map(({ subject: { user } }) => user ?? '').toSorted(), asOf };
    };
    await storeRecords(store, guesses('ann', 0));
    expect(await ask()).toEqual({ users: ['ann'] });
    // nothing has come since: it is of now, whenever it was looked for
    clock.ms += 60_000;
    expect(await ask()).toEqual({ users: ['ann'] });

    await storeRecords(store, guesses('bob', 60));
    expect(await ask()).toEqual(
      isSlow ? { users: ['ann'], asOf: '2026-03-31T11:58:56Z' } : { users: ['ann', 'bob'] },
    );
    clock.ms += 300_000;
    expect(await ask()).toEqual({ users: ['ann', 'bob'] });
  });
});
