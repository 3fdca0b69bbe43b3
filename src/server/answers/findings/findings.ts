import type { z } from 'zod';
import { findingKinds, severities } from '../../../contract/finding-kinds.ts';
import { type FindingsAnswer, type Incident, maxFindings } from '../../../contract/findings.ts';
import { type Micros, formatInstant, micros, microsOfMs } from '../../../contract/instant.ts';
import { overviewQuerySchema } from '../../../contract/overview.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import { words } from '../../words/language.ts';
import type { Answering } from '../answering.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { overviewRange } from '../overview/range.ts';
import { findIn } from './find-in.ts';
import { incidentsIn } from './incidents.ts';
import { type Titled, inWords } from './telling.ts';

const worstFirst = ({ finding: a }: Titled, { finding: b }: Titled): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  Date.parse(b.last) - Date.parse(a.last) ||
  (a.sentence < b.sentence ? -1 : 1);

/** Everything that is found, the gravest first, before it is answered. */
type Found = Pick<FindingsAnswer, 'from' | 'to' | 'totals'> & {
  readonly titled: readonly Titled[];
  /** Where the range ends; undefined: it is open. */
  readonly end: Micros | undefined;
  /** Of when it is, where something may have come since. */
  readonly asOf: Micros | undefined;
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
  const { foundBy, ageMs } = await findIn(search, most);
  const found = findingKinds.flatMap((kind) =>
    (foundBy[kind]?.found ?? []).map((facts) => ({ kind, facts })),
  );
  const totals = findingKinds.flatMap((kind) => {
    const { total = 0 } = foundBy[kind] ?? {};
    return total === 0 ? [] : [[kind, total] as const];
  });
  return {
    from: answer.from,
    to: answer.to,
    end: query.dt_to === undefined ? undefined : scope.to,
    asOf: ageMs === undefined ? undefined : micros(now - microsOfMs(ageMs)),
    titled: (await inWords(search, found)).toSorted(worstFirst),
    totals: Object.fromEntries(totals),
  };
};

/**
 * All that is found in a range, whatever people choose of it.
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
  { from, to, end, asOf, titled }: Omit<Found, 'totals'>,
  { now, thresholds }: Answering,
): Pick<FindingsAnswer, 'from' | 'to' | 'as_of' | 'findings' | 'incidents'> => {
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
  return { from, to, ...(asOf !== undefined && { as_of: formatInstant(asOf) }), findings, incidents };
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
