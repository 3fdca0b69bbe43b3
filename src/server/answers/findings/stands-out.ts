import {
  floorDiv,
  formatInstant,
  micros,
  microsOfMinutes,
  microsPerDay,
  representable,
} from '../../../contract/instant.ts';
import { type Outcome, failures } from '../../../contract/outcome.ts';
import { filtered } from '../../store/breath.ts';
import type { NewestFindings, Standout } from '../../store/questions/findings.ts';
import { pastOf } from '../attempts/past.ts';
import { type Finder, type FindingFacts, type FindingSearch, gravest, judged, lookingOf } from './finder.ts';

/**
 * Those that concern people who belong here: of whom enough come from addresses where somebody signed in lately. The
 * others are somebody guessing, which other findings tell. Of addresses that are not recorded nothing can be told.
 */
const familiar = async (
  search: FindingSearch,
  { found, total }: NewestFindings<Standout>,
): Promise<NewestFindings<Standout>> => {
  const past = await pastOf(lookingOf(search), {
    times: found.map(({ first }) => first),
    users: [],
    networks: [],
    addresses: found.flatMap(({ addresses }) => addresses.map(({ address }) => address)),
  });
  const isKnown = ({ first, addresses }: Standout): boolean => {
    const count = (some: Standout['addresses']): number => some.reduce((sum, { users }) => sum + users, 0);
    const known = addresses.filter(({ address }) => past.addressVisits(address, first).length > 0);
    return count(known) >= search.thresholds.provider_trouble.known * count(addresses);
  };
  const kept = await filtered(found, isKnown);
  return { found: kept, total: total - found.length + kept.length };
};

/** Values of a property that fail more than in their own history. */
const standouts = async (
  search: FindingSearch,
  by: 'upstream_idp' | 'application_name',
): Promise<NewestFindings<FindingFacts>> => {
  const { store, scope: asked, thresholds, asking } = search;
  const { minutes, attempts, history_days: days, history_attempts: historyLeast } = thresholds.stands_out;
  const { times, points, users, high } = thresholds.stands_out;
  const step = microsOfMinutes(minutes);
  // stretches begin at the same instants whatever is asked, and are judged whole
  const anchor = micros(floorDiv(asked.from, step) * step);
  const end = micros(floorDiv(asked.to + step - 1n, step) * step);
  const scope = { ...asked, from: representable(anchor), to: representable(end) };
  // the history ends a day before, or the first hours of an outage would make the later ones look usual
  const gap = Number(microsPerDay / step);
  const history = Math.max(1, Number((BigInt(days) * microsPerDay) / step));
  const found = await store.findings.standouts(
    {
      ...scope,
      by,
      anchor,
      step,
      history,
      gap,
      least: attempts,
      users,
      historyLeast,
      times,
      points,
      limit: judged,
    },
    asking,
  );
  const isProvider = by === 'upstream_idp';
  const decided: readonly Outcome[] = ['signed_in', ...failures];
  const outcomes = decided.filter((outcome) => scope.outcomes?.includes(outcome) ?? true);
  const standing = await familiar(search, found);
  const factsOf = (each: Standout): FindingFacts => ({
    severity: isProvider && each.unsuccessful >= each.count * high ? 'high' : 'medium',
    code: isProvider ? 'provider_stands_out' : 'application_stands_out',
    params: {
      value: each.value,
      rate: [each.unsuccessful, each.count],
      unsuccessful: each.unsuccessful,
      history_days: days,
      history_from: formatInstant(each.history.from),
      history_rate: [each.history.unsuccessful, each.history.count],
      history_unsuccessful: each.history.unsuccessful,
      history_count: each.history.count,
    },
    burst: { first: each.first, last: each.last, count: each.count },
    about: { [by]: each.value },
    evidence: { outcomes, with: [{ property: by, value: each.value }], from: each.from, to: each.to },
  });
  return gravest(standing.found.map(factsOf), standing.total - standing.found.length);
};

/** Identity providers that fail more than in their own history. */
export const findProvidersThatStandOut: Finder<'provider_stands_out'> = async (search) => ({
  provider_stands_out: await standouts(search, 'upstream_idp'),
});

/** Applications that fail more than in their own history. */
export const findApplicationsThatStandOut: Finder<'application_stands_out'> = async (search) => ({
  application_stands_out: await standouts(search, 'application_name'),
});
