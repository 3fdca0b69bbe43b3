import { z } from 'zod';
import { evidenceQuerySchema } from './overview.ts';

const above = (what: string, value: number) =>
  z.number().positive().default(value).meta({ description: what });
const whole = (what: string, value: number) =>
  z.number().int().positive().default(value).meta({ description: what });

/** When something deserves a look. Configuration: `AUTH_AUDIT_FINDINGS` holds JSON of those that differ. */
export const thresholdsSchema = z
  .strictObject({
    brute_force: z
      .strictObject({
        attempts: whole('More failed attempts than this, on one account from one address …', 10),
        minutes: above('… within so many minutes.', 60),
      })
      .prefault({}),
    spray: z
      .strictObject({
        users: whole('So many users or more fail from one address …', 10),
        minutes: above('… within so many minutes.', 60),
      })
      .prefault({}),
    second_step_fatigue: z
      .strictObject({
        challenges: whole('So many challenges or more for one user …', 5),
        minutes: above('… within so many minutes.', 10),
      })
      .prefault({}),
    stands_out: z
      .strictObject({
        minutes: above('Length of the stretches that are judged.', 60),
        attempts: whole('So many decided attempts or more in the stretch.', 10),
        history_days: above('Days before the range that are its history.', 28),
        history_attempts: whole('So many decided attempts or more in the history.', 100),
        times: above('Its rate is so many times that of the history or more …', 3),
        points: above('… and so many percentage points above it or more.', 25),
      })
      .prefault({}),
    first_seen: z
      .strictObject({
        successes: whole('Not seen in so many successes before.', 20),
        known: whole('Only of users with so many successes before or more.', 5),
      })
      .prefault({}),
    retrying: z
      .strictObject({
        attempts: whole('So many unsuccessful attempts or more at near-equal intervals.', 5),
      })
      .prefault({}),
  })
  .meta({ id: 'FindingThresholds' });
export type Thresholds = z.output<typeof thresholdsSchema>;

export const findingKinds = [
  'brute_force',
  'spray',
  'second_step_fatigue',
  'provider_stands_out',
  'application_stands_out',
  'new_address',
  'new_browser',
  'retrying',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** The worst first. */
export const severities = ['high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

export const findingSchema = z
  .object({
    kind: z.enum(findingKinds),
    severity: z.enum(severities),
    code: z.string(),
    params: z
      .record(z.string(), z.string())
      .meta({ description: '`code` and `params` determine the sentence.' }),
    sentence: z.string(),
    threshold: z.string().meta({ description: 'What was crossed, in words.' }),
    first: z.iso.datetime(),
    last: z.iso.datetime(),
    count: z.number().int().meta({ description: 'How many events or attempts are the evidence.' }),
    subject: z
      .object({
        user: z.string(),
        email: z.string(),
        source_ip: z.string(),
        upstream_idp: z.string(),
        application_name: z.string(),
      })
      .partial()
      .meta({ description: 'Whom and what it is about. `user`: as `/v1/auth_users/{user}` finds it.' }),
    evidence: z.object({ of: z.enum(['attempts', 'events']), query: evidenceQuerySchema }).meta({
      description:
        'The endpoint and the parameters, `dt_from` and `dt_to` included, that list what was counted.',
    }),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof findingSchema>;

/** So many findings of a kind are told; `totals` says how many there are. */
export const maxFindings = 50;

export const findingsAnswerSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    findings: z.array(findingSchema).meta({
      description: `The worst first, then the newest. At most ${maxFindings} of a kind.`,
    }),
    totals: z.partialRecord(z.enum(findingKinds), z.number().int()),
    thresholds: thresholdsSchema,
  })
  .meta({ id: 'AuthOverviewFindings' });
export type FindingsAnswer = z.infer<typeof findingsAnswerSchema>;
