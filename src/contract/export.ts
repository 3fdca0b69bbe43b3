import { z } from 'zod';
import { fieldNamed, isExtra } from './fields.ts';
import { query, repeated } from './query.ts';

/** Whether a text names a column that can be exported: a property, a reading, `time`, `email` as shown, or an extra. */
export const isColumn = (name: string): boolean =>
  name === 'time' || name === 'email' || fieldNamed(name) !== undefined || isExtra(name);

const column = z
  .string()
  .refine(isColumn, { error: 'must be time, email, a property, step, step_result, or x.<name>' });

/** What every export takes, whatever its rows are. */
export const exportShape = {
  format: z.enum(['csv', 'ndjson']).default('csv').meta({
    description:
      'CSV: one header line, UTC, an apostrophe before what a spreadsheet may take for a formula, at the start of a cell or behind “;”, “|”, a tab or a line’s end. NDJSON: lossless.',
  }),
  order: z.enum(['desc', 'asc']).default('desc').meta({ description: 'Newest first, or oldest first.' }),
  export_id: z
    .string()
    .regex(/^[\w-]{8,64}$/, { error: 'must be 8 to 64 letters, digits, “_” or “-”' })
    .optional()
    .meta({
      description: 'A name of the client’s choice, under which progress is told and it can be cancelled.',
    }),
};
export type ExportFormat = z.output<typeof exportShape.format>;

export const exportQuerySchema = query({
  ...exportShape,
  columns: repeated(column).meta({
    description:
      'Columns in their order; all properties and the extras seen unless told. NDJSON: only these. `step` (event_name, else stage) and `step_result` (result, else event) are told when asked for.',
  }),
});

export const exportProgressSchema = z
  .object({
    state: z.enum(['running', 'done', 'broken', 'cancelled']),
    rows: z.number().int().meta({ description: 'Records, or attempts, written so far.' }),
  })
  .meta({ id: 'ExportProgress' });
export type ExportProgress = z.infer<typeof exportProgressSchema>;
