import type { z } from 'zod';
import {
  type FindingKind,
  type Severity,
  findingKinds,
  severities,
} from '../../../contract/finding-kinds.ts';
import type {
  FindingListAnswer,
  ListedFinding,
  findingListQuerySchema,
} from '../../../contract/finding-list.ts';
import type { Finding, Incident } from '../../../contract/findings.ts';
import { fold } from '../../../contract/fold.ts';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import { BadParameter } from '../../request-errors.ts';
import { decodeCursor, encodeCursor, questionKey } from '../../store/cursor.ts';
import { hash64 } from '../../store/hash.ts';
import type { Position } from '../../store/questions/scope.ts';
import type { Answering } from '../answering.ts';
import { timeParam } from '../scope.ts';
import { answered, everyFinding, lookedFor } from './findings.ts';

type Query = z.output<typeof findingListQuerySchema>;

/** What tells a finding from all others; of what tells none apart the first comes first. */
const idsOf = (findings: readonly Finding[]): readonly string[] => {
  const seen = new Map<string, number>();
  return findings.map(({ kind, code, first, subject }) => {
    const id = hash64(JSON.stringify([kind, code, first, subject])).toString(36);
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return before === 0 ? id : `${id}-${before + 1}`;
  });
};

type Listed = { readonly finding: ListedFinding; readonly place: Position };

/** A page goes on after a place, whatever was found since: by time or gravity, and an order of its own among equals. */
const placeOf = ({ id, last, severity }: ListedFinding, order: Query['order']): Position => {
  const tie = hash64(id) % 10n ** 16n;
  return {
    time: parseInstant(last) ?? micros(0n),
    sequence: order === 'gravest' ? BigInt(severities.indexOf(severity)) * 10n ** 16n + tie : tie,
  };
};

const gravityOf = ({ sequence }: Position, order: Query['order']): bigint =>
  order === 'gravest' ? sequence / 10n ** 16n : 0n;

/** Below 0: this one comes first. */
const compared = (a: Position, b: Position, order: Query['order']): number =>
  Number(gravityOf(a, order) - gravityOf(b, order)) ||
  Number(b.time - a.time) ||
  (a.sequence < b.sequence ? -1 : Number(a.sequence > b.sequence));

/** Whether a finding is about one of the users that are named, by an address or an id. */
const isAboutUser = async (
  { store, asking }: Answering,
  named: readonly string[] | undefined,
): Promise<(finding: Finding) => boolean> => {
  if (!named) return () => true;
  const owners = await store.events.owners({ ids: named.toSorted() }, asking);
  const wanted = new Set([...named, ...Object.values(owners)].map(fold));
  return ({ subject: { user, email } }) =>
    [user, email].some((each) => each !== undefined && wanted.has(fold(each)));
};

type Choice = Partial<Readonly<Record<'kind' | 'severity' | 'subject', (finding: Finding) => boolean>>>;

const choiceOf = async (answering: Answering, query: Query): Promise<Required<Choice>> => {
  const isOfUser = await isAboutUser(answering, query.user);
  return {
    kind: ({ kind }) => query.kind?.includes(kind) ?? true,
    severity: ({ severity }) => query.severity?.includes(severity) ?? true,
    subject: (finding) =>
      isOfUser(finding) &&
      (['source_ip', 'application_name', 'upstream_idp'] as const).every((property) => {
        const value = finding.subject[property];
        return query[property] === undefined || (value !== undefined && query[property].includes(value));
      }),
  };
};

const chosen = (listed: readonly Listed[], choice: Choice): readonly Listed[] =>
  listed.filter(({ finding }) => Object.values(choice).every((isChosen) => isChosen(finding)));

const countsBy = <Value extends FindingKind | Severity>(
  values: readonly Value[],
  listed: readonly Listed[],
  valueOf: (finding: Finding) => Value,
): Partial<Record<Value, number>> => {
  const counts: Partial<Record<Value, number>> = {};
  for (const value of values) {
    const count = listed.filter(({ finding }) => valueOf(finding) === value).length;
    if (count > 0) counts[value] = count;
  }
  return counts;
};

type ListedIncident = FindingListAnswer['incidents'][number];

/** Incidents with ids in place of indices. */
const withIds = (incidents: readonly Incident[], ids: readonly string[]): readonly ListedIncident[] =>
  incidents.map(({ lead, findings, ...incident }) => ({
    ...incident,
    id: ids[lead] ?? '',
    findings: findings.flatMap((index) => ids[index] ?? []),
  }));

type Asked = { readonly from?: Micros; readonly to?: Micros; readonly after?: Position };

/** What is asked for, and where the page begins. The range is the one that the first page resolved. */
const askedOf = (query: Query, now: Micros, key: string): Asked => {
  const { page_at_id: page } = query;
  if (page !== undefined) {
    const cursor = decodeCursor(page, key);
    if (cursor) return cursor;
    throw new BadParameter('page_at_id', 'is not from an answer to the same filters, range and order');
  }
  const from = timeParam('dt_from', query.dt_from, now);
  const to = timeParam('dt_to', query.dt_to, now);
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
};

/** A page of all that is found in a range. @throws BadParameter by name */
export const answerFindingList = async (answering: Answering, query: Query): Promise<FindingListAnswer> => {
  const { limit, order, page_at_id: _page, ...question } = query;
  const key = questionKey([order, JSON.stringify(question)]);
  const { after, ...range } = askedOf(query, answering.now, key);
  const found = await everyFinding(answering, { ...range, tz: query.tz });
  const { findings, incidents, ...of } = answered(found, answering);
  const ids = idsOf(findings);
  const all = withIds(incidents, ids);
  const incidentOf = new Map(all.flatMap((each) => each.findings.map((id) => [id, each] as const)));
  const sought = query.together_with === undefined ? undefined : incidentOf.get(query.together_with);
  const listed = findings
    .map((finding, index): Listed => {
      const id = ids[index] ?? '';
      const told = { ...finding, id, incident: incidentOf.get(id)?.id ?? id };
      return { finding: told, place: placeOf(told, order) };
    })
    .filter(({ finding: { incident } }) => query.together_with === undefined || incident === sought?.id)
    .toSorted((a, b) => compared(a.place, b.place, order));
  const choice = await choiceOf(answering, query);
  const { kind, severity, subject } = choice;
  const matching = chosen(listed, choice);
  const rest = after ? matching.filter(({ place }) => compared(place, after, order) > 0) : matching;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const shown = new Set(page.map(({ finding }) => finding.incident));
  return {
    ...of,
    auth_findings: page.map(({ finding }) => finding),
    incidents: all.filter(({ id }) => shown.has(id)),
    total: matching.length,
    not_listed: Object.values(found.totals).reduce((sum, each) => sum + each, 0) - findings.length,
    kinds: countsBy(findingKinds, chosen(listed, { severity, subject }), (finding) => finding.kind),
    severities: countsBy(severities, chosen(listed, { kind, subject }), (finding) => finding.severity),
    looked_for: lookedFor(answering.thresholds),
    limit,
    ...(rest.length > limit && last
      ? { page_at_id: encodeCursor({ ...range, after: last.place, order: 'desc' }, key) }
      : {}),
  };
};
