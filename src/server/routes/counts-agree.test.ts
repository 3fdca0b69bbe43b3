import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistogramAnswer, ListAnswer } from '../../contract/audits.ts';
import { type Filters, writeFilters } from '../../contract/filters.ts';
import { buildApp } from '../app.ts';
import { loadDemo } from '../demo/load.ts';
import { openStore } from '../store/open.ts';
import { createWriter } from '../ingest/writer.ts';

const until = Date.parse('2026-03-30T09:30:00Z');
const day = 86_400_000;
let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-counts-'));
  const store = await openStore({ folder });
  await loadDemo(store, until, { seed: 11, events: 3_000, days: 10 });
  app = await buildApp({ store, writer: createWriter(store), version: 'test' });
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

type Entries = readonly (readonly [string, string])[];

const ask = async (path: string, entries: Entries): Promise<string> => {
  const query = new URLSearchParams(entries.map(([name, value]): [string, string] => [name, value]));
  const answer = await app.inject({ url: `/v1/auth_audits${path}?${query.toString()}` });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.body;
};

/** How many records the list holds, page by page. */
const listed = async (entries: Entries): Promise<number> => {
  let count = 0;
  let page: string | undefined;
  do {
    const at: Entries = page === undefined ? [] : [['page_at_id', page]];
    const answer = JSON.parse(await ask('', [...entries, ...at])) as ListAnswer;
    count += answer.auth_audits.length;
    page = answer.page_at_id;
  } while (page !== undefined);
  return count;
};

const values = {
  result: ['Success', 'Failure', 'Denied', 'DoMfa', 'InProgress', 'nothing'],
  event_name: ['Token', 'MFA Challenge', 'Authentication Request', 'Policy Evaluation'],
  application_name: ['Team Wiki', 'Service Desk', 'Payroll', 'it’s “odd”'],
  upstream_idp: ['Microsoft Entra ID', 'Google'],
} as const;
const property = fc.constantFrom(...(Object.keys(values) as (keyof typeof values)[]));
const lists = fc
  .uniqueArray(property, { maxLength: 2 })
  .chain((names) =>
    fc.record(
      Object.fromEntries(
        names.map((name) => [
          name,
          fc.uniqueArray(fc.constantFrom<string>(...values[name]), { minLength: 1, maxLength: 3 }),
        ]),
      ),
    ),
  );
const filters: fc.Arbitrary<Filters> = fc
  .record({
    any: lists,
    none: lists,
    missing: fc.uniqueArray(property, { maxLength: 1 }),
    q: fc.option(fc.constantFrom('a', 'BRIGHTWATER', '10.', '%', 'nobody'), { nil: undefined }),
  })
  .map(({ q, ...rest }) => (q === undefined ? rest : { ...rest, q }));
/** Edges that fall within buckets, at local midnights, and on the day that is an hour short in Berlin. */
const edge = fc.integer({ min: -11 * day, max: day }).map((by) => new Date(until + by).toISOString());
const range: fc.Arbitrary<Entries> = fc
  .record({ dt_from: fc.option(edge, { nil: undefined }), dt_to: fc.option(edge, { nil: undefined }) })
  .map((ends) =>
    Object.entries(ends).flatMap(([name, at]) => (at === undefined ? [] : [[name, at] as const])),
  );

describe('counts agree', () => {
  it('the histogram adds up to the rows that are listed and to the rows that are exported', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        range,
        fc.constantFrom('result', 'step_result', 'step', 'application_name', 'upstream_idp'),
        fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
        async (filters, ends, by, tz) => {
          const entries = [...writeFilters(filters), ...ends];
          const { buckets } = JSON.parse(
            await ask('/histogram', [...entries, ['by', by], ['tz', tz]]),
          ) as HistogramAnswer;
          const sum = buckets.reduce((total, { count }) => total + count, 0);
          const parts = buckets
            .flatMap(({ by, other, missing }) => [...Object.values(by), other, missing])
            .reduce((total, count) => total + count, 0);
          const lines = (await ask('/export', [...entries, ['format', 'ndjson']]))
            .split('\n')
            .filter(Boolean);
          expect({ parts, listed: await listed(entries), exported: lines.length }).toEqual({
            parts: sum,
            listed: sum,
            exported: sum,
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
