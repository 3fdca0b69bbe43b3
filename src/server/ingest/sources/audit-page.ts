import { isJsonObject } from '../../../contract/exact-number.ts';
import { fieldNamed } from '../../../contract/fields.ts';
import { type Micros, formatInstant, micros, microsPerMillisecond } from '../../../contract/instant.ts';
import { type PreparedRecord, type RecordRefusal, isRefusal, prepareRecord } from '../prepare.ts';
import type { Run } from '../../store/windows.ts';
import { breather } from '../../store/breath.ts';
import type { ApiReply } from './connection.ts';

/** So many records are asked for at once; the API gives no more. */
export const pageLimit = 500;

/** What a record that was answered became. */
export type AnsweredRecord = {
  readonly raw: unknown;
  readonly prepared: PreparedRecord | RecordRefusal;
  /** About how many it came in. */
  readonly bytes: number;
};

/** An answer, with what is needed to tell whether it holds all that was asked for. */
export type AuditPage = {
  readonly records: readonly AnsweredRecord[];
  /** Whether it may hold fewer than there are. */
  readonly isFull: boolean;
  readonly date: Micros | undefined;
};

/** Whose answer is none that can be trusted. The message is a sentence for whoever runs the server. */
export class UntrustedAnswer extends Error {
  override readonly name = 'UntrustedAnswer';
}

/** Filters of the published API: the property that each compares. */
export const filterProperties: Readonly<Record<string, string>> = {
  event_name: 'event_name',
  result: 'result',
  stage: 'stage',
  event: 'event',
  upstream_idp: 'upstream_idp',
  client_id: 'client_id',
  source_ip: 'source_ip',
  org_id: 'org_id',
  login_org_id: 'login_org_id',
  user_id: 'user_id',
  upstream_user_id: 'upstream_user_id',
  session_id: 'session',
  trace_id: 'trace_id',
  request_id: 'request_id',
};

export type PageFilters = Readonly<Record<string, string>>;

/** An API may round times, those of records and those it is asked for: it is asked for this much more on either side. */
export const reach = microsPerMillisecond;

/** What is asked for, to have all of a stretch. */
export const asked = ({ from, to }: Run): Run => ({ from: micros(from - reach), to: micros(to + reach) });

export const paramsOf = (
  { from, to }: Run,
  filters: PageFilters,
  organisation: string | undefined,
): Readonly<Record<string, string>> => ({
  limit: String(pageLimit),
  ...(organisation === undefined ? {} : { org_id: organisation }),
  ...filters,
  dt_from: formatInstant(from),
  dt_to: formatInstant(to),
});

const shapeOf = (body: unknown): string => {
  if (Array.isArray(body)) return 'a list';
  return isJsonObject(body)
    ? `an object with ${Object.keys(body).slice(0, 5).join(', ') || 'nothing'}`
    : 'a scalar';
};

/** Why a record does not belong into the answer to what was asked; undefined when it does. */
const whyStranger = (
  { raw, prepared }: AnsweredRecord,
  { from, to }: Run,
  filters: PageFilters,
): string | undefined => {
  if (!isRefusal(prepared) && (prepared.time < from - reach || prepared.time > to + reach))
    return `a record of ${formatInstant(prepared.time)} although ${formatInstant(from)} to ${formatInstant(to)} was asked for: dt_from or dt_to was ignored`;
  for (const [filter, value] of Object.entries(filters)) {
    const property = filterProperties[filter] ?? filter;
    const own: unknown = isJsonObject(raw) ? raw[property] : undefined;
    if (own !== value && fieldNamed(property) !== undefined)
      return `a record whose ${property} is another although ${filter}=${value} was asked for: ${filter} was ignored`;
  }
  return undefined;
};

/**
 * Read the body of an answer.
 * @throws UntrustedAnswer when it is of another shape
 */
export const readPage = async ({ body, date, bytes }: ApiReply): Promise<AuditPage> => {
  const list: unknown = isJsonObject(body) ? body['auth_audits'] : undefined;
  if (!isJsonObject(body) || !Array.isArray(list))
    throw new UntrustedAnswer(`It answered ${shapeOf(body)}, not {"auth_audits": […]}.`);
  const told = Number(body['limit']);
  const limit = Number.isInteger(told) && told > 0 ? Math.min(told, pageLimit) : pageLimit;
  const breathe = breather();
  const records: AnsweredRecord[] = [];
  for (const raw of list as readonly unknown[]) {
    records.push({ raw, prepared: prepareRecord(raw), bytes: bytes / list.length });
    await breathe();
  }
  return { records, isFull: records.length >= limit, date };
};

/** @throws UntrustedAnswer when a record is among them that was not asked for: then nothing is known of what was */
export const checkPage = ({ records }: AuditPage, within: Run, filters: PageFilters): void => {
  for (const record of records) {
    const reason = whyStranger(record, within, filters);
    if (reason !== undefined) throw new UntrustedAnswer(`It answered ${reason}.`);
  }
};
