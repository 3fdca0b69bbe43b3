import { z } from 'zod';

const instant = z.iso.datetime();

/** Why nobody can say that all records of a stretch of time are here. */
const gapReasons = ['unread', 'out_of_reach', 'unproven', 'quiet'] as const;
export type GapReason = (typeof gapReasons)[number];

const gapSchema = z.object({
  from: instant,
  to: instant,
  reason: z.enum(gapReasons).meta({
    description:
      '`unread`: has not been read yet; `out_of_reach`: the source no longer keeps it; `unproven`: the source has more ' +
      'records at one instant than it shows; `quiet`: no record, where the same hours of the weeks before had many.',
  }),
  source: z
    .string()
    .optional()
    .meta({ description: 'The source it is a gap of; absent where it is one of all.' }),
});
export type SourceGap = z.infer<typeof gapSchema>;

const sourceStates = [
  'starting',
  'catching_up',
  'current',
  'failing',
  'silent',
  'paused',
  'listening',
] as const;
export type SourceState = (typeof sourceStates)[number];

/** What only who runs the server needs to know of a source. */
const sourceDetailsSchema = z.object({
  url: z.string().optional(),
  organisation: z.string().optional(),
  every_seconds: z.number().optional(),
  clock_ahead_seconds: z.number().optional().meta({
    description:
      'By how much the clock of the source is ahead of ours; its records, and how far it is read, are told by its own.',
  }),
  last_attempt: instant.optional(),
  last_success: instant.optional(),
  error: z.object({ message: z.string(), since: instant }).optional(),
  records: z.number().int().meta({ description: 'Events that it brought.' }),
  duplicates: z.number().int().meta({ description: 'Records of it that were stored already.' }),
  refused: z
    .number()
    .int()
    .meta({ description: 'Records that could not be stored; they are kept as they came.' }),
  too_old: z.number().int().optional().meta({
    description: 'Records that were not stored, as they are older than what is kept; absent where none were.',
  }),
  late: z
    .number()
    .int()
    .meta({ description: 'Records that came later than the stretch that is read again each time.' }),
  progress: z
    .object({
      from: instant,
      to: instant,
      share: z.number().min(0).max(1),
      remaining_seconds: z.number().optional(),
    })
    .optional()
    .meta({ description: 'How far reading what is older has come; absent when nothing is left.' }),
  document_expires: instant.optional(),
  directory: z
    .object({ people: z.number().int(), read: instant.optional(), error: z.string().optional() })
    .optional(),
  notes: z.array(z.string()).meta({ description: 'What else whoever runs it should know, as sentences.' }),
});
export type SourceDetails = z.infer<typeof sourceDetailsSchema>;

const sourceSchema = z
  .object({
    name: z.string(),
    kind: z.enum(['agilicus', 'webhook']),
    state: z.enum(sourceStates).meta({
      description:
        '`catching_up`: older records are still being read; `silent`: answers, but shows no records any more; ' +
        '`paused`: nothing can be stored; `listening`: a webhook, which cannot know what it was not sent.',
    }),
    complete_from: instant.optional(),
    complete_to: instant.optional().meta({
      description:
        'All its records from `complete_from` up to here are stored. Absent where nothing is known.',
    }),
    read_to: instant.optional().meta({ description: 'Read up to here; records may still come late.' }),
    failing_since: instant.optional(),
    last_arrival: instant.optional().meta({ description: 'When the last event came; of a webhook.' }),
    details: sourceDetailsSchema.optional(),
  })
  .meta({ id: 'Source' });
export type Source = z.infer<typeof sourceSchema>;

export const sourcesAnswerSchema = z
  .object({
    sources: z.array(sourceSchema),
    problems: z.array(z.string()).meta({
      description:
        'What is wrong with the configuration, by file and line; what was in force before still is.',
    }),
    gaps: z
      .array(gapSchema)
      .meta({ description: 'Stretches of which records may be lacking, the oldest first.' }),
  })
  .meta({ id: 'Sources', description: 'Where records come from, and until when they are complete.' });
export type SourcesAnswer = z.infer<typeof sourcesAnswerSchema>;
