import { type FindingKind, findingKinds, severities } from '../../../contract/finding-kinds.ts';
import type { Finding } from '../../../contract/findings.ts';
import { fold } from '../../../contract/fold.ts';
import {
  type Micros,
  formatInstant,
  micros,
  microsOfMinutes,
  parseInstant,
} from '../../../contract/instant.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import type { Tie } from '../../words/finding-words.ts';
import { groupedBy } from '../grouped-by.ts';
import { isNear, nearBy } from './near-by.ts';
import { type Dated, seriesIn } from './series.ts';

/*
 * Which findings are one incident. A lead gathers what is tied to itself, and no more: what is merely tied to one of
 * those would lead on without end.
 */

/** Those that explain others before those that they explain. */
const explaining: readonly FindingKind[] = [
  'spray',
  'provider_stands_out',
  'second_step_fatigue',
  'application_stands_out',
  'brute_force',
  'retrying',
  'new_device',
  'new_address',
];

/** A finding by what ties it to others. */
type Clue = Dated & {
  readonly index: number;
  readonly finding: Finding;
  readonly addresses: readonly string[];
  /** Ids and e-mail addresses of whom it is about. */
  readonly people: readonly string[];
};

const defined = (...values: readonly (string | undefined)[]): readonly string[] =>
  values.flatMap((value) => (value === undefined ? [] : [fold(value)]));

const clueOf = (finding: Finding, index: number): Clue => {
  const { subject, params } = finding;
  const first = parseInstant(finding.first) ?? micros(0n);
  return {
    index,
    finding,
    first,
    last: parseInstant(finding.last) ?? first,
    // a second step was accepted from there
    addresses: defined(subject.source_ip ?? params['source_ip']),
    people: defined(subject.user, subject.email, params['entered']),
  };
};

/** A sign-in from a new place, which is over at once. */
const isSignIn = ({ finding: { kind } }: Clue): boolean => kind === 'new_device' || kind === 'new_address';

const contentOf = ({ finding: { kind, code, sentence, first, last, subject } }: Clue): string =>
  JSON.stringify([kind, code, sentence, first, last, subject]);

/** The gravest first, then what explains others, then the newest. */
const leadFirst = (a: Clue, b: Clue): number =>
  severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity) ||
  explaining.indexOf(a.finding.kind) - explaining.indexOf(b.finding.kind) ||
  Number(b.last - a.last) ||
  (contentOf(a) < contentOf(b) ? -1 : 1);

const meet = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((each) => others.includes(each));

/** How many of a finding’s attempts did not succeed; undefined of what is told by no such number. */
const failuresOf = ({ finding: { kind, params, count } }: Clue): number | undefined => {
  if (kind === 'spray') return count;
  return params['unsuccessful'] === undefined ? undefined : Number(params['unsuccessful']);
};

/** What one provider refuses is refused to its applications; two of the same kind say nothing of each other. */
const isAcross = (a: Clue, b: Clue): boolean => a.finding.kind !== b.finding.kind;

/** Whether two that stand out do so at the same time, and one may hold most failures of the other. */
const failTogether = (lead: Clue, other: Clue, { incidents: { share } }: Thresholds): boolean => {
  const [held, failed] = [failuresOf(lead), failuresOf(other)];
  if (held === undefined || failed === undefined || !isAcross(lead, other)) return false;
  const begin = lead.first > other.first ? lead.first : other.first;
  const end = lead.last < other.last ? lead.last : other.last;
  const shorter = Math.min(Number(lead.last - lead.first), Number(other.last - other.first));
  return end >= begin && Number(end - begin) >= share * shorter && held >= share * failed;
};

const isSameSignIn = ({ finding: { params: a } }: Clue, { finding: { params: b } }: Clue): boolean =>
  a['entered_request_id'] !== undefined && a['entered_request_id'] === b['request_id'];

/** Whether it is a sign-in from a network that is new to several people. */
const isNewPlace = (clue: Clue): boolean => isSignIn(clue) && clue.finding.params['people'] !== undefined;

/** Whether a network is new to both, who came from one address: each of them says so of the other. */
const isSameNewPlace = (lead: Clue, other: Clue): boolean =>
  isNewPlace(lead) && isNewPlace(other) && meet(lead.addresses, other.addresses);

/** What ties each of the others to a lead, of those that are tied to it. */
const tiedTo = (
  lead: Clue,
  others: readonly Clue[],
  series: readonly Clue[],
  thresholds: Thresholds,
): ReadonlyMap<Clue, Tie> => {
  const within = microsOfMinutes(thresholds.incidents.minutes);
  const near = others.filter((each) => isNear(lead, each, within));
  const tried = near.filter(({ addresses }) => meet(lead.addresses, addresses));
  const people = [lead, ...tried].flatMap((each) => each.people);
  const ties = new Map<Clue, Tie>();
  for (const each of others) {
    const isOfThem = tried.includes(each) || (near.includes(each) && meet(people, each.people));
    if (series.includes(each)) ties.set(each, 'day_after_day');
    else if (isSameSignIn(lead, each)) ties.set(each, 'sign_in');
    else if (isSameNewPlace(lead, each)) ties.set(each, 'new_place');
    else if (isOfThem) ties.set(each, 'place_or_person');
    else if (failTogether(lead, each, thresholds)) ties.set(each, 'same_hours');
  }
  return ties;
};

