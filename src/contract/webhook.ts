import { z } from 'zod';

/** The ids a sender may give an event. */
export const uniqueIdPattern = /^[a-zA-Z0-9-._]+$/;

/** No event may be larger, as JSON. */
export const maxEventBytes = 1024 * 1024;

/** No property of an event may nest deeper: programs that read JSON recursively, ours and others, break on it. */
export const maxEventDepth = 100;

/** No event may have more properties of its own; what they hold is limited by its bytes. */
export const maxEventProperties = 1_000;

/** No property's name may be longer, in UTF-8. */
export const maxNameBytes = 256;

/** By what the importer calls itself: what comes from files is not told of as having been sent. */
export const importAgent = 'authentication-audit-import';

/** What is wrong with an event that is older than what is kept. It is done with: it comes to nothing however often it is sent. */
export const tooOldMessage = 'is older than events are kept here (AUTH_AUDIT_RETENTION)';

/** No body may be larger. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** No body may hold more events: millions of empty ones fit into its bytes. */
export const maxBodyEvents = 250_000;

/**
 * A bulk body. Each event is taken as it comes: a bad one is answered as `invalid` beside good ones,
 * and only a body that is no list of objects is a 400.
 */
export const bulkBodySchema = z
  .looseObject({
    events: z.array(
      z.looseObject({
        unique_id: z.unknown().optional(),
        create_time: z.unknown().optional(),
        event: z.unknown().optional(),
      }),
    ),
    always_respond_with_events: z.boolean().nullish(),
  })
  .meta({ id: 'BulkAuditEvents' });

export const eventStatusSchema = z.object({
  unique_id: z.string(),
  status: z.enum(['success', 'duplicate', 'invalid', 'unprocessed', 'too_busy']),
  status_message: z.string().optional(),
});
export type EventStatus = z.infer<typeof eventStatusSchema>;

export const bulkAnswerSchema = z
  .object({
    success_events: z.array(eventStatusSchema),
    discard_events: z.array(eventStatusSchema),
    retry_events: z.array(eventStatusSchema),
    retry_after_date: z.iso.datetime().optional(),
    retry_after_delay_seconds: z.number().int().optional(),
  })
  .meta({ id: 'BulkAuditEventsResponse' });
export type BulkAnswer = z.infer<typeof bulkAnswerSchema>;
