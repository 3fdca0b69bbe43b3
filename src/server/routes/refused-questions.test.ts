import { expect, test } from 'vitest';
import { problemSchema } from '../../contract/service.ts';
import type { Asking } from '../store/questions/scope.ts';
import { StoreError, type StoreErrorCode } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { withApp } from '../test-support/with-app.ts';

test.each<readonly [StoreErrorCode, number, string | undefined, RegExp]>([
  ['busy', 429, '5', /^The reason\.$/],
  ['unwritable', 429, '5', /The reason\.$/],
  ['slow', 422, undefined, /^The reason\.$/],
  ['large', 422, undefined, /^The reason\.$/],
  ['damaged', 500, undefined, /^The reason\.$/],
  ['failed', 503, '1', /Try again\.$/],
])('a question that is %s is refused with %i', async (code, status, retryAfter, detail) => {
  const wrap = (store: Store): Store => ({
    ...store,
    events: { ...store.events, list: () => Promise.reject(new StoreError(code, 'The reason.')) },
  });
  await withApp({ wrap }, async (app) => {
    const answer = await app.inject('/v1/auth_audits');
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([status, retryAfter]);
    expect(problemSchema.parse(answer.json()).detail).toMatch(detail);
  });
});

test('who asks is told to the store: the address', async () => {
  const asked: string[] = [];
  const noting = (asking: Asking) => asked.push(asking.principal);
  const wrap = (store: Store): Store => ({
    ...store,
    events: {
      ...store.events,
      list: (question, asking) => {
        noting(asking);
        return store.events.list(question, asking);
      },
    },
    findings: {
      ...store.findings,
      kept: (question, asking) => {
        noting(asking);
        return store.findings.kept(question, asking);
      },
    },
  });
  await withApp({ wrap }, async (app) => {
    const from = (remoteAddress: string, url: string) => app.inject({ remoteAddress, url });
    await from('203.0.113.7', '/v1/auth_audits');
    await from('2001:db8::1', '/v1/auth_overview/findings?dt_from=2026-03-30&dt_to=2026-03-31');
    expect((await from('203.0.113.8', '/v1/auth_audits/export?format=ndjson')).statusCode).toBe(200);
  });
  expect(asked).toEqual(['203.0.113.7', '2001:db8:0:0::/64', '203.0.113.8']);
});
