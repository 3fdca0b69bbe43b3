import { z } from 'zod';
import { type Micros, micros, microsOfMs, parseInstant } from '../../../contract/instant.ts';
import { readUrl } from './url.ts';

const msPerUnit: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

const hourMs = 3_600_000;

/** Says that a member is missing, or what it must be. */
const must =
  (what: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? `is missing: it must be ${what}` : `must be ${what}`;

/** A text that `read` makes something of; undefined where it cannot. */
const readBy = <Read>(what: string, read: (text: string) => Read | undefined) =>
  z.string({ error: must(what) }).transform((text, context) => {
    const made = read(text);
    if (made !== undefined) return made;
    context.addIssue({ code: 'custom', message: `must be ${what}` });
    return z.NEVER;
  });

/** So many seconds, minutes or hours, in milliseconds. */
const duration = (example: string, [least, most]: readonly [number, number], range: string) =>
  readBy(`a time such as "${example}", ${range}`, (text) => {
    const [, count = '', unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
    const ms = Number(count) * (msPerUnit[unit] ?? Number.NaN);
    return ms >= least && ms <= most ? ms : undefined;
  });

const url = z
  .string({ error: must('an address such as https://api.example.org') })
  .transform((text, context) => {
    const read = readUrl(text);
    if ('url' in read) return read.url;
    context.addIssue({ code: 'custom', message: read.problem });
    return z.NEVER;
  });

const file = (what: string) =>
  z.string({ error: must(`the path of ${what}`) }).min(1, { error: `must be the path of ${what}` });

const beginning = readBy<{ readonly days: number } | { readonly instant: Micros }>(
  'days such as "90d", or a date of the past such as "2026-01-31"',
  (text) => {
    const days = /^(\d{1,4})d$/.exec(text)?.[1];
    if (days !== undefined) return { days: Number(days) };
    const instant = parseInstant(text);
    return instant === undefined || instant > microsOfMs(Date.now()) ? undefined : { instant };
  },
);

/** A source as it stands in the file. */
export const sourceSchema = z
  .strictObject(
    {
      name: z
        .string({ error: must('a name of letters, digits, “-”, “_” and “.”') })
        .regex(/^[a-z0-9][\w.-]{0,62}$/i, { error: 'must be 1 to 63 letters, digits, “-”, “_” and “.”' })
        .refine((name) => name !== 'webhook', {
          error: 'must be another: “webhook” is what senders post to',
        }),
      kind: z.literal('agilicus', { error: must('"agilicus"') }),
      url,
      document: file('an authentication document').optional(),
      token: file('a file that holds a token').optional(),
      org_id: z
        .string({ error: must('the id of an organisation') })
        .min(1, { error: 'must not be empty' })
        .optional(),
      from: beginning.default({ days: 90 }),
      every: duration('60s', [5_000, 24 * hourMs], 'from 5s to 24h').default(60_000),
      overlap: duration('30m', [0, 24 * hourMs], 'from 0m to 24h')
        .default(hourMs / 2)
        .transform((ms) => micros(BigInt(ms) * 1_000n)),
      directory: z.boolean({ error: must('true or false') }).default(true),
      ca: file('a certificate').optional(),
    },
    { error: must('an object') },
  )
  .refine(({ document, token }) => (document === undefined) !== (token === undefined), {
    error: 'needs either a “document” or a “token” to sign in with',
  });

/** The file of sources, each of which is looked at by itself. */
export const sourcesFileSchema = z.strictObject(
  { sources: z.array(z.unknown(), { error: must('a list of sources') }) },
  { error: must('an object such as { "sources": [] }') },
);

type Wrong = { readonly path: readonly PropertyKey[]; readonly text: string };

/** What a schema finds wrong, each with where it stands and what to say of it. */
export const wrongIn = ({ issues }: z.ZodError): readonly Wrong[] =>
  issues.flatMap((issue): readonly Wrong[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        text: `“${key}” is nothing that is known here`,
      }));
    const name = issue.path.at(-1);
    const text = name === undefined ? issue.message : `“${String(name)}” ${issue.message}`;
    return [{ path: issue.path, text }];
  });
