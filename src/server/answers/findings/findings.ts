import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import type { Thresholds } from '../../../contract/findings.ts';
import { type Finding, type FindingsAnswer, severities } from '../../../contract/findings.ts';
import { overviewQuerySchema } from '../../../contract/overview.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { findBruteForce, findFatigue, findSpray } from './find-bursts.ts';
import { findFirstSeen, findRetrying } from './find-habits.ts';
import { findStandouts } from './find-standouts.ts';
import type { Looking, Told } from './findings-of.ts';
import { overviewRange } from '../overview/range.ts';

const finders: readonly ((looking: Looking) => Promise<Told | readonly Told[]>)[] = [
  findBruteForce,
  findSpray,
  findFatigue,
  (looking) => findStandouts(looking, 'upstream_idp'),
  (looking) => findStandouts(looking, 'application_name'),
  findFirstSeen,
  findRetrying,
];

const worstFirst = (a: Finding, b: Finding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  Date.parse(b.last) - Date.parse(a.last) ||
  (a.sentence < b.sentence ? -1 : 1);

/** What deserves a look, the gravest first. @throws BadParameter by name */
export const answerFindings = async (
  { store, now, asking }: Answering,
  thresholds: Thresholds,
  query: z.output<typeof overviewQuerySchema>,
): Promise<FindingsAnswer> => {
  refuseUnknownZone(query.tz);
  const { scope, answer } = await overviewRange(store, query, now, asking);
  const { before: _, ...range } = scope;
  const looking = { store, scope: range, zone: query.tz, thresholds, asking: asking };
  const findings: Finding[] = [];
  const totals: FindingsAnswer['totals'] = {};
  // one after the other: whoever asks something else meanwhile need not wait for all of them
  for (const find of finders)
    for (const told of [await find(looking)].flat()) {
      findings.push(...told.findings);
      if (told.total > 0) totals[told.kind] = told.total;
    }
  return {
    from: answer.from,
    to: answer.to,
    findings: findings.toSorted(worstFirst),
    totals,
    thresholds,
  };
};
