import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import {
  type ZodTypeProvider,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { maxHeaderBytes } from '../contract/address.ts';
import { withDigits } from '../contract/exact-number.ts';
import { type Thresholds, thresholdsSchema } from '../contract/thresholds.ts';
import { type Micros, microsOfMs } from '../contract/instant.ts';
import { maxExtras, maxValues } from '../contract/query.ts';
import { startFindingKeeper } from './answers/findings/keep-findings.ts';
import type { Story } from './demo/generate.ts';
import { guardAccess } from './http/access.ts';
import { guardAnswers } from './http/answer-headers.ts';
import type { Names } from './http/origin.ts';
import { Proxies } from './http/proxies.ts';
import { type PublicUrl, withoutPath } from './http/public-url.ts';
import { type SessionHours, Sessions } from './http/sessions.ts';
import { SignIns } from './http/sign-ins.ts';
import { tellReaders } from './http/page-readers.ts';
import { answerForNode, answerParserError } from './http/parser-errors.ts';
import { type BodyLimits, requestMs } from './http/receive-body.ts';
import { handleProblems } from './http/problems.ts';
import { parseQueryString, refusePrototype } from './http/query-string.ts';
import { serveDashboard } from './http/spa.ts';
import { refuseWhileStopping } from './http/stopping.ts';
import { wellFormedUrl } from './http/well-formed-url.ts';
import { peopleTaker } from './ingest/directory/take-people.ts';
import { bodyTaker } from './ingest/take-body.ts';
import { WebhookArrivals } from './ingest/webhook-arrivals.ts';
import type { Writer } from './ingest/writer.ts';
import { addressRoutes } from './routes/addresses.ts';
import { attemptRoutes } from './routes/attempt.ts';
import { attemptsRoutes } from './routes/attempts.ts';
import { auditRoutes } from './routes/audits.ts';
import type { Context } from './routes/context.ts';
import { directoryRoutes } from './routes/directory.ts';
import { exportRoutes } from './routes/export.ts';
import { demoRoutes } from './routes/demo.ts';
import { findingListRoutes } from './routes/findings.ts';
import { overviewRoutes } from './routes/overview/overview.ts';
import { knownUserRoutes } from './routes/known-users.ts';
import { liveRoutes } from './routes/live.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { serviceRoutes } from './routes/service.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { sourceRoutes } from './routes/sources.ts';
import { storedRoutes } from './routes/stored.ts';
import { nameRoutes } from './routes/names.ts';
import { userRoutes } from './routes/users.ts';
import { webhookRoutes } from './routes/webhook.ts';
import { withSharedAnswers } from './store/shared-answers.ts';
import type { SourceBook } from './store/source-book.ts';
import type { Store } from './store/store.ts';

export type AppOptions = {
  readonly store: Store;
  /** What the webhook hands its events to; drained when the server stops. */
  readonly writer: Writer;
  /** What is known of the sources that are pulled. */
  readonly sources?: SourceBook | undefined;
  readonly version: string;
  /** Folder of the built dashboard; undefined serves the API alone. */
  readonly dashboard?: string | undefined;
  readonly isDemo?: boolean;
  /** What a demo tells. */
  readonly stories?: readonly Story[];
  /** When something deserves a look; the defaults unless told. */
  readonly thresholds?: Thresholds;
  readonly token?: string | undefined;
  readonly ingestToken?: string | undefined;
  /** Names this server is called by; undefined: whatever it is called, which the token alone guards then. */
  readonly hostNames?: ReadonlySet<string> | undefined;
  /** Where people open it, when that is not where it listens. */
  readonly publicUrl?: PublicUrl | undefined;
  /** Whose word is taken for whom they speak for. */
  readonly proxies?: Proxies | undefined;
  readonly sessionHours?: SessionHours | undefined;
  /** The clock, frozen in tests. */
  readonly now?: () => Micros;
  readonly logger?: FastifyBaseLogger;
  /** How long bodies of events may take, and how much of them is held. */
  readonly bodyLimits?: Partial<BodyLimits>;
};

/** Writes answers as their schemas have them, with the digits of their numbers. */
const exactSerializerCompiler: typeof serializerCompiler = (route) => {
  const write = serializerCompiler(route);
  return (answer) => withDigits(write(answer));
};

const describeApi = async (
  app: FastifyInstance,
  version: string,
  publicUrl: PublicUrl | undefined,
): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Authentication Audit',
        version,
        description:
          'Browse authentication audits. Errors are application/problem+json (RFC 9457). ' +
          `Limits: ${maxHeaderBytes} bytes of address and headers, ${maxExtras} extras to filter by, ` +
          `${maxValues} values of one parameter unless it says otherwise.`,
      },
      ...(publicUrl ? { servers: [{ url: `${publicUrl.origin}${publicUrl.path}` }] } : {}),
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          password: {
            type: 'http',
            scheme: 'basic',
            description: 'The token as the password, with any name.',
          },
        },
      },
      security: [{ token: [] }, { password: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
};

/**
 * Compose the server: access, the API, operations, the dashboard. Does not listen; closing it stores what was
 * taken in, then closes the store.
 */
export const buildApp = async (options: AppOptions): Promise<FastifyInstance> => {
  const { token, ingestToken, version, isDemo = false, publicUrl, writer } = options;
  const { hostNames, proxies = new Proxies(), now = () => microsOfMs(Date.now()) } = options;
  const { thresholds = thresholdsSchema.parse({}) } = options;
  const names: Names = { hostNames, publicUrl, proxies };
  const path = publicUrl?.path ?? '';
  const store = withSharedAnswers(options.store);
  let isStopping = false;
  const isAboutToStop = (): boolean => isStopping;
  const app = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : {}),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    // what Node and Fastify answer by themselves is no problem document
    http: { maxHeaderSize: maxHeaderBytes, requireHostHeader: false },
    clientErrorHandler: answerParserError(path),
    return503OnClosing: false,
    requestIdHeader: false,
    requestTimeout: requestMs,
    genReqId: () => crypto.randomUUID(),
    rewriteUrl: ({ url = '/' }) => wellFormedUrl(withoutPath(url, path)),
    routerOptions: { querystringParser: parseQueryString, maxParamLength: maxHeaderBytes },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(exactSerializerCompiler);
  app.removeContentTypeParser('text/plain'); // forms of foreign pages can send it
  answerForNode(app.server, path);
  tellReaders(app);
  handleProblems(app, path);
  app.addHook('preValidation', async ({ query }) => refusePrototype(query));
  await app.register(cookie);
  await app.register(compress, {
    threshold: 1_024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } },
    zlibOptions: { level: 3 },
  });
  await guardAnswers(app, publicUrl);
  refuseWhileStopping(app, isAboutToStop);
  const signIns = await SignIns.of(app);
  const warn = (message: string, details: object): void => app.log.warn(details, message);
  const sessions = await Sessions.of(options.store.sessions, { now, hours: options.sessionHours, warn });
  guardAccess(app, { token, ingestToken, names }, { sessions, signIns });
  const findingKeeper = startFindingKeeper({ store: options.store, thresholds, now, warn });
  const arrivals = await WebhookArrivals.of(options.store.sources, now);
  const context: Context = {
    store,
    takeBody: bodyTaker(writer, arrivals),
    takePeople: peopleTaker(options.store.directory, now),
    arrivals,
    sources: options.sources,
    waiting: () => writer.waiting(),
    tooOld: () => writer.tooOld(),
    findingDaysWaiting: findingKeeper.waiting,
    token,
    names,
    signIns,
    sessions,
    version,
    isDemo,
    stories: options.stories ?? [],
    thresholds,
    now,
    isStopping: isAboutToStop,
  };
  await describeApi(app, version, publicUrl);
  await metricsRoutes(context)(app);
  await app.register(auditRoutes(context));
  await app.register(storedRoutes(context));
  await app.register(liveRoutes(context));
  // an export reads every page once: kept as answers to share, its pages would only fill the memory
  await app.register(exportRoutes({ ...context, store: options.store }));
  for (const routes of [
    attemptsRoutes,
    attemptRoutes,
    sessionRoutes,
    userRoutes,
    nameRoutes,
    knownUserRoutes,
    directoryRoutes,
    addressRoutes,
    findingListRoutes,
  ])
    await app.register(routes(context));
  await app.register(overviewRoutes(context));
  await app.register(webhookRoutes(context, options.bodyLimits));
  await app.register(serviceRoutes(context));
  await app.register(sourceRoutes(context));
  await app.register(signInRoutes(context));
  await app.register(demoRoutes(context));
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await serveDashboard(app, options.dashboard, path);
  app.addHook('preClose', async () => {
    isStopping = true;
    await writer.drain();
  });
  app.addHook('onResponse', (_request, _reply, done) => {
    // a connection kept alive for the next request would keep the server from ending
    if (isStopping) setImmediate(() => app.server.closeIdleConnections());
    done();
  });
  app.addHook('onClose', async () => {
    await findingKeeper.stop();
    await sessions.close();
    await arrivals.close();
    await store.close();
  });
  return app;
};
