import type { FastifyInstance } from 'fastify';
import type { Thresholds } from '../../contract/thresholds.ts';
import { type FindingKind } from '../../contract/finding-kinds.ts';
import { type Finding, findingsAnswerSchema } from '../../contract/findings.ts';
import type { EvidenceQuery } from '../../contract/overview.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { isRefusal, prepareRecord, withId } from '../ingest/prepare.ts';
import { derivedId } from '../store/derived-id.ts';
import type { Store } from '../store/store.ts';
import { withApp } from './with-app.ts';

/** An instant: so many minutes after noon of 30 March 2026. Thousandths of a minute count. */
export const minuteAfter = (after: number): string =>
  new Date(Date.parse('2026-03-30T12:00:00Z') + Math.round(after * 60_000)).toISOString();

const days = (count: number): number => count * 24 * 60;
export const daysBefore = (count: number, minutes = 0): number => minutes - days(count);

let count = 0;

/** An attempt of one event, so many minutes after noon. */
export const attempt = (
  after: number,
  outcome: 'failed' | 'blocked' | 'signed_in',
  more: AuditRecord = {},
): AuditRecord => {
  count += 1;
  const told = {
    failed: { event_name: 'Identity Provider Authentication', result: 'Failure' },
    blocked: { event_name: 'Policy Evaluation', result: 'Denied' },
    signed_in: { event_name: 'Token', result: 'Success' },
  }[outcome];
  return { time: minuteAfter(after), request_id: `r${count}`, ...told, ...more };
};

const urlOf = (path: string, query: EvidenceQuery | Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(
    Object.entries(query).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  ).toString()}`;

/** Every row that a finding’s evidence lists, page by page of so many. */
export const evidenceOf = async (
  app: FastifyInstance,
  { evidence }: Finding,
  limit = 40,
): Promise<unknown[]> => {
  const path = evidence.of === 'attempts' ? '/v1/auth_attempts' : '/v1/auth_audits';
  const rows: unknown[] = [];
  let page: string | undefined;
  do {
    const query = {
      ...evidence.query,
      limit: [String(limit)],
      ...(page === undefined ? {} : { page_at_id: [page] }),
    };
    const answer = await app.inject(urlOf(path, query));
    if (answer.statusCode !== 200) throw new Error(answer.body);
    const body = answer.json<{
      auth_attempts?: unknown[];
      auth_audits?: unknown[];
      page_at_id?: string;
    }>();
    rows.push(...(body.auth_attempts ?? []), ...(body.auth_audits ?? []));
    page = body.page_at_id;
  } while (page !== undefined);
  return rows;
};

export const store = async (into: Store, records: readonly AuditRecord[]): Promise<void> => {
  const prepared = records.map((record, index) => {
    const outcome = prepareRecord(record);
    if (isRefusal(outcome)) throw new Error(outcome.message);
    return withId(outcome, derivedId(outcome.contentHash, index + 1));
  });
  await into.append(prepared);
};

const theDay = { dt_from: '2026-03-30', dt_to: '2026-03-31' };

/**
 * What is found on 30 March in these records, of one kind.
 * @throws Error when the evidence of a finding lists more or fewer rows than it counts
 */
export const found = async (
  kind: FindingKind,
  records: readonly AuditRecord[],
  query: Readonly<Record<string, string>> = {},
  thresholds?: Thresholds,
): Promise<readonly Finding[]> => {
  let findings: readonly Finding[] = [];
  await withApp(thresholds === undefined ? {} : { thresholds }, async (app, into) => {
    await store(into, records);
    const answer = await app.inject(urlOf('/v1/auth_overview/findings', { ...theDay, ...query }));
    if (answer.statusCode !== 200) throw new Error(answer.body);
    const body = findingsAnswerSchema.parse(answer.json());
    findings = body.findings.filter((each) => each.kind === kind);
    if ((body.totals[kind] ?? 0) !== findings.length) throw new Error('The total is not what is told.');
    for (const finding of findings) {
      const rows = await evidenceOf(app, finding);
      if (rows.length !== finding.count)
        throw new Error(`“${finding.sentence}” has evidence of ${rows.length} rows.`);
    }
  });
  return findings;
};
