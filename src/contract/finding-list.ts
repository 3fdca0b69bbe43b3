import { z } from 'zod';
import { findingKinds, severities } from './finding-kinds.ts';
import { findingSchema, foundOfSchema, incidentSchema, lookedForSchema } from './findings.ts';
import { integer, rangeShape, repeated } from './query.ts';

/** Findings a page, at most and unasked. */
const maxListed = 500;
const defaultListed = 100;

/** In which order findings are listed. */
export const findingOrders = ['gravest', 'newest'] as const;
export type FindingOrder = (typeof findingOrders)[number];

/** What findings are chosen by: they are the same, and count the same, whatever is chosen. */
const findingFilterShape = {
  kind: repeated(z.enum(findingKinds)).meta({ description: 'Its kind is one of these.' }),
  severity: repeated(z.enum(severities)).meta({ description: 'It is as grave as one of these.' }),
  user: repeated(z.string()).meta({
    description: 'It is about one of these users, each as `/v1/auth_users/{user}` names one.',
  }),
  source_ip: repeated(z.string()).meta({ description: 'It is about one of these addresses.' }),
  application_name: repeated(z.string()).meta({ description: 'It is about one of these applications.' }),
  upstream_idp: repeated(z.string()).meta({ description: 'It is about one of these providers.' }),
};

export const findingListQuerySchema = z.strictObject({
  ...rangeShape,
  ...findingFilterShape,
  together_with: z.string().optional().meta({
    description:
      'The `id` of a finding of the same range: only what belongs to its incident, itself included.',
  }),
  order: z
    .enum(findingOrders)
    .default('gravest')
    .meta({ description: 'The gravest first, of these the newest by `last`; or the newest first.' }),
  limit: integer(1, maxListed).default(defaultListed).meta({ description: 'Findings a page.' }),
  page_at_id: z
    .string()
    .optional()
    .meta({ description: 'Where the next page begins: from the answer before.' }),
  tz: z.string().default('UTC').meta({ description: 'IANA time zone of days and sentences.' }),
});

const listedFindingSchema = findingSchema
  .extend({
    id: z.string().meta({
      description: 'The same whenever the same is found, in whichever range.',
    }),
    incident: z.string().meta({ description: 'The `id` of the incident that it belongs to.' }),
  })
  .meta({ id: 'ListedFinding' });
export type ListedFinding = z.infer<typeof listedFindingSchema>;

const listedIncidentSchema = incidentSchema
  .omit({ lead: true, findings: true })
  .extend({
    id: z.string().meta({ description: 'That of the finding that leads it.' }),
    findings: z.array(z.string()).meta({
      description: 'All that belongs to it, by their `id`, whatever is filtered by; its lead first.',
    }),
  })
  .meta({ id: 'ListedIncident' });

const count = z.number().int();

export const findingListAnswerSchema = z
  .object({
    ...foundOfSchema,
    auth_findings: z.array(listedFindingSchema),
    incidents: z.array(listedIncidentSchema).meta({
      description:
        'Those that the findings of this page belong to. They are made of all that is found in the range.',
    }),
    total: count.meta({ description: 'Exactly how many match, of all pages.' }),
    not_listed: count.meta({
      description:
        'At most so many more are found in the range that are neither listed nor counted: of each kind the newest five ' +
        'thousand are judged that are looked for at once. A shorter range has them.',
    }),
    kinds: z.partialRecord(z.enum(findingKinds), count).meta({
      description:
        'How many of each kind match, whatever `kind` says. Kinds of which there is none are left out.',
    }),
    severities: z.partialRecord(z.enum(severities), count).meta({
      description: 'How many of each severity match, whatever `severity` says.',
    }),
    looked_for: lookedForSchema,
    limit: count,
    page_at_id: z.string().optional().meta({ description: 'Absent on the last page.' }),
  })
  .meta({ id: 'ListAuthFindingsResponse' });
export type FindingListAnswer = z.infer<typeof findingListAnswerSchema>;
