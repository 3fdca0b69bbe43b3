import { waits } from '../../contract/outcome.ts';
import { type EndCode, type StopCode, endCodes, ownerOfEnd, stopCodes } from '../diagnosis/codes.ts';
import type { Diagnosis } from '../diagnosis/diagnose.ts';
import type { VerdictParams } from '../diagnosis/params.ts';

export const everyEnd = Object.keys(endCodes) as EndCode[];
export const everyStop = Object.keys(stopCodes) as StopCode[];

/** What can be recorded of an attempt: from nothing to all of it. */
export const recordedParams = {
  nothing: {},
  'an address': { ip: '192.0.2.1', start: '2026-02-04T09:14:00Z', time: '2026-02-04T09:14:09Z' },
  everything: {
    who: 'ana@alder.example.com',
    application: 'Payroll',
    idp: 'Google',
    ip: '192.0.2.1',
    org: 'Alder',
    login_org: 'Birch',
    upstream: 'ana@alder.example.com',
    stage: 'Token',
    result: 'Failure',
    start: '2026-02-04T09:14:00Z',
    time: '2026-02-04T09:14:09Z',
    trace_id: 'trace-1',
    failures: 2,
    failed_at: 'MFA Challenge',
    failed_with: 'Failure',
    confirmed: true,
    step: { code: 'returned', params: { idp: 'Google' } },
    count: 12,
    interval: 300_000_000n,
    base: 'idp_not_confirmed',
  },
  'ids alone, hours apart': {
    who: 'u-ana',
    application: 'client-7',
    unnamed_application: true,
    upstream: '10394',
    result: 'SessionExpired',
    start: '2026-02-04T09:14:00Z',
    time: '2026-02-04T11:17:00Z',
  },
  'a service account at the local sign-in': { who: 'billing', service: true, idp: 'local', failures: 1 },
} as const satisfies Readonly<Record<string, VerdictParams>>;

const about = { decided_by: { event_id: '1', time: '2026-02-04T09:14:09Z' }, notes: [] };

/** An attempt that ended so. */
export const endOf = (code: EndCode, params: VerdictParams): Diagnosis => ({
  ...about,
  ended: true,
  certainty: 'recorded',
  outcome: ownerOfEnd(code) === undefined ? 'signed_in' : 'failed',
  code,
  params,
  owner: ownerOfEnd(code),
});

/** Attempts that nothing ended, at a step: under way or stopped, whoever is waited for. */
export const stopsOf = (code: StopCode, params: VerdictParams): Diagnosis[] =>
  (['in_progress', 'did_not_finish'] as const).flatMap((outcome) =>
    [undefined, ...waits].map((waiting) => ({
      ...about,
      ended: false as const,
      certainty: 'likely' as const,
      outcome,
      code,
      params: { ...params, ...(waiting && { waiting_for: waiting }) },
      owner: stopCodes[code].owner,
    })),
  );
