import {
  type Micros,
  floorDiv,
  formatInstant,
  micros,
  microsOfMs,
  microsPerMillisecond,
} from '../../../contract/instant.ts';
import { parseTime } from '../../../contract/time-expression.ts';

/** A record that the platform keeps. */
export type PlatformRecord = {
  readonly time: Micros;
  /** With its `time` as text. */
  readonly record: Readonly<Record<string, unknown>>;
  /** When it appears in answers, in milliseconds of the platform's clock; at once unless given. */
  readonly appears?: number;
};

type ToMilliseconds = 'rounded' | 'truncated';

/** How an API can differ from its documentation. */
export type AuditHabits = {
  /** Most records in an answer, whatever was asked for; told as `limit` unless hidden. */
  readonly cap?: { readonly records: number; readonly isHidden?: boolean };
  /** To milliseconds: the times in answers. What is compared is the time itself. */
  readonly times?: ToMilliseconds;
  /** To milliseconds: `dt_from` and `dt_to`. */
  readonly bounds?: ToMilliseconds;
  /** Parameters that are ignored. */
  readonly ignores?: readonly string[];
  /** Whoever asks may see none. */
  readonly isBlind?: boolean;
  /** Records are kept for so many milliseconds; to ask from before that is a 400. */
  readonly keepsMs?: number;
  /** Records of one instant come in the other order. */
  readonly turnsTies?: boolean;
};

type AuditsAnswer =
  | {
      readonly status: 200;
      readonly body: { readonly auth_audits: readonly PlatformRecord['record'][]; readonly limit: number };
    }
  | { readonly status: 400; readonly body: { readonly error_message: string } };

const mostRecords = 500;

/** The published filters, each with the property that it compares. */
const filters: Readonly<Record<string, string>> = {
  user_id: 'user_id',
  upstream_user_id: 'upstream_user_id',
  org_id: 'org_id',
  login_org_id: 'login_org_id',
  session_id: 'session',
  trace_id: 'trace_id',
  request_id: 'request_id',
  upstream_idp: 'upstream_idp',
  source_ip: 'source_ip',
  client_id: 'client_id',
  event: 'event',
  stage: 'stage',
  event_name: 'event_name',
  result: 'result',
};

const toMilliseconds = (time: Micros, how: ToMilliseconds | undefined): Micros => {
  if (how === undefined) return time;
  const half = how === 'rounded' ? microsPerMillisecond / 2n : 0n;
  return micros(floorDiv(time + half, microsPerMillisecond) * microsPerMillisecond);
};

/** The place of the first record at or after an instant. */
const firstFrom = (records: readonly PlatformRecord[], instant: bigint): number => {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const record = records[middle];
    if (record !== undefined && record.time < instant) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The records from one place to before another, the newest first; with `turnsTies`, those of one instant turned. */
function* newestFirst(
  records: readonly PlatformRecord[],
  start: number,
  end: number,
  turnsTies: boolean,
): Generator<PlatformRecord, void, undefined> {
  let at = end;
  while (at > start) {
    const last = at;
    at -= 1;
    if (turnsTies) while (at > start && records[at - 1]?.time === records[last - 1]?.time) at -= 1;
    for (let tie = at; tie < last; tie += 1) {
      const record = records[tie];
      if (record !== undefined) yield record;
    }
  }
}

class BadRequest extends Error {}

const bound = (text: string, name: string, now: Micros, how: ToMilliseconds | undefined): Micros => {
  const instant = parseTime(text, now);
  if (instant === undefined) throw new BadRequest(`${name} is not a time`);
  return toMilliseconds(instant, how);
};

const limitOf = (text: string | undefined): number => {
  if (text === undefined) return mostRecords;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > mostRecords) throw new BadRequest(`limit must be from 1 to ${mostRecords}`);
  return limit;
};

/**
 * What `GET /v1/auth_audits` answers.
 * @param records sorted by time, the oldest first
 * @param nowMs the platform's clock
 */
export const answerAudits = (
  records: readonly PlatformRecord[],
  params: Readonly<Record<string, string>>,
  habits: AuditHabits = {},
  nowMs: number = Date.now(),
): AuditsAnswer => {
  const given = (name: string): string | undefined =>
    habits.ignores?.includes(name) === true ? undefined : params[name] || undefined;
  try {
    const now = microsOfMs(nowMs);
    const asked = limitOf(given('limit'));
    const limit = Math.min(asked, habits.cap?.records ?? asked);
    const [dtFrom, dtTo] = [given('dt_from'), given('dt_to')];
    const from = dtFrom === undefined ? undefined : bound(dtFrom, 'dt_from', now, habits.bounds);
    const to = dtTo === undefined ? undefined : bound(dtTo, 'dt_to', now, habits.bounds);
    const oldest = habits.keepsMs === undefined ? undefined : microsOfMs(nowMs - habits.keepsMs);
    if (from !== undefined && oldest !== undefined && from < oldest)
      throw new BadRequest('dt_from is older than records are kept');
    const wanted = Object.entries(filters).flatMap(([name, property]) => {
      const value = given(name);
      return value === undefined ? [] : [[property, value] as const];
    });
    const found: PlatformRecord['record'][] = [];
    const start = firstFrom(records, from ?? oldest ?? records[0]?.time ?? 0n);
    const end = to === undefined ? records.length : firstFrom(records, to);
    for (const { time, record, appears } of newestFirst(records, start, end, habits.turnsTies ?? false)) {
      if (habits.isBlind === true || found.length === limit) break;
      if (appears !== undefined && appears > nowMs) continue;
      if (wanted.some(([property, value]) => record[property] !== value)) continue;
      found.push(
        habits.times === undefined
          ? record
          : { ...record, time: formatInstant(toMilliseconds(time, habits.times)) },
      );
    }
    const told = habits.cap?.isHidden === true ? asked : limit;
    return { status: 200, body: { auth_audits: found, limit: told } };
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    return { status: 400, body: { error_message: error.message } };
  }
};
