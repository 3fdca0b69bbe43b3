import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { type FindingListAnswer, findingListAnswerSchema } from '../../contract/finding-list.ts';
import { findingsAnswerSchema } from '../../contract/findings.ts';
import { problemSchema } from '../../contract/service.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { thresholdsSchema } from '../../contract/thresholds.ts';
import { attempt, store } from '../test-support/findings-fixture.ts';
import { withApp } from '../test-support/with-app.ts';

const range = 'dt_from=2026-03-30&dt_to=2026-03-31';

/** Refusals of one person from one address, at no rhythm, from so many minutes after noon on. */
const assault = (who: string, address: string, begin = 0): AuditRecord[] =>
  [0, 3, 4, 9, 11, 12, 20, 22, 23, 31, 33, 37].map((after) =>
    attempt(begin + after, 'failed', {
      user_id: who,
      upstream_user_id: `${who}@example.org`,
      source_ip: address,
      application_name: 'Grafana',
    }),
  );

/** Somebody is guessed at from an address, gets in there, and others at the same instants from other addresses. */
const records: readonly AuditRecord[] = [
  ...assault('eve', '203.0.113.9'),
  attempt(38, 'signed_in', {
    user_id: 'eve',
    upstream_user_id: 'eve@example.org',
    source_ip: '203.0.113.9',
    application_name: 'Grafana',
  }),
  ...['ana', 'ben', 'cat', 'dan'].flatMap((who, index) => assault(who, `198.51.100.${index + 1}`)),
  ...assault('ana', '198.51.100.1', 300),
  // at another account from where eve was guessed at
  ...assault('fay', '203.0.113.9', 2),
];

