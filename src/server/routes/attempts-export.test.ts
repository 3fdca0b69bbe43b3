import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptColumnValue, attemptExportNames } from '../../contract/attempt-export.ts';
import type { Attempt, AttemptsAnswer } from '../../contract/attempts.ts';
import { restored } from '../../contract/spreadsheet-cell.ts';
import { buildApp } from '../app.ts';
import { loadDemo } from '../demo/load.ts';
import { createWriter } from '../ingest/writer.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { readCsv } from '../test-support/read-csv.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

const until = Date.parse('2026-03-18T09:30:00Z');
let folder: string;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-attempts-export-'));
  const store = await openStore({ folder });
  await loadDemo(store, until, { seed: 7, events: 1_500, days: 3 });
  // as where few attempts fit into memory: an export is of many batches
  const page: Store['attempts']['page'] = (question, asking) =>
    store.attempts.page({ ...question, limit: Math.min(question.limit, 120) }, asking);
  const narrow = { ...store, attempts: { ...store.attempts, page } };
  app = await buildApp({ store: narrow, writer: createWriter(store), version: 'test' });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (path: string) => fetch(`${url}/v1/auth_attempts${path}`);

/** Every attempt of a list, page by page. */
const walked = async (query: string, limit: number): Promise<Attempt[]> => {
  const all: Attempt[] = [];
  let page: string | undefined;
  do {
    const at = page === undefined ? '' : `&page_at_id=${page}`;
    const answer = (await (await ask(`?${query}&limit=${limit}${at}`)).json()) as AttemptsAnswer;
    all.push(...answer.auth_attempts);
    page = answer.page_at_id;
  } while (page !== undefined);
  return all;
};

const linesOf = (text: string): Attempt[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Attempt);

