import { z } from 'zod';
import { intervalNames } from './buckets.ts';
import { dictionary } from './dictionary.ts';
import { extraPrefix, isExtra, properties } from './fields.ts';
import { integer, query, repeated } from './query.ts';
import { auditRecordSchema } from './record.ts';

/** How many records a page may hold, and holds when nothing is asked. */
export const maxLimit = 500;

export const listQuerySchema = query({
  limit: integer(1, maxLimit).default(maxLimit).meta({ description: 'Records a page.' }),
  order: z.enum(['desc', 'asc']).default('desc').meta({ description: 'Newest first, or oldest first.' }),
  page_at_id: z
    .string()
    .optional()
    .meta({ description: 'Where the next page begins: from the answer before.' }),
  event_id: repeated(z.string()).meta({
    description: 'The ids events are stored under (`expand=event_ids`).',
  }),
  expand: repeated(
    z.string().regex(/^(event_ids|emails|names|step_titles)(,(event_ids|emails|names|step_titles))*$/, {
      error: 'must be event_ids, emails, names, step_titles, or several with commas between',
    }),
    10,
  )
    .transform((given) => given?.flatMap((each) => each.split(',')))
    .meta({
      description:
        '`event_ids`: the ids, parallel to the records. `emails`: addresses known of their users. ' +
        '`names`: what directories call their users, and, where a record has no user_id, whose alone its address is. ' +
        '`step_titles`: each record in a few words, parallel to them.',
    }),
});

export const listAnswerSchema = z
  .object({
    auth_audits: z.array(auditRecordSchema),
    limit: z.number().int(),
    page_at_id: z.string().optional().meta({ description: 'Absent on the last page.' }),
    event_ids: z.array(z.string()).optional(),
    step_titles: z.array(z.string()).optional(),
    known_emails: dictionary(z.string()).optional(),
    known_names: dictionary(z.string(), 'user_id → name.').optional(),
    known_owners: dictionary(z.string(), 'upstream_user_id → user_id, of records without one.').optional(),
  })
  .meta({ id: 'ListAuthAuditsResponse' });
export type ListAnswer = z.infer<typeof listAnswerSchema>;

/** Properties and readings that a histogram can be split by: those a facet can count. */
export const facetNames: readonly string[] = properties.filter(({ facet }) => facet).map(({ name }) => name);
const countable = z.string().refine((name) => facetNames.includes(name) || isExtra(name), {
  error: `must be one of ${facetNames.join(', ')}, or ${extraPrefix}<name>`,
});

export const histogramQuerySchema = query({
  by: countable.default('result').meta({ description: 'Property whose values are counted apart.' }),
  tz: z.string().default('UTC').meta({ description: 'IANA time zone in which days begin.' }),
  interval: z.enum(intervalNames).optional().meta({ description: 'Length of a bucket.' }),
  buckets: integer(1, 500).optional().meta({ description: 'About how many buckets, instead of `interval`.' }),
});

const bucketSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  count: z.number().int(),
  by: dictionary(z.number().int(), 'The ten most frequent values of the whole range.'),
  other: z.number().int().meta({ description: 'Records that have another value.' }),
  missing: z.number().int().meta({ description: 'Records without the property.' }),
});
export type Bucket = z.infer<typeof bucketSchema>;

export const histogramAnswerSchema = z
  .object({
    interval: z.enum(intervalNames),
    tz: z.string(),
    by: z.string(),
    buckets: z.array(bucketSchema),
  })
  .meta({
    id: 'AuthAuditHistogram',
    description:
      'A bucket’s `by`, `other` and `missing` add up to its `count`. `by` holds values only, whatever they are called.',
  });
export type HistogramAnswer = z.infer<typeof histogramAnswerSchema>;

/** So many properties are counted at once: twice those of the contract. */
export const maxFacets = 40;

export const facetsQuerySchema = query({
  property: repeated(countable, maxFacets).meta({
    description: `Properties to count, at most ${maxFacets}; result and event_name unless told.`,
  }),
  limit: integer(1, 100).default(10).meta({ description: 'Values a property.' }),
  contains: z
    .string()
    .optional()
    .meta({ description: 'Only values with this substring, whatever its case.' }),
});

const facetSchema = z.object({
  values: z.array(
    z.object({
      value: z.string(),
      count: z.number().int(),
      name: z.string().optional().meta({ description: 'What the directory calls the user whose it is.' }),
    }),
  ),
  missing: z.number().int().meta({ description: 'Records without the property.' }),
  more: z.boolean().meta({ description: 'Whether there are values beyond `limit`.' }),
});
export const facetsAnswerSchema = z.record(z.string(), facetSchema).meta({ id: 'AuthAuditFacets' });
export type FacetsAnswer = z.infer<typeof facetsAnswerSchema>;

export const extentAnswerSchema = z
  .object({
    first: z.iso.datetime().optional(),
    last: z.iso.datetime().optional(),
    retention: z.string().optional().meta({
      description: 'How long events are kept: `400d`, days, or `18mo`, months. Absent: for ever.',
    }),
    kept_from: z.iso.datetime().optional().meta({
      description: 'What is older than this is removed by that rule, and not taken again.',
    }),
    removed_before: z.iso.datetime().optional().meta({
      description:
        'Events before this instant were removed by rule, if by one that is no longer in force. Absent when none were.',
    }),
  })
  .meta({
    id: 'AuthAuditExtent',
    description:
      'First and last stored instant, neither when nothing is stored, and what is not, as it was removed by rule.',
  });
export type ExtentAnswer = z.infer<typeof extentAnswerSchema>;

export const fieldsAnswerSchema = z
  .object({
    fields: z.array(
      z.object({
        name: z.string(),
        param: z.string(),
        label: z.string(),
        group: z.enum(['who', 'how', 'what', 'extra']),
        about: z.string(),
        facet: z.boolean(),
        of: z.array(z.string()).optional().meta({
          description: 'Of a reading: the properties of which the first that says something is taken.',
        }),
      }),
    ),
  })
  .meta({
    id: 'AuthAuditFields',
    description: 'The properties of the contract, their readings, and the extras seen in the data.',
  });
export type FieldsAnswer = z.infer<typeof fieldsAnswerSchema>;