const ask = async (app: FastifyInstance, query: string): Promise<FindingListAnswer> => {
  const answer = await app.inject(`/v1/auth_findings?${range}&${query}`);
  expect([query, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([query, 200, '']);
  return findingListAnswerSchema.parse(answer.json());
};

test('findings are filtered by what they are and whom they are about, and counted by kind and severity', async () => {
  await withApp({}, async (app, into) => {
    await store(into, records);
    const all = await ask(app, '');
    const overview = findingsAnswerSchema.parse(
      (await app.inject(`/v1/auth_overview/findings?${range}`)).json(),
    );
    const plain = all.auth_findings.map(({ id: _id, incident: _incident, ...finding }) => finding);
    expect(plain.toSorted((a, b) => (a.sentence < b.sentence ? -1 : 1))).toEqual(
      overview.findings.toSorted((a, b) => (a.sentence < b.sentence ? -1 : 1)),
    );
    expect([all.total, all.not_listed]).toEqual([all.auth_findings.length, 0]);
    expect(all.kinds).toEqual(overview.totals);
    expect(all.severities['high']).toBe(1);
    expect(all.looked_for).toEqual(overview.looked_for);
    // the same belongs together as on the overview
    expect(all.incidents.map(({ title, findings }) => [title, findings.length])).toEqual(
      overview.incidents.map(({ title, findings }) => [title, findings.length]),
    );

    for (const [query, isMeant] of [
      ['kind=brute_force', (each) => each.kind === 'brute_force'],
      ['kind=spray&kind=brute_force', (each) => ['spray', 'brute_force'].includes(each.kind)],
      ['severity=high', (each) => each.severity === 'high'],
      ['user=eve', (each) => each.subject.user === 'eve'],
      ['user=EVE%40example.org', (each) => each.subject.user === 'eve'],
      ['user=eve&user=ana%40example.org', (each) => ['eve', 'ana'].includes(each.subject.user ?? '')],
      ['source_ip=198.51.100.1', (each) => each.subject.source_ip === '198.51.100.1'],
      ['application_name=Grafana', (each) => each.subject.application_name === 'Grafana'],
      ['upstream_idp=Nobody', () => false],
      ['user=nobody', () => false],
      ['user=ana&severity=medium', (each) => each.subject.user === 'ana' && each.severity === 'medium'],
    ] satisfies [string, (each: FindingListAnswer['auth_findings'][number]) => boolean][]) {
      const some = await ask(app, query);
      const wanted = all.auth_findings.filter((each) => isMeant(each));
      expect([query, some.auth_findings]).toEqual([query, wanted]);
      expect([query, some.total]).toEqual([query, wanted.length]);
    }
    // several can be chosen: what is counted by kind does not mind which kind is
    const one = await ask(app, 'kind=brute_force&severity=medium');
    expect(one.kinds).toEqual((await ask(app, 'severity=medium')).kinds);
    expect(one.severities).toEqual((await ask(app, 'kind=brute_force')).severities);
  });
});

test.each(['gravest', 'newest'])(
  'page by page every finding comes once, the %s first, also those of one instant',
  async (order) => {
    await withApp({}, async (app, into) => {
      await store(into, records);
      const whole = await ask(app, `order=${order}`);
      expect(new Set(whole.auth_findings.map(({ id }) => id)).size).toBe(whole.total);
      const rank = ({ severity, last }: FindingListAnswer['auth_findings'][number]) =>
        order === 'newest' ? last : `${['low', 'medium', 'high'].indexOf(severity)} ${last}`;
      const ranks = whole.auth_findings.map(rank);
      expect(ranks).toEqual(ranks.toSorted().toReversed());
      const walked: FindingListAnswer['auth_findings'] = [];
      for (let page = ''; ;) {
        const answer = await ask(app, `order=${order}&limit=2${page}`);
        walked.push(...answer.auth_findings);
        expect(answer.total).toBe(whole.total);
        // whoever has a row has its incident
        const held = answer.incidents.map(({ id }) => id);
        expect(held).toEqual(expect.arrayContaining(answer.auth_findings.map(({ incident }) => incident)));
        if (answer.page_at_id === undefined) break;
        page = `&page_at_id=${answer.page_at_id}`;
      }
      expect(walked).toEqual(whole.auth_findings);
    });
  },
);

test('what belongs together is found by any finding of it, wherever that stands in the list', async () => {
  await withApp({}, async (app, into) => {
    await store(into, records);
    const all = await ask(app, '');
    const incident = all.incidents.find(({ findings }) => findings.length > 1);
    expect(incident).toBeDefined();
    for (const id of incident?.findings ?? []) {
      const together = await ask(app, `together_with=${id}`);
      expect(together.auth_findings.map((each) => each.id).toSorted()).toEqual(incident?.findings.toSorted());
      expect(together.incidents).toEqual([incident]);
    }
    expect((await ask(app, 'together_with=unknown')).total).toBe(0);
  });
});

test('what is no parameter, no value or no page of the same question is refused by name', async () => {
  await withApp({}, async (app, into) => {
    await store(into, records);
    const { page_at_id: page } = await ask(app, 'limit=1');
    for (const [query, name] of [
      ['outcome=failed', 'outcome'],
      ['kind=riot', 'kind'],
      ['severity=fatal', 'severity'],
      ['order=asc', 'order'],
      ['limit=0', 'limit'],
      ['tz=Nowhere', 'tz'],
      ['dt_from=soon', 'dt_from'],
      ['page_at_id=xyz', 'page_at_id'],
      [`page_at_id=${page}&severity=high&${range}`, 'page_at_id'],
      [`page_at_id=${page}&order=newest&${range}`, 'page_at_id'],
    ]) {
      const answer = await app.inject(`/v1/auth_findings?${query}`);
      expect([query, answer.statusCode]).toEqual([query, 400]);
      expect(JSON.stringify(problemSchema.parse(answer.json()))).toContain(name);
    }
  });
});

test('of very many of a kind the newest five thousand are listed, and it is said how many are not', async () => {
  const thresholds = thresholdsSchema.parse({ brute_force: { attempts: 1 }, retrying: { attempts: 1_000 } });
  await withApp({ thresholds }, async (app, into) => {
    const people = Array.from({ length: 5_003 }, (_, index) => index);
    await store(
      into,
      people.flatMap((index) =>
        [0, 1].map((after) =>
          attempt(index / 50 + after, 'failed', {
            user_id: `u${index}`,
            source_ip: `10.0.${Math.floor(index / 250)}.${index % 250}`,
          }),
        ),
      ),
    );
    const all = await ask(app, 'limit=500&kind=brute_force');
    expect([all.total, all.not_listed]).toEqual([5_000, 3]);
  });
});
