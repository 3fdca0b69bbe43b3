import { micros } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { judge } from './events.ts';
import { type Beside, verdictOf } from './verdict.ts';

/** When the attempts of these tests begin. */
export const start = micros(BigInt(Date.UTC(2026, 1, 4, 9, 14)) * 1000n);
export const second = 1_000_000n;
/** When they have long ended. */
export const later = start + 3_600n * second;

/** What is known of whoever signs in. */
export const known: AuditRecord = {
  user_id: 'u-ana',
  upstream_user_id: 'ana@alder.example.com',
  application_name: 'Payroll',
  upstream_idp: 'Google',
  source_ip: '10.20.1.2',
  trace_id: 'trace-1',
};

/** Events a second apart, as `Event/Result` or whole records. */
export const eventsOf = (...steps: (string | AuditRecord)[]) =>
  judge(
    steps.map((step, index) => {
      const [event_name = '', result = ''] = typeof step === 'string' ? step.split('/') : [];
      return {
        time: micros(start + BigInt(index) * second),
        sequence: BigInt(index),
        record: typeof step === 'string' ? { ...known, event_name, result } : step,
      };
    }),
  );

/** The verdict of such events, an hour later unless told. */
export const verdict = (steps: (string | AuditRecord)[], beside?: Beside, now = later) =>
  verdictOf(eventsOf(...steps), now, beside);

/** What makes it a browser's sign-in. */
export const sent = 'Identity Provider Authentication/Authenticate';
export const returned = 'Identity Provider Callback/Success';
