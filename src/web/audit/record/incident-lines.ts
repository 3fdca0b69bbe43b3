import type { FindingKind } from '../../../contract/finding-kinds.ts';
import type { Finding, FindingsAnswer, Incident } from '../../../contract/findings.ts';

/** An incident with the findings that belong to it, the lead first. */
export type WholeIncident = Incident & { readonly told: readonly [Finding, ...Finding[]] };

/** A line of the list: an incident, and what it stands for. */
export type IncidentLine = {
  readonly incident: WholeIncident;
  /** Others of its kind and gravity, which open below it. */
  readonly more: readonly WholeIncident[];
  /** How many findings of its kind there are besides, which the answer does not list. */
  readonly unlisted: number;
};

export type Incidents = Pick<FindingsAnswer, 'findings' | 'incidents'> &
  Partial<Pick<FindingsAnswer, 'totals'>>;

/** So many lines of a kind stand one by one; of more, the first stands for all. The gravest always stand one by one. */
const apart = 2;

const wholeOf = ({ findings, incidents }: Incidents): WholeIncident[] =>
  incidents.flatMap((incident) => {
    const [lead, ...others] = incident.findings.flatMap((index) => findings[index] ?? []);
    return lead ? [{ ...incident, told: [lead, ...others] as const }] : [];
  });

const kindOf = ({ told: [lead] }: WholeIncident): FindingKind => lead.kind;

/** The incidents as lines, in their order; every finding that the answer lists is in one of them. */
export const incidentLines = (answer: Incidents): readonly IncidentLine[] => {
  const whole = wholeOf(answer);
  const isAlike = (a: WholeIncident, b: WholeIncident): boolean =>
    a.severity !== 'high' && a.severity === b.severity && kindOf(a) === kindOf(b);
  const lines = whole.flatMap((incident) => {
    const alike = whole.filter((each) => isAlike(each, incident));
    if (alike.length <= apart) return [{ incident, more: [], unlisted: 0 }];
    return alike[0] === incident ? [{ incident, more: alike.slice(1), unlisted: 0 }] : [];
  });
  // what is not listed is the least grave of its kind
  return lines.map((line, at) => {
    const kind = kindOf(line.incident);
    if (lines.slice(at + 1).some(({ incident }) => kindOf(incident) === kind)) return line;
    const listed = answer.findings.filter((finding) => finding.kind === kind).length;
    return { ...line, unlisted: Math.max((answer.totals?.[kind] ?? listed) - listed, 0) };
  });
};

/** How many findings lines stand for. */
export const findingsIn = (lines: readonly IncidentLine[]): number =>
  lines
    .flatMap(({ incident, more, unlisted }) => [
      unlisted,
      ...[incident, ...more].map(({ told }) => told.length),
    ])
    .reduce((sum, count) => sum + count, 0);

/** How many findings there are that the answer does not list, and no line stands for: of kinds that lead no incident. */
export const unlistedIn = ({ findings, totals }: Incidents, lines: readonly IncidentLine[]): number => {
  if (!totals) return 0;
  const all = Object.values(totals).reduce((sum, count) => sum + count, 0);
  return Math.max(all - findings.length - lines.reduce((sum, { unlisted }) => sum + unlisted, 0), 0);
};

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** How many findings there are, listed in the answer or not. */
export const allIn = ({ findings, totals }: Incidents): number =>
  totals ? sumOf(Object.values(totals)) : findings.length;

/** How many findings of the kind of an incident’s lead there are that are no part of it. */
export const moreOfKind = ({ findings, totals }: Incidents, { told }: WholeIncident): number => {
  const [{ kind }] = told;
  const isOfKind = (finding: Finding): boolean => finding.kind === kind;
  return (totals?.[kind] ?? findings.filter(isOfKind).length) - told.filter(isOfKind).length;
};

/** What a line is known by, whatever else is found. */
export const incidentKey = ({ told: [{ kind, code, first, subject }] }: WholeIncident): string =>
  JSON.stringify([kind, code, first, subject]);
