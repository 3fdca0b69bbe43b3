import type { z } from 'zod';
import type { Thresholds } from '../../../contract/thresholds.ts';
import { type FindingKind, findingKinds, severities } from '../../../contract/finding-kinds.ts';
import { type Finding, type FindingsAnswer, type Incident, maxFindings } from '../../../contract/findings.ts';
import { type Micros, formatInstant } from '../../../contract/instant.ts';
import { overviewQuerySchema } from '../../../contract/overview.ts';
import type { NewestFindings } from '../../store/questions/findings.ts';
import { words } from '../../words/language.ts';
import type { Answering } from '../answering.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { overviewRange } from '../overview/range.ts';
import { findRefusedCredentials } from './brute-force.ts';
import type { Finder, FindingFacts } from './finder.ts';
import { findFirstSeen } from './first-seen.ts';
import { incidentsIn } from './incidents.ts';
import { findSecondStepFatigue } from './second-step-fatigue.ts';
import { findSpray } from './spray.ts';
import { findApplicationsThatStandOut, findProvidersThatStandOut } from './stands-out.ts';
import { whole } from './whole.ts';

const refusedCredentials = whole(findRefusedCredentials);

/** Who finds each kind; kinds that one question finds name the same finder. */
const finders: { readonly [Kind in FindingKind]: Finder<Kind> } = {
  brute_force: refusedCredentials,
  spray: whole(findSpray),
  second_step_fatigue: whole(findSecondStepFatigue),
  provider_stands_out: whole(findProvidersThatStandOut),
  application_stands_out: whole(findApplicationsThatStandOut),
  new_device: findFirstSeen,
  new_address: findFirstSeen,
  retrying: refusedCredentials,
};

/** Params as the API gives them: all texts, numbers too. */
const inTexts = (params: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

/** A finding, and its title as the lead of an incident. */
type Titled = { readonly finding: Finding; readonly title: string };

/** A finding of a kind, in words. */
const worded = (
  kind: FindingKind,
  { severity, code, params, burst, subject, evidence }: FindingFacts,
  thresholds: Thresholds,
): Titled => ({
  finding: {
    kind,
    label: words.findingKind(kind),
    severity,
    code,
    params: inTexts({ ...params, count: burst.count }),
    sentence: words.finding(code, params, burst.count),
    threshold: words.threshold(kind, thresholds),
    first: formatInstant(burst.first),
    last: formatInstant(burst.last),
    count: burst.count,
    subject,
    evidence,
  },
  title: words.findingTitle(code, params, burst.count),
});

const worstFirst = ({ finding: a }: Titled, { finding: b }: Titled): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  Date.parse(b.last) - Date.parse(a.last) ||
  (a.sentence < b.sentence ? -1 : 1);

/** Everything that is found, the gravest first, before it is answered. */
type Found = Pick<FindingsAnswer, 'from' | 'to' | 'totals'> & {
  readonly titled: readonly Titled[];
  /** Where the range ends; undefined: it is open. */
  readonly end: Micros | undefined;
};

/** Look for everything. @param most so many of a kind, the gravest. @throws BadParameter by name */
export const lookFor = async (
  { store, now, thresholds, asking }: Answering,
  query: z.output<typeof overviewQuerySchema>,
  most = maxFindings,
): Promise<Found> => {
  refuseUnknownZone(query.tz);
  const { scope, answer } = await overviewRange(store, query, now, asking);
  const { before: _start, beforeEnd: _end, ...range } = scope;
  const search = { store, scope: range, thresholds, asking };
  const titled: Titled[] = [];
  const totals: FindingsAnswer['totals'] = {};
  // one after the other: whoever asks something else meanwhile need not wait for all of them
  for (const find of new Set(Object.values(finders))) {
    const foundBy: Partial<Record<FindingKind, NewestFindings<FindingFacts>>> = await find(search);
    for (const kind of findingKinds) {
      const { found = [], total = 0 } = foundBy[kind] ?? {};
      titled.push(...found.slice(0, most).map((each) => worded(kind, each, thresholds)));
      if (total > 0) totals[kind] = total;
    }
  }
  return {
    from: answer.from,
    to: answer.to,
    end: query.dt_to === undefined ? undefined : scope.to,
    titled: titled.toSorted(worstFirst),
    totals,
  };
};

/**
 * All that is found in a range, whatever people choose of it: of each kind the newest thousand that are looked at.
 * @param range an open end is that of the stored data
 */
export const everyFinding = async (
  answering: Answering,
  {
    from,
    to,
    tz,
  }: { readonly from?: Micros | undefined; readonly to?: Micros | undefined; readonly tz: string },
): Promise<Found> =>
  lookFor(
    answering,
    overviewQuerySchema.parse({
      tz,
      ...(from !== undefined && { dt_from: formatInstant(from) }),
      ...(to !== undefined && { dt_to: formatInstant(to) }),
    }),
    Infinity,
  );

/** Every kind, found or not, and what its findings have crossed. */
export const lookedFor = (thresholds: Thresholds): FindingsAnswer['looked_for'] =>
  findingKinds.map((kind) => ({
    kind,
    label: words.findingKind(kind),
    threshold: words.threshold(kind, thresholds),
  }));

/** Findings as they are answered, with those together that are one incident. */
export const answered = (
  { from, to, end, titled }: Omit<Found, 'totals'>,
  { now, thresholds }: Answering,
): Pick<FindingsAnswer, 'from' | 'to' | 'findings' | 'incidents'> => {
  const findings = titled.map(({ finding }) => finding);
  const incidents = incidentsIn(findings, { now, to: end }, thresholds).flatMap(
    ({ ties, ...incident }): Incident[] => {
      const lead = titled[incident.lead];
      const why = [
        ...ties.map((tie) => words.tie(tie, thresholds)),
        ...(incident.going_on ? [words.goingOn(thresholds)] : []),
      ];
      return lead ? [{ ...incident, label: lead.finding.label, title: lead.title, why }] : [];
    },
  );
  return { from, to, findings, incidents };
};

/** What deserves a look, the gravest first. @throws BadParameter by name */
export const answerFindings = async (
  answering: Answering,
  query: z.output<typeof overviewQuerySchema>,
): Promise<FindingsAnswer> => {
  const { thresholds } = answering;
  const found = await lookFor(answering, query);
  return {
    ...answered(found, answering),
    totals: found.totals,
    looked_for: lookedFor(thresholds),
    thresholds,
  };
};
