import { floorDiv, formatInstant, micros, microsPerDay } from '../../../contract/instant.ts';
import { failures } from '../../../contract/outcome.ts';
import { localMidnight } from '../../../contract/zone.ts';
import { rateOf } from './finding-texts.ts';
import { type Looking, type Told, attemptEvidence, limit, microsOfMinutes, told } from './findings-of.ts';

/** A provider or application that fails more than in its own history. */
export const findStandouts = async (
  { store, scope, zone, thresholds, asking }: Looking,
  by: 'upstream_idp' | 'application_name',
): Promise<Told> => {
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
  const kind = isProvider ? 'provider_stands_out' : 'application_stands_out';
  return told(kind, thresholds, found, (each) => ({
    severity: isProvider && each.unsuccessful * 2 >= each.count ? 'high' : 'medium',
    params: {
      value: each.value,
      rate: rateOf(each.unsuccessful, each.count),
      unsuccessful: String(each.unsuccessful),
      history_days: String(days),
      history_from: formatInstant(each.history.from),
      history_rate: rateOf(each.history.unsuccessful, each.history.count),
      history_unsuccessful: String(each.history.unsuccessful),
      history_count: String(each.history.count),
    },
    burst: each,
    subject: { [by]: each.value },
    evidence: attemptEvidence(scope, [{ property: by, value: each.value }], each, ['signed_in', ...failures]),
  }));
};
