import { z } from 'zod';
import { thresholdsSchema } from '../contract/findings.ts';

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);

const token = z
  .string()
  .regex(/^[\x21-\x7e]{8,}$/, { error: 'must be at least 8 printable characters without spaces' })
  .optional();

/** JSON of the thresholds that differ; what is wrong in it is named by its place: `AUTH_AUDIT_FINDINGS.spray.users`. */
const thresholds = z
  .string()
  .default('{}')
  .transform((text, context) => {
    let given: unknown;
    try {
      given = JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON, such as {"spray":{"users":20}}' });
      return z.NEVER;
    }
    const parsed = thresholdsSchema.safeParse(given);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      if (issue.code !== 'unrecognized_keys')
        context.addIssue({ code: 'custom', path: issue.path, message: `is not valid: ${issue.message}` });
      else
        for (const key of issue.keys)
          context.addIssue({ code: 'custom', path: [...issue.path, key], message: 'is not a threshold' });
    }
    return z.NEVER;
  });

const schema = z
  .object({
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, { error: 'must be a port number' })
      .transform(Number)
      .pipe(z.number().max(65_535, { error: 'must be a port number' }))
      .default(8080),
    HOST: z
      .string()
      .transform((host) => host.replace(/^\[(.*)\]$/, '$1')) // brackets belong to addresses in URLs
      .default('127.0.0.1'),
    AUTH_AUDIT_DATA: z.string().default('./data'),
    AUTH_AUDIT_TOKEN: token,
    AUTH_AUDIT_INGEST_TOKEN: token,
    AUTH_AUDIT_FINDINGS: thresholds,
  })
  .superRefine((env, context) => {
    if (isLoopback(env.HOST) || env.AUTH_AUDIT_TOKEN !== undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['AUTH_AUDIT_TOKEN'],
      message: `must be set when HOST (${env.HOST}) is not a loopback address: without it anybody could read the audit`,
    });
  })
  .transform((env) => ({
    port: env.PORT,
    host: env.HOST,
    isLoopback: isLoopback(env.HOST),
    dataFolder: env.AUTH_AUDIT_DATA,
    token: env.AUTH_AUDIT_TOKEN,
    ingestToken: env.AUTH_AUDIT_INGEST_TOKEN,
    thresholds: env.AUTH_AUDIT_FINDINGS,
  }));

/** What the environment says, read once at start. Tokens are at least 8 characters. */
export type Env = z.output<typeof schema>;

/**
 * Read the environment. An empty variable is an absent one.
 * @returns the settings, or a sentence for every bad variable, by name
 */
export const readEnv = (
  variables: Readonly<Record<string, string | undefined>>,
): { readonly env: Env } | { readonly problems: readonly string[] } => {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return { env: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`) };
};
