import { z } from 'zod';
import { thresholdsSchema } from './thresholds.ts';
import { countingRules, findingKinds, severities, severityRules } from './finding-kinds.ts';
import { evidenceQuerySchema } from './overview.ts';

export const findingSchema = z
  .object({
    kind: z.enum(findingKinds),
    label: z.string().meta({ description: 'What its kind is called.' }),
    severity: z.enum(severities).meta({ description: severityRules }),
    code: z.string(),
    params: z
      .record(z.string(), z.string())
      .meta({ description: '`code` and `params` determine the sentence.' }),
    sentence: z.string(),
    threshold: z.string().meta({ description: 'What was crossed, in words.' }),
    first: z.iso.datetime(),
    last: z.iso.datetime().meta({
      description:
        'Of the evidence: the first and the last. Of a provider or application that stands out, of the unsuccessful.',
    }),
    count: z.number().int().meta({ description: 'How many events or attempts are the evidence.' }),
    subject: z
      .object({
        user: z.string(),
        email: z.string(),
        name: z.string(),
        source_ip: z.string(),
        upstream_idp: z.string(),
        application_name: z.string(),
      })
      .partial()
      .meta({
        description:
          'Whom and what it is about. `user`: as `/v1/auth_users/{user}` finds it; `name`: what the directory calls them.',
      }),
    evidence: z.object({ of: z.enum(['attempts', 'events']), query: evidenceQuerySchema }).meta({
      description:
        'The endpoint and the parameters, `dt_from` and `dt_to` included, that list what was counted.',
    }),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof findingSchema>;

export const incidentSchema = z
  .object({
    severity: z.enum(severities).meta({ description: 'That of its gravest finding.' }),
    label: z.string().meta({ description: 'What the kind of its lead is called.' }),
    title: z.string().meta({ description: 'Its lead in one line: whom or what, and what was counted.' }),
    first: z.iso.datetime(),
    last: z.iso.datetime().meta({ description: 'Of the evidence of all of its findings.' }),
    going_on: z.boolean().meta({
      description:
        'Whether it is still going: the range ends now, and its last evidence is newer than ' +
        '`incidents.going_on_minutes`. A sign-in is over at once.',
    }),
    lead: z.number().int().meta({
      description: 'The index in `findings` of the gravest; of those the one that explains the others.',
    }),
    findings: z
      .array(z.number().int())
      .meta({ description: 'All that belongs to it, as indices in `findings`, the lead first.' }),
    why: z.array(z.string()).meta({
      description: 'In words: why its findings are one incident, and why it is said to be still going.',
    }),
  })
  .meta({ id: 'FindingIncident' });
export type Incident = z.infer<typeof incidentSchema>;

/** So many findings of a kind are told; `totals` says how many there are. */
export const maxFindings = 50;

export const lookedForSchema = z
  .array(z.object({ kind: z.enum(findingKinds), label: z.string(), threshold: z.string() }))
  .meta({
    description:
      'Every kind that was looked for, found or not: what it is called, what its findings have crossed.',
  });

/** What an answer with findings is about. */
export const foundOfSchema = {
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  as_of: z.iso.datetime().optional().meta({
    description:
      'Given where to look for everything takes seconds: what has come since then is looked at within five minutes.',
  }),
};

export const findingsAnswerSchema = z
  .object({
    ...foundOfSchema,
    findings: z.array(findingSchema).meta({
      description: `The worst first, then the newest. At most ${maxFindings} of a kind.`,
    }),
    incidents: z.array(incidentSchema).meta({
      description:
        'The same findings, those that are one incident together: each belongs to exactly one. The worst first, then ' +
        'the newest.',
    }),
    totals: z.partialRecord(z.enum(findingKinds), z.number().int()),
    looked_for: lookedForSchema,
    thresholds: thresholdsSchema,
  })
  .meta({ id: 'AuthOverviewFindings', description: countingRules });
/** Findings of one attempt, user or address. */
export const ownFindingsAnswerSchema = findingsAnswerSchema
  .pick({ from: true, to: true, as_of: true, findings: true, incidents: true })
  .meta({
    id: 'AuthFindingsOfSubject',
    description:
      'The worst first, then the newest, as `/v1/auth_overview/findings` has them. Of an attempt: what is found in the ' +
      'hours around it, is about its person, address, provider or application, and holds it. Of a user or an ' +
      'address: what is found among their attempts alone.',
  });
export type OwnFindingsAnswer = z.infer<typeof ownFindingsAnswerSchema>;
export type FindingsAnswer = z.infer<typeof findingsAnswerSchema>;
