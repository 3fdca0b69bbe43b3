import { z } from 'zod';
import { parseRetention } from '../contract/retention.ts';
import { thresholdsSchema } from '../contract/thresholds.ts';
import { Proxies } from './http/proxies.ts';
import { parsePublicUrl } from './http/public-url.ts';
import { usualHours } from './http/sessions.ts';
import { isLoopback } from './ingest/sources/url.ts';
import { beginningOf } from './store/few.ts';

/** Texts that tokens are made of when nobody thinks; a part of one, or one again and again, is no better. */
const common =
  /^(?:password|passwort|secret|changeme|change-me|token|admin|administrator|letmein|qwerty|default|example|test|welcome|abc|xyz|audit|authentication|\d|[-_.!])+$/i;

/** Fewer different characters than this are a pattern, not a secret. */
const fewest = 6;

const whyWeak = (text: string): string | undefined => {
  if (!/^[\x21-\x7e]{16,}$/.test(text)) return 'must be at least 16 printable characters without spaces';
  if (common.test(text) || new Set(text).size < fewest)
    return 'must be harder to guess: take what “openssl rand -base64 24” prints';
  return undefined;
};

const token = z
  .string()
  .superRefine((text, context) => {
    const message = whyWeak(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  })
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

/** What a parser makes of a text, which answers in words what is wrong with it. */
const parsedBy = <Parsed>(parse: (text: string) => Parsed | string) =>
  z
    .string()
    .transform((text, context) => {
      const parsed = parse(text);
      if (typeof parsed !== 'string') return parsed;
      context.addIssue({ code: 'custom', message: parsed });
      return z.NEVER;
    })
    .optional();

/** A year has no more. */
const mostHours = 8_760;
const hoursError = `must be hours, 1 to ${mostHours}`;

const hours = (usual: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, { error: hoursError })
    .transform(Number)
    .pipe(z.number().refine((given) => given >= 1 && given <= mostHours, { error: hoursError }))
    .default(usual);

const settings = z.object({
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
  AUTH_AUDIT_PUBLIC_URL: parsedBy(parsePublicUrl),
  AUTH_AUDIT_TRUSTED_PROXIES: parsedBy((text) => Proxies.parse(text)),
  AUTH_AUDIT_SESSION_HOURS: hours(usualHours.most),
  AUTH_AUDIT_IDLE_HOURS: hours(usualHours.idle),
  AUTH_AUDIT_RETENTION: parsedBy(parseRetention),
  AUTH_AUDIT_FINDINGS: thresholds,
  AUTH_AUDIT_SOURCES: z.string().optional(),
});

const schema = settings
  .superRefine(({ AUTH_AUDIT_TOKEN: own, AUTH_AUDIT_INGEST_TOKEN: ingest }, context) => {
    if (ingest === undefined || ingest !== own) return;
    context.addIssue({
      code: 'custom',
      path: ['AUTH_AUDIT_INGEST_TOKEN'],
      message: 'must differ from AUTH_AUDIT_TOKEN: senders could read the audit with it',
    });
  })
  .superRefine((env, context) => {
    const url = env.AUTH_AUDIT_PUBLIC_URL;
    const say = (path: keyof typeof env, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (env.AUTH_AUDIT_TOKEN === undefined && !isLoopback(env.HOST))
      say(
        'AUTH_AUDIT_TOKEN',
        `must be set when HOST (${env.HOST}) is not a loopback address: without it anybody could read the audit`,
      );
    else if (env.AUTH_AUDIT_TOKEN === undefined && url !== undefined)
      say(
        'AUTH_AUDIT_TOKEN',
        'must be set when AUTH_AUDIT_PUBLIC_URL is: without it anybody could read the audit',
      );
    if (env.AUTH_AUDIT_TRUSTED_PROXIES !== undefined && url === undefined)
      say(
        'AUTH_AUDIT_PUBLIC_URL',
        'must be set when AUTH_AUDIT_TRUSTED_PROXIES is: it is where people open what the proxies lead to',
      );
  })
  .transform((env) => ({
    port: env.PORT,
    host: env.HOST,
    isLoopback: isLoopback(env.HOST),
    dataFolder: env.AUTH_AUDIT_DATA,
    token: env.AUTH_AUDIT_TOKEN,
    ingestToken: env.AUTH_AUDIT_INGEST_TOKEN,
    publicUrl: env.AUTH_AUDIT_PUBLIC_URL,
    proxies: env.AUTH_AUDIT_TRUSTED_PROXIES,
    sessionHours: { most: env.AUTH_AUDIT_SESSION_HOURS, idle: env.AUTH_AUDIT_IDLE_HOURS },
    retention: env.AUTH_AUDIT_RETENTION,
    thresholds: env.AUTH_AUDIT_FINDINGS,
    sourcesFile: env.AUTH_AUDIT_SOURCES,
  }));

/** The variables of its own. */
const known = Object.keys(settings.shape).filter((name) => name.startsWith('AUTH_AUDIT_'));

/** What the environment says, read once at start. Tokens are at least 16 characters. */
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
  const problems = [
    ...Object.keys(given)
      .filter((name) => /^AUTH_AUDIT_/i.test(name) && !Object.hasOwn(settings.shape, name))
      .map((name) => `${beginningOf(name)} is no variable of this program: ${known.join(', ')} are.`),
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}.`),
  ];
  return parsed.success && problems.length === 0 ? { env: parsed.data } : { problems };
};
