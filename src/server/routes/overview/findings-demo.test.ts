import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxAttempts } from '../../../contract/attempts.ts';
import { findingsAnswerSchema } from '../../../contract/findings.ts';
import { microsOfMs } from '../../../contract/instant.ts';
import { buildApp } from '../../app.ts';
import { loadDemo } from '../../demo/load.ts';
import { openStore } from '../../store/open.ts';
import { evidenceOf } from '../../test-support/findings-fixture.ts';
import { createWriter } from '../../ingest/writer.ts';

const now = Date.parse('2026-03-31T14:20:00Z');

let folder = '';
let app: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'findings-'));
  const store = await openStore({ folder, reserveBytes: 0 });
  await loadDemo(store, now, { seed: 1, events: 20_000, days: 30 });
  app = await buildApp({ store, writer: createWriter(store), version: 'test', now: () => microsOfMs(now) });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const findings = async (query: string) => {
  const answer = await app.inject(`/v1/auth_overview/findings?${query}`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return findingsAnswerSchema.parse(answer.json());
};

test('the demo’s last week holds what its stories tell', async () => {
  const { findings: found } = await findings('dt_from=-7d&dt_to=now');
  const told = (kind: string) =>
    found.filter((each) => each.kind === kind).map(({ sentence, severity }) => `${severity}: ${sentence}`);
  expect(told('brute_force')).toContainEqual(expect.stringMatching(/^medium: 60 .* greta\.vogel@/));
  expect(told('spray')).toEqual([
    expect.stringMatching(/^high: 22 users .* 198\.51\.100\.23 .* m\.reader@.* signed in from there \d+ min/),
  ]);
  expect(told('second_step_fatigue')).toEqual([
    expect.stringMatching(/^high: 13 second steps of farid\.haddad@.* and one was accepted /),
  ]);
  expect(told('provider_stands_out')).toContainEqual(expect.stringMatching(/^high: (9\d|100)% .* by Okta /));
  expect(told('new_device')).toContainEqual(
    expect.stringMatching(/^low: hana\.kimura@.* from 2001:db8:bad:cafe::7 /),
  );
  expect(told('retrying')).toContainEqual(
    expect.stringMatching(/^low: Mail Archive was refused 12 times as reports@.* every 5 min/),
  );
});

test('the demo’s thirty days hold a handful of grave findings, each a story', async () => {
  const { findings: found } = await findings('dt_from=-30d&dt_to=now');
  const grave = found.filter(({ severity }) => severity === 'high').map(({ kind }) => kind);
  expect([...new Set(grave)].toSorted()).toEqual(['provider_stands_out', 'second_step_fatigue', 'spray']);
  expect(grave.length).toBeLessThanOrEqual(6);
});

test.each([
  'dt_from=-7d&dt_to=now',
  'tz=Europe/Berlin',
  'dt_from=-3d&upstream_idp=Okta&tz=Asia/Kolkata',
  'dt_from=-7d&source_ip=203.0.113.66',
  'dt_from=-7d&outcome=failed&not_application_name=Payroll',
  'dt_from=-7d&email=farid.haddad@brightwater.example.org',
])('evidence lists what is counted, no more and no less: %s', async (query) => {
  const { findings: found } = await findings(query);
  expect(found.length).toBeGreaterThan(0);
  // all that count many, and a few of those that count one; a few in small pages, of which there are many
  for (const [index, finding] of found.entries()) {
    const isOfFew = index % 10 === 0;
    if (finding.count === 1 && !isOfFew) continue;
    const rows = await evidenceOf(app, finding, isOfFew ? 40 : maxAttempts);
    expect([finding.sentence, rows.length]).toEqual([finding.sentence, finding.count]);
  }
});