/** Findings that are one incident, as indices; without their words. */
export type TiedFindings = Pick<Finding, 'severity' | 'first' | 'last'> & {
  readonly lead: number;
  readonly findings: number[];
  readonly going_on: boolean;
  readonly ties: readonly Tie[];
};

/** A page that was opened a moment ago asks up to then, and its clock may differ. */
const isNow = microsOfMinutes(5);

/** The ends of what was looked at: `to` is that of the range, absent where it is open. */
type UpTo = { readonly now: Micros; readonly to: Micros | undefined };

const incidentOf = (
  lead: Clue,
  ties: ReadonlyMap<Clue, Tie>,
  { now, to }: UpTo,
  { incidents: { going_on_minutes: minutes } }: Thresholds,
): TiedFindings => {
  const all = [lead, ...ties.keys()];
  const latest = (some: readonly Clue[]): bigint | undefined =>
    some.map(({ last }): bigint => last).toSorted((a, b) => Number(b - a))[0];
  const [first = lead.first] = all.map((each) => each.first).toSorted((a, b) => Number(a - b));
  const lasting = latest(all.filter((each) => !isSignIn(each)));
  return {
    severity: lead.finding.severity,
    first: formatInstant(first),
    last: formatInstant(micros(latest(all) ?? lead.last)),
    going_on:
      (to === undefined || to >= now - isNow) &&
      lasting !== undefined &&
      lasting >= now - microsOfMinutes(minutes),
    lead: lead.index,
    findings: all.map(({ index }) => index),
    ties: [...new Set(ties.values())].toSorted(),
  };
};

/** What can be tied to a lead, in the order of all: of very many, most have nothing to do with it, and are not looked at. */
const candidatesAmong = (
  clues: readonly Clue[],
  seriesOf: (lead: Clue) => readonly Clue[],
  thresholds: Thresholds,
): ((lead: Clue) => readonly Clue[]) => {
  const within = microsOfMinutes(thresholds.incidents.minutes);
  const rankOf = new Map(clues.map((clue, rank) => [clue, rank]));
  const atAddresses = nearBy(clues, ({ addresses }) => addresses);
  const ofPeople = nearBy(clues, ({ people }) => people);
  const failing = nearBy(clues, (clue) => (failuresOf(clue) === undefined ? [] : [clue.finding.kind]));
  const ofSignIns = groupedBy(clues, ({ finding: { params } }) => params['request_id']);
  const newPlaces = groupedBy(clues, (clue) => (isNewPlace(clue) ? clue.addresses[0] : undefined));
  return (lead) => {
    const tried = atAddresses(lead.addresses, lead, within);
    const across = findingKinds.filter((kind) => kind !== lead.finding.kind);
    const { entered_request_id: entered = '' } = lead.finding.params;
    const found = new Set([
      ...tried,
      ...ofPeople(
        [lead, ...tried].flatMap(({ people }) => people),
        lead,
        within,
      ),
      ...(ofSignIns.get(entered) ?? []),
      ...(isNewPlace(lead) ? lead.addresses.flatMap((address) => newPlaces.get(address) ?? []) : []),
      ...(failuresOf(lead) === undefined ? [] : failing(across, lead, 0n)),
      ...seriesOf(lead),
    ]);
    return [...found].toSorted((one, other) => (rankOf.get(one) ?? 0) - (rankOf.get(other) ?? 0));
  };
};

/** What findings tell together: each of them in exactly one incident, the worst of these first, then the newest. */
export const incidentsIn = (
  findings: readonly Finding[],
  upTo: UpTo,
  thresholds: Thresholds,
): readonly TiedFindings[] => {
  const clues = findings.map(clueOf).toSorted(leadFirst);
  const seriesOf = seriesIn(clues, thresholds);
  const candidatesOf = candidatesAmong(clues, seriesOf, thresholds);
  const incidents: TiedFindings[] = [];
  const taken = new Set<Clue>();
  for (const lead of clues) {
    if (taken.has(lead)) continue;
    taken.add(lead);
    const ties = tiedTo(
      lead,
      candidatesOf(lead).filter((each) => !taken.has(each)),
      seriesOf(lead),
      thresholds,
    );
    for (const each of ties.keys()) taken.add(each);
    incidents.push(incidentOf(lead, ties, upTo, thresholds));
  }
  // leads come by gravity, and of one gravity what explains others comes first: here the newest does
  return incidents.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      Date.parse(b.last) - Date.parse(a.last),
  );
};
