import { expect, test } from 'vitest';
import { formatInstant, micros, microsPerDay } from '../../contract/instant.ts';
import { tooOldMessage } from '../../contract/webhook.ts';
import { reportLines } from '../ingest/cli/report.ts';
import { importLines } from '../ingest/import-lines.ts';
import { frozen, postEvents, signIn, withApp } from '../test-support/with-app.ts';

const rule = { count: 30, unit: 'd' } as const;
/** A clock of the rule beside that of the server. */
const ruled = (days = 0) => ({ rule, now: () => micros(frozen + BigInt(days) * microsPerDay) });
const on = (id: string, create_time: string, more: object = {}) => ({ ...signIn(id, more), create_time });
const before = '2026-02-28T23:59:59.999999Z';
const floor = '2026-03-01T00:00:00Z';

const extentOf = async (app: Parameters<typeof postEvents>[0]): Promise<unknown> =>
  (await app.inject('/v1/auth_audits/extent')).json();

test('an event that is older than the rule is discarded by name, counted, and done with', async () =>
  withApp({ keeping: ruled() }, async (app) => {
    const body = {
      always_respond_with_events: true,
      events: [on('old', before), on('kept', floor), on('old', before), on('new', '2026-03-31')],
    };
    const response = await postEvents(app, body);
    expect(response.statusCode).toBe(201);
    const old = { unique_id: 'old', status: 'invalid', status_message: tooOldMessage };
    expect(response.json()).toEqual({
      success_events: [
        { unique_id: 'kept', status: 'success' },
        { unique_id: 'new', status: 'success' },
      ],
      discard_events: [old, old],
      retry_events: [],
    });
    const metrics = (await app.inject('/metrics')).body;
    expect(metrics).toContain('auth_audit_events_too_old_total 2');
    expect((await app.inject('/v1/sources')).json()).toMatchObject({
      sources: [{ details: { records: 2, duplicates: 0, too_old: 2 } }],
    });
    expect(await extentOf(app)).toEqual({
      first: floor,
      last: '2026-03-31T00:00:00Z',
      retention: '30d',
      kept_from: floor,
    });
  }));

test('an import counts what is older apart, and says why', async () =>
  withApp({ keeping: ruled() }, async (_, store) => {
    async function* lines() {
      for (const time of [before, floor, '2026-03-02'])
        yield Buffer.from(`${JSON.stringify({ time, event_name: 'Token', result: 'Success' })}\n`);
    }
    const ended = await importLines(lines(), {
      sink: { batch: 2, send: async (events) => (await store.append(events)).map((status) => ({ status })) },
      reject: () => {},
    });
    expect(ended.tally).toMatchObject({ read: 3, added: 2, duplicates: 0, tooOld: 1, rejected: 0 });
    expect(reportLines('a.jsonl', ended, [])).toContainEqual(
      expect.stringMatching(/^ {2}too old +1 {2}older than events are kept here \(AUTH_AUDIT_RETENTION\)$/),
    );
  }));

test('what was stored is known until it is removed; then it is gone, told of, and not taken again', async () => {
  let days = 0;
  const keeping = { rule, now: () => micros(frozen + BigInt(days) * microsPerDay) };
  await withApp({ keeping }, async (app, store) => {
    const steps = [
      on('a', '2026-03-01T23:58:00Z', {
        request_id: 'over',
        event_name: 'Authentication Request',
        result: 'InProgress',
      }),
      on('b', '2026-03-02T00:01:00Z', { request_id: 'over', event_name: 'MFA Challenge', result: 'Success' }),
      on('c', '2026-03-02T00:02:00Z', { request_id: 'over' }),
      on('d', '2026-03-02T00:03:00Z', {
        request_id: 'whole',
        event_name: 'Authentication Request',
        result: 'InProgress',
      }),
      on('e', '2026-03-02T00:04:00Z', { request_id: 'whole' }),
      on('f', '2026-03-04T00:00:00Z', { request_id: 'later' }),
    ];
    await postEvents(app, { events: steps });
    days = 1;
    expect((await postEvents(app, { events: steps.slice(0, 1) })).json()).toMatchObject({
      discard_events: [{ unique_id: 'a', status: 'duplicate' }],
    });
    await store.tidy();
    expect(await extentOf(app)).toEqual({
      first: '2026-03-02T00:01:00Z',
      last: '2026-03-04T00:00:00Z',
      retention: '30d',
      kept_from: '2026-03-02T00:00:00Z',
      removed_before: '2026-03-02T00:00:00Z',
    });
    expect((await postEvents(app, { events: steps })).json()).toMatchObject({
      discard_events: [
        { unique_id: 'a', status: 'invalid' },
        ...'bcdef'.split('').map((id) => ({ unique_id: id, status: 'duplicate' })),
      ],
    });
    const told = async (id: string) =>
      (await app.inject(`/v1/auth_attempts/${id}`)).json<{
        start: string;
        certainty: string;
        verdict: { notes: { code: string; text: string }[] };
      }>();
    const cut = await told('over');
    expect(cut).toMatchObject({ start: '2026-03-02T00:01:00Z', outcome: 'signed_in', certainty: 'likely' });
    expect(cut.verdict.notes).toMatchObject([
      {
        code: 'cut',
        text: expect.stringMatching(/^Its beginning may be missing, .* were removed by rule\.$/) as string,
      },
    ]);
    for (const id of ['whole', 'later']) {
      const other = await told(id);
      expect(other.certainty).toBe('recorded');
      expect(JSON.stringify(other.verdict)).not.toContain('removed by rule');
    }
  });
});

test('no rule: nothing is removed, whatever its age, and nothing is said of it', async () =>
  withApp({ keeping: { rule: undefined, now: () => frozen } }, async (app, store) => {
    await postEvents(app, { events: [on('old', '2001-01-01')] });
    await store.tidy();
    expect(await extentOf(app)).toEqual({
      first: formatInstant(978_307_200_000_000n),
      last: '2001-01-01T00:00:00Z',
    });
  }));
