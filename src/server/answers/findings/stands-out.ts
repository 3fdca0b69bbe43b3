import { floorDiv, formatInstant, micros, microsPerDay } from '../../../contract/instant.ts';
import { failures } from '../../../contract/outcome.ts';
import { localMidnight } from '../../../contract/zone.ts';
import type { NewestFindings } from '../../store/questions/findings.ts';
import { rateOf } from '../../words/en/findings.ts';
import { attemptEvidence } from './evidence.ts';
import {
  type Finder,
  type FindingFacts,
  type FindingSearch,
  eachFound,
  limit,
  microsOfMinutes,
} from './finder.ts';

/** Values of a property that fail more than in their own history. */
const standouts = async (
  { store, scope, zone, thresholds, asking }: FindingSearch,
  by: 'upstream_idp' | 'application_name',
): Promise<NewestFindings<FindingFacts>> => {
  const { minutes, attempts, history_days: days, history_attempts: historyLeast } = thresholds.stands_out;
  const { times, points, users } = thresholds.stands_out;
  const step = microsOfMinutes(minutes);
  const midnight = localMidnight(scope.from, zone);
  const anchor = micros(midnight + floorDiv(scope.from - midnight, step) * step);
  // the history ends a day before, or the first hours of an outage would make the later ones look usual
  const gap = Number(microsPerDay / step);
  const history = Math.max(1, Number((BigInt(days) * microsPerDay) / step));
  const found = await store.findings.standouts(
    { ...scope, by, anchor, step, history, gap, least: attempts, users, historyLeast, times, points, limit },
    asking,
  );
  const isProvider = by === 'upstream_idp';
  return eachFound(found, (each) => ({
    severity: isProvider && each.unsuccessful * 2 >= each.count ? 'high' : 'medium',
    code: isProvider ? 'provider_stands_out' : 'application_stands_out',
    params: {
      value: each.value,
      rate: rateOf(each.unsuccessful, each.count),
      unsuccessful: each.unsuccessful,
      history_days: days,
      history_from: formatInstant(each.history.from),
      history_rate: rateOf(each.history.unsuccessful, each.history.count),
      history_unsuccessful: each.history.unsuccessful,
      history_count: each.history.count,
    },
    burst: each,
    subject: { [by]: each.value },
    evidence: attemptEvidence(scope, [{ property: by, value: each.value }], each, ['signed_in', ...failures]),
  }));
};

/** Identity providers that fail more than in their own history. */
export const findProvidersThatStandOut: Finder<'provider_stands_out'> = async (search) => ({
  provider_stands_out: await standouts(search, 'upstream_idp'),
});

/** Applications that fail more than in their own history. */
export const findApplicationsThatStandOut: Finder<'application_stands_out'> = async (search) => ({
  application_stands_out: await standouts(search, 'application_name'),
});