describe('GET /v1/auth_attempts/export', () => {
  it.each([
    ['', 170],
    ['order=asc&dt_from=2026-03-17&dt_to=2026-03-17T12:00Z', 23],
    ['outcome=failed&outcome=did_not_finish&tz=America/Toronto', 100],
    ['stopped_at=MFA Challenge&not_outcome=blocked&order=asc', 7],
    ['renewal=false&min_events=2&max_duration=30', 500],
    ['refused=second_step&q=brightwater', 3],
  ])('holds what all pages of the list hold, in their order, for “%s”', async (query, limit) => {
    const response = await ask(`/export?format=ndjson&${query}`);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const exported = linesOf(await response.text());
    const listed = await walked(query, limit);
    expect(listed.length).toBeGreaterThan(0);
    expect(exported).toEqual(listed);
  });

  it('is a table with every column for a spreadsheet, as a file to save', async () => {
    const query = 'dt_from=2026-03-17';
    const response = await ask(`/export?${query}`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="sign-in-attempts-[\dTZ-]+\.csv"$/,
    );
    const [header, ...rows] = readCsv(await response.text());
    expect(header).toEqual(attemptExportNames);
    const listed = await walked(query, 500);
    const cells = listed.map((attempt) =>
      attemptExportNames.map((name) => {
        const value = attemptColumnValue(attempt, name) ?? '';
        return Array.isArray(value) ? value.join('; ') : String(value);
      }),
    );
    expect(rows.map((row) => row.map(restored))).toEqual(cells);
  });

  it('has the columns asked for, in their order; a line of JSON leaves out what there is not', async () => {
    const columns = 'columns=start&columns=who&columns=code&columns=owner&columns=sessions';
    const query = `${columns}&dt_from=2026-03-17&order=asc`;
    const [first, second = ''] = (await (await ask(`/export?${query}`)).text()).split('\r\n');
    expect(first).toBe('start,who,code,owner,sessions');
    expect(second).toMatch(/^2026-03-17T[\d:.]+Z,[^,]*,[a-z_]+,/);
    const signedIn = await (
      await ask(`/export?format=ndjson&${query}&outcome=signed_in&renewal=false`)
    ).text();
    const names = new Set(linesOf(signedIn).map((attempt) => Object.keys(attempt).join()));
    expect(names).toContain('start,who,code,sessions');
    expect([...names].join()).not.toContain('outcome');
  });

  it.each(['columns=reslut', 'outcome=lost', 'tz=Mars/Base', 'format=pdf', 'limit=10', 'page_at_id=x'])(
    'names what is wrong with %s',
    async (wrong) => {
      const response = await ask(`/export?${wrong}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ parameter: wrong.split('=')[0] }] });
    },
  );

  it('HEAD tells of it without making it', async () => {
    const head = await fetch(`${url}/v1/auth_attempts/export?export_id=only-its-head`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect((await ask('/exports/only-its-head')).status).toBe(404);
  });

  it('tells how it ended', async () => {
    const query = 'format=ndjson&export_id=the-blocked&outcome=blocked';
    const whole = linesOf(await (await ask(`/export?${query}`)).text());
    expect(await (await ask('/exports/the-blocked')).json()).toEqual({ state: 'done', rows: whole.length });
  });
});

/** An app whose attempts come one by one, as `further` has it after the first. */
const oneByOne = (further: Store['attempts']['page'], use: (address: string) => Promise<void>) => {
  let pages = 0;
  const wrap = (store: Store): Store => ({
    ...store,
    attempts: {
      ...store.attempts,
      page: async (question, asking) => {
        pages += 1;
        if (pages > 1) return further(question, asking);
        const { attempts } = await store.attempts.page({ ...question, limit: 1 }, asking);
        return { attempts, more: true };
      },
    },
  });
  return withApp({ wrap }, async (served) => {
    await postEvents(served, { events: ['a', 'b'].map((id) => signIn(id, { request_id: id })) });
    await use(await served.listen({ host: '127.0.0.1', port: 0 }));
  });
};

it('tells how far it is, apart from exports of events; cancelled, it stops the question and fails visibly', async () => {
  let stopped: unknown;
  await oneByOne(
    (_question, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          stopped = signal.reason;
          reject(new Error('stopped'));
        });
      }),
    async (address) => {
      const path = `${address}/v1/auth_attempts/export`;
      const response = await fetch(`${path}?format=ndjson&export_id=one-by-one`);
      const reader = response.body?.getReader();
      expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('"request_id":"b"');
      expect((await fetch(`${path}?export_id=one-by-one`)).status).toBe(409);
      expect((await fetch(`${address}/v1/auth_audits/exports/one-by-one`)).status).toBe(404);
      const progress = async (): Promise<unknown> => (await fetch(`${path}s/one-by-one`)).json();
      expect(await progress()).toEqual({ state: 'running', rows: 1 });
      expect((await fetch(`${path}s/one-by-one`, { method: 'DELETE' })).status).toBe(204);
      await expect(reader?.read()).rejects.toThrow('terminated');
      expect(await progress()).toEqual({ state: 'cancelled', rows: 1 });
    },
  );
  expect(stopped).toMatchObject({ message: 'The export was cancelled.' });
});

it('breaks the connection off when the attempts cannot be read further', async () =>
  oneByOne(
    async () => Promise.reject(new Error('the disk is gone')),
    async (address) => {
      const path = `${address}/v1/auth_attempts/export`;
      const response = await fetch(`${path}?format=ndjson&export_id=broken-off`);
      await expect(response.text()).rejects.toThrow('terminated');
      expect(await (await fetch(`${path}s/broken-off`)).json()).toEqual({ state: 'broken', rows: 1 });
    },
  ));

it('keeps a spreadsheet from running what a sender wrote, and gives it back to a program', async () =>
  withApp({}, async (served) => {
    const odd = {
      request_id: '=1+1',
      application_name: '@SUM(A1), "x"\r\n;=2',
      upstream_user_id: '-3@x.org',
    };
    await postEvents(served, { events: [signIn('odd', { ...odd, session: 's;=1' })] });
    const columns = ['request_id', 'application_name', 'who', 'sessions'];
    const query = columns.map((name) => `columns=${name}`).join('&');
    const { body } = await served.inject(`/v1/auth_attempts/export?${query}`);
    const [, row = []] = readCsv(body);
    expect(row.every((cell) => /^[^=@+-]/.test(cell) && !/[;\n]=/.test(cell))).toBe(true);
    expect(row.map(restored)).toEqual(['=1+1', odd.application_name, '-3@x.org', 's;=1']);
  }));
