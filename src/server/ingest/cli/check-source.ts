import { formatInstant, microsOfMs, msOfMicros } from '../../../contract/instant.ts';
import { isJsonObject } from '../../../contract/exact-number.ts';
import { isRefusal } from '../prepare.ts';
import { PlatformError, type ApiProblem } from '../sources/platform-error.ts';
import { type AuditPage, UntrustedAnswer, readPage } from '../sources/audit-page.ts';
import type { SourceConfig } from '../sources/config.ts';
import { ApiConnection } from '../sources/connection.ts';
import { type CheckOptions, checkReach } from './check-reach.ts';
import { type CheckStep, fails, notes, stands } from './check-step.ts';

const auditsPath = '/v1/auth_audits';

/** So many of the newest records are looked at. */
const looked = '100';

const minuteMs = 60_000;

/** A clock that is off by no more does no harm. */
const toleratedMs = 2 * minuteMs;

/** A document that ends within this is to be replaced. */
const soonMs = 30 * 24 * 60 * minuteMs;

/** A length of time in the largest unit of which there are two. */
const lengthOf = (ms: number): string => {
  const units = [
    [24 * 60 * minuteMs, 'day'],
    [60 * minuteMs, 'hour'],
    [minuteMs, 'minute'],
    [1_000, 'second'],
  ] as const;
  const [length, name] = units.find(([length]) => ms >= 2 * length) ?? [1_000, 'second'];
  const count = Math.round(ms / length);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
};

/** What to do about what goes wrong once the API is reached. */
const advice: Partial<Record<ApiProblem, string>> = {
  clock: 'set the clock of this machine, best by NTP',
  forbidden: 'give the account a role that may read the audit of its organisation',
  busy: 'wait, and try again: the server does so by itself',
  unavailable: 'wait, and try again: the server does so by itself',
  redirect: 'let “url” name the API itself',
  not_json: 'see that “url” names the API, and that no proxy or portal answers in its place',
  name: 'see that the address of the issuer in the document can be reached from this machine',
};

const failed = (name: string, error: unknown): CheckStep => {
  if (error instanceof PlatformError) return fails(name, error.message, advice[error.problem]);
  if (error instanceof UntrustedAnswer)
    return fails(name, error.message, 'see that “url” names the API of the platform');
  throw error;
};

function* checkClock(nowMs: number, date: bigint | undefined): Generator<CheckStep> {
  if (date === undefined) return;
  const ahead = nowMs - msOfMicros(date);
  if (Math.abs(ahead) <= toleratedMs) yield stands('clock', 'that of this machine agrees with the API’s');
  else
    yield notes(
      'clock',
      `that of this machine is ${lengthOf(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} the API’s`,
      'set it, best by NTP',
    );
}

async function* checkToken(
  { credential }: SourceConfig,
  connection: ApiConnection,
  nowMs: number,
): AsyncGenerator<CheckStep, boolean> {
  if (credential.kind === 'token') {
    yield notes('token', 'the one in the file is used as it is');
    return true;
  }
  const { userId, issuerUrl, expires } = credential.document;
  try {
    await connection.signIn();
  } catch (error) {
    yield failed('token', error);
    return false;
  }
  const signedIn = `${userId} signed in at ${issuerUrl}`;
  const leftMs = expires === undefined ? Number.POSITIVE_INFINITY : msOfMicros(expires) - nowMs;
  const ends = expires === undefined ? '' : `; its document expires at ${formatInstant(expires)}`;
  if (leftMs > soonMs) yield stands('token', `${signedIn}${ends}`);
  else
    yield notes(
      'token',
      `${signedIn}${ends}, in ${lengthOf(Math.max(leftMs, 0))}`,
      'have a new one made before, and put it in its place',
    );
  return true;
}

/** The organisations that records name, those of issuers and of applications. */
const organisationsIn = ({ records }: AuditPage): ReadonlySet<string> =>
  new Set(
    records.flatMap(({ raw }) => {
      if (!isJsonObject(raw)) return [];
      return [raw['org_id'], raw['login_org_id']].filter((id) => typeof id === 'string');
    }),
  );

const listed = (ids: ReadonlySet<string>): string => [...ids].slice(0, 5).join(', ');

/** Whether records can be read, whose they are, and which is the newest. */
async function* checkReading(
  { organisation, credential }: SourceConfig,
  connection: ApiConnection,
  now: () => number,
): AsyncGenerator<CheckStep> {
  const read = async (params: Readonly<Record<string, string>>): Promise<AuditPage> =>
    readPage(await connection.get(auditsPath, { limit: looked, ...params }));
  let page: AuditPage;
  try {
    page = await read(organisation === undefined ? {} : { org_id: organisation });
    const all = page.records.length > 0 || organisation === undefined ? page : await read({});
    if (all !== page && all.records.length > 0) {
      yield stands('reading', 'records are answered');
      yield fails(
        'organisation',
        `none of them is of ${organisation}: they are of ${listed(organisationsIn(all)) || 'none that is named'}`,
        'let “org_id” name the organisation, or use a document of the one that is wanted',
      );
      return;
    }
  } catch (error) {
    const step = failed('reading', error);
    const isToken =
      credential.kind === 'token' && error instanceof PlatformError && error.problem === 'unauthorized';
    yield isToken ? { ...step, next: 'put a token into the file that has not expired' } : step;
    return;
  }
  if (page.records.length === 0) {
    yield fails(
      'reading',
      'an answer came, but without any record',
      'see that the account may read the audit; if it may, nobody has signed in yet',
    );
    return;
  }
  yield stands('reading', 'records are answered');
  const seen = organisationsIn(page);
  yield organisation === undefined || !seen.has(organisation)
    ? notes('organisation', `the newest records are of ${listed(seen) || 'none that is named'}`)
    : stands('organisation', `the newest records are of ${organisation}`);
  const times = page.records.flatMap(({ prepared }) => (isRefusal(prepared) ? [] : [prepared.time]));
  const newest = times.reduce<bigint | undefined>((a, b) => (a !== undefined && a > b ? a : b), undefined);
  const refusals = page.records.flatMap(({ prepared }) => (isRefusal(prepared) ? [prepared.message] : []));
  if (newest === undefined)
    yield fails('newest record', `none of the newest records can be stored (the first: ${refusals[0]})`);
  else {
    const age = msOfMicros((page.date ?? microsOfMs(now())) - newest);
    yield stands('newest record', `it is of ${formatInstant(newest)}, ${lengthOf(Math.max(age, 0))} ago`);
  }
}

/** See, step by step, whether a source can be read. What rests on a step that fails is not tried. */
export async function* checkSource(
  config: SourceConfig,
  { now = Date.now, ...options }: CheckOptions & { readonly now?: () => number } = {},
): AsyncGenerator<CheckStep> {
  const reply = yield* checkReach(config, options);
  if (!reply) return;
  yield* checkClock(now(), reply.date);
  const connection = new ApiConnection(config, { now, ...options });
  try {
    const isSignedIn = yield* checkToken(config, connection, now());
    if (isSignedIn) yield* checkReading(config, connection, now);
  } finally {
    await connection.close();
  }
}
