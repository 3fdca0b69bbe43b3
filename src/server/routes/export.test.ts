import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportProgress } from '../../contract/export.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { buildApp } from '../app.ts';
import { loadDemo } from '../demo/load.ts';
import { openStore } from '../store/open.ts';
import { createWriter } from '../ingest/writer.ts';

const until = Date.parse('2026-03-18T09:30:00Z');
let folder: string;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-export-'));
  const store = await openStore({ folder });
  await loadDemo(store, until, { seed: 7, events: 20_000, days: 10 });
  app = await buildApp({ store, writer: createWriter(store), version: 'test' });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (path: string) => fetch(`${url}/v1/auth_audits${path}`);

const total = async (filters: string): Promise<number> => {
  const { buckets } = (await (await ask(`/histogram?${filters}`)).json()) as { buckets: { count: number }[] };
  return buckets.reduce((sum, { count }) => sum + count, 0);
};

it('HEAD tells of an export without making it', async () => {
  const head = await fetch(`${url}/v1/auth_audits/export?format=ndjson&export_id=only-its-head`, {
    method: 'HEAD',
  });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  expect(head.headers.get('content-disposition')).toMatch(/\.ndjson"$/);
  expect((await ask('/exports/only-its-head')).status).toBe(404);
});

describe('GET /v1/auth_audits/export', () => {
  it.each(['', 'result=Failure&result=Denied', 'not_event_name=Token&q=brightwater', 'missing=user_id'])(
    'writes as many records as are counted for “%s”',
    async (filters) => {
      const response = await ask(`/export?format=ndjson&${filters}`);
      expect(response.headers.get('content-type')).toBe('application/x-ndjson');
      const lines = (await response.text()).split('\n').filter(Boolean);
      expect(lines).toHaveLength(await total(filters));
    },
  );

  it('writes the very records the list answers, newest first', async () => {
    const lines = (await (await ask('/export?format=ndjson&application_name=Team Wiki')).text()).trimEnd();
    const { auth_audits: listed } = (await (await ask('?application_name=Team Wiki')).json()) as {
      auth_audits: AuditRecord[];
    };
    const exported = lines.split('\n').map((line) => JSON.parse(line) as AuditRecord);
    expect(exported.slice(0, listed.length)).toEqual(listed);
  });

  it('writes CSV with the columns asked for, as a file to save', async () => {
    const response = await ask('/export?columns=time&columns=email&columns=result&result=Denied&order=asc');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="authentication-audit-[\dTZ-]+\.csv"$/,
    );
    const [header, first = ''] = (await response.text()).split('\r\n');
    expect(header).toBe('time,email,result');
    expect(first).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,[^,]*,Denied$/);
  });

  it('names a column that does not exist', async () => {
    const response = await ask('/export?columns=reslut');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ parameter: 'columns' }] });
  });

  it.each(['identity', 'gzip', 'br'])(
    'fails visibly when it is cancelled in the middle (encoding %s), and says so',
    async (encoding) => {
      const id = `export-${encoding}`;
      const response = await fetch(`${url}/v1/auth_audits/export?format=ndjson&export_id=${id}&limit=`, {
        headers: { 'accept-encoding': encoding },
      });
      const reader = response.body?.getReader();
      await reader?.read();
      const progress = (await (await ask(`/exports/${id}`)).json()) as ExportProgress;
      expect(progress.rows).toBeLessThan(20_000);
      expect((await ask(`/export?export_id=${id}`)).status).toBe(409);
      expect((await fetch(`${url}/v1/auth_audits/exports/${id}`, { method: 'DELETE' })).status).toBe(204);
      const drain = async () => {
        for (let part = await reader?.read(); part && !part.done; part = await reader?.read());
      };
      await expect(drain()).rejects.toThrow('terminated');
      expect(await (await ask(`/exports/${id}`)).json()).toMatchObject({ state: 'cancelled' });
    },
  );

  it('tells the end of an export by its name', async () => {
    await (await ask('/export?export_id=to-the-end&result=Denied')).text();
    expect(await (await ask('/exports/to-the-end')).json()).toEqual({
      state: 'done',
      rows: await total('result=Denied'),
    });
    expect((await ask('/exports/unknown')).status).toBe(404);
  });
});

describe('GET /v1/auth_audits/new', () => {
  it('counts what matches and was stored since, late events included', async () => {
    const { at } = (await (await ask('/new?result=Denied')).json()) as { at: string };
    const event = (id: string, result: string) => ({
      unique_id: id,
      create_time: '2026-03-10T00:00:00Z',
      event: { event_name: 'Token', result, user_id: id },
    });
    const events = [event('late-1', 'Denied'), event('late-2', 'Success')];
    await fetch(`${url}/v1/bulk_audit_events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    expect(await (await ask(`/new?result=Denied&since=${at}`)).json()).toMatchObject({ count: 1 });
    expect(await (await ask(`/new?since=${at}`)).json()).toMatchObject({ count: 2 });
    expect(await (await ask(`/new?since=${BigInt(at) + 2n}`)).json()).toEqual({
      count: 0,
      at: String(BigInt(at) + 2n),
    });
  });

  it('counts what was ahead of the rows when its time has come, and tells what is ahead still', async () => {
    const { at } = (await (await ask('/new')).json()) as { at: string };
    const events = ['09:59', '10:00', '10:30', '11:00', '12:00'].map((time, n) => ({
      unique_id: `ahead-${n}`,
      create_time: `2031-01-01T${time}:00Z`,
      event: { event_name: 'Token', result: 'Success', user_id: 'ahead' },
    }));
    await fetch(`${url}/v1/bulk_audit_events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    const { at: after } = (await (await ask('/new')).json()) as { at: string };
    const told = async (since: string, from: string, to: string) => {
      const query = `since=${since}&user_id=ahead&or_from=2031-01-01T${from}Z`;
      const answer = (await (await ask(`/new?${query}${to && `&dt_to=2031-01-01T${to}Z`}`)).json()) as object;
      return { ...answer, at: undefined };
    };
    // rows that end at 10:00 and have not been asked for again
    expect(await told(at, '10:00', '10:00')).toEqual({ count: 1, ahead: 4 });
    expect(await told(at, '10:00', '11:00')).toEqual({ count: 3, ahead: 2 });
    // rows that end at 10:00 and were asked for after all had been stored
    expect(await told(after, '10:00', '10:00')).toEqual({ count: 0, ahead: 4 });
    expect(await told(after, '10:00', '10:31')).toEqual({ count: 2, ahead: 2 });
    expect(await told(after, '10:00', '13:00')).toEqual({ count: 4, ahead: 0 });
    expect(await told(after, '10:00', '')).toEqual({ count: 4, ahead: 0 });
    expect((await ask('/new?or_from=soonish')).status).toBe(400);
  });
});
