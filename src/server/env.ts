import { z } from 'zod';

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);

const token = z
  .string()
  .regex(/^[\x21-\x7e]{8,}$/, { error: 'must be at least 8 printable characters without spaces' })
  .optional();

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
