import { z } from 'zod';
import { alarmThresholds } from './alarm-thresholds.ts';
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
        minutes: whole('Length of the stretches that are judged.', 60),
        attempts: whole('So many decided attempts or more in the stretch.', 10),
        history_days: whole('Days, up to the day before a stretch, that are its history.', 28),
        history_attempts: whole('So many decided attempts or more in the history.', 100),
        times: above('Its rate is so many times that of the history or more …', 3),
        points: above('… and so many percentage points above it or more.', 25),
        users: whole(
          'So many users or more are among the unsuccessful; who gave no name counts by the address.',
          3,
        ),
      })
      .prefault({}),
    first_seen: z
      .strictObject({
        successes: whole('Not seen in so many successes before.', 20),
        known: whole('Only of users with so many successes before or more.', 5),
        history_days: whole(
          'Successes of so many days before the range are known: a question about a day must not read years.',
          28,
        ),
      })
      .prefault({}),
    retrying: z
      .strictObject({
        attempts: z
          .number()
          .int()
          .min(3)
          .default(5)
          .meta({ description: 'So many unsuccessful attempts or more at near-equal intervals.' }),
      })
      .prefault({}),
    ...alarmThresholds,
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
    severity: z.enum(severities).meta({
      description:
        'High: brute force, spray, a provider of which half of the attempts or more are unsuccessful, second-step ' +
        'fatigue when a sign-in follows within its minutes. Medium: other second-step fatigue, a provider or ' +
        'application that stands out. Low: the rest.',
    }),
    code: z.string(),
    params: z
      .record(z.string(), z.string())
      .meta({ description: '`code` and `params` determine the sentence.' }),
    sentence: z.string(),
    threshold: z.string().meta({ description: 'What was crossed, in words.' }),
    first: z.iso.datetime(),
    last: z.iso.datetime().meta({ description: 'Of the evidence: the first and the last.' }),
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
  .meta({
    id: 'AuthOverviewFindings',
    description:
      'brute_force, spray: attempts that failed, by their start; stretches that overlap are one finding. ' +
      'second_step_fatigue: events Create or DoMfa of MFA Challenge, so filters are those of events, and nothing is ' +
      'told under filters that only attempts have. provider_stands_out, application_stands_out: the share of the ' +
      'unsuccessful among decided attempts, in stretches from the local hour on, against the days up to the ' +
      'day before the stretch; both a ratio and a distance must be crossed, of enough attempts, so that neither a tiny rate that ' +
      'doubles nor one person’s failures count; adjoining stretches are one finding. new_address, new_browser: ' +
      'a sign-in from what none of the last successes used, whatever the filters; a browser is its user agent ' +
      'without the numbers. retrying: one user, application and address, each interval within a tenth, or a second, ' +
      'of the middle one; such stretches that meet are one finding.',
  });
export type FindingsAnswer = z.infer<typeof findingsAnswerSchema>;
