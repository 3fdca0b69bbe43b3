import type { z } from 'zod';
import type { Thresholds } from '../../../contract/thresholds.ts';
import { type FindingKind, findingKinds, severities } from '../../../contract/finding-kinds.ts';
import type { Finding, FindingsAnswer } from '../../../contract/findings.ts';
import { formatInstant } from '../../../contract/instant.ts';
import type { overviewQuerySchema } from '../../../contract/overview.ts';
import type { NewestFindings } from '../../store/questions/findings.ts';
import { words } from '../../words/language.ts';
import type { Answering } from '../answering.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { overviewRange } from '../overview/range.ts';
import { findRefusedCredentials } from './brute-force.ts';
import type { Finder, FindingFacts } from './finder.ts';
import { findFirstSeen } from './first-seen.ts';
import { findSecondStepFatigue } from './second-step-fatigue.ts';
import { findSpray } from './spray.ts';
import { findApplicationsThatStandOut, findProvidersThatStandOut } from './stands-out.ts';

/** Who finds each kind; kinds that one question finds name the same finder. */
const finders: { readonly [Kind in FindingKind]: Finder<Kind> } = {
  brute_force: findRefusedCredentials,
  spray: findSpray,
  second_step_fatigue: findSecondStepFatigue,
  provider_stands_out: findProvidersThatStandOut,
  application_stands_out: findApplicationsThatStandOut,
  new_device: findFirstSeen,
  new_address: findFirstSeen,
  retrying: findRefusedCredentials,
};

/** Params as the API gives them: all texts, numbers too. */
const inTexts = (params: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

/** A finding of a kind, in words. */
const worded = (
  kind: FindingKind,
  { severity, code, params, burst, subject, evidence }: FindingFacts,
  thresholds: Thresholds,
): Finding => ({
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
});

const worstFirst = (a: Finding, b: Finding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  Date.parse(b.last) - Date.parse(a.last) ||
  (a.sentence < b.sentence ? -1 : 1);

/** What deserves a look, the gravest first. @throws BadParameter by name */
export const answerFindings = async (
  { store, now, thresholds, asking }: Answering,
  query: z.output<typeof overviewQuerySchema>,
): Promise<FindingsAnswer> => {
  refuseUnknownZone(query.tz);
  const { scope, answer } = await overviewRange(store, query, now, asking);
  const { before: _start, beforeEnd: _end, ...range } = scope;
  const search = { store, scope: range, zone: query.tz, thresholds, asking };
  const findings: Finding[] = [];
  const totals: FindingsAnswer['totals'] = {};
  // one after the other: whoever asks something else meanwhile need not wait for all of them
  for (const find of new Set(Object.values(finders))) {
    const foundBy: Partial<Record<FindingKind, NewestFindings<FindingFacts>>> = await find(search);
    for (const kind of findingKinds) {
      const { found = [], total = 0 } = foundBy[kind] ?? {};
      findings.push(...found.map((each) => worded(kind, each, thresholds)));
      if (total > 0) totals[kind] = total;
    }
  }
  return {
    from: answer.from,
    to: answer.to,
    findings: findings.toSorted(worstFirst),
    totals,
    looked_for: findingKinds.map((kind) => ({
      kind,
      label: words.findingKind(kind),
      threshold: words.threshold(kind, thresholds),
    })),
    thresholds,
  };
};
