import { micros, microsPerDay, representable, microsOfMinutes } from '../../../contract/instant.ts';
import { browserOf } from '../../diagnosis/places.ts';
import { mapped } from '../../store/breath.ts';
import type { AttemptTrail } from '../../store/questions/attempts.ts';
import type { Burst } from '../../store/questions/findings.ts';
import { holding, throughout } from './evidence.ts';
import { type Finder, type FindingFacts, type FindingSearch, gravest, judged, noneFound } from './finder.ts';
import { entriesAfter, gotInOf } from './got-in.ts';
import { groupedBy } from '../grouped-by.ts';
import { backgroundOf } from './habits.ts';
import { userOf } from '../person.ts';

type Spray = Burst & { readonly address: string; readonly people: number };

const countUsers = (trails: readonly AttemptTrail[]): number =>
  new Set(trails.flatMap((trail) => userOf(trail) ?? [])).size;

/** Whether one browser, new at the address, is refused to many. */
const isOneBrowser = (
  failing: readonly AttemptTrail[],
  before: readonly AttemptTrail[],
  least: number,
): boolean => {
  const known = new Set(before.map(({ userAgent }) => browserOf(userAgent)));
  const byBrowser = groupedBy(failing, ({ userAgent }) => browserOf(userAgent));
  return [...byBrowser].some(
    ([browser, trails]) => browser !== undefined && !known.has(browser) && countUsers(trails) >= least,
  );
};

/** Whether it is more at an address that many share than mistakes of those who sign in there. */
const isMoreThanMistakes = async (search: FindingSearch, spray: Spray): Promise<boolean> => {
  const { store, scope, thresholds, asking } = search;
  const { shared_days: days, browser_users: least } = thresholds.spray;
  const ask = async (from: bigint, to: bigint, more: { readonly outcomes?: readonly ['signed_in'] }) =>
    store.attempts.trails(
      {
        addresses: [spray.address],
        around: [{ from: representable(micros(from)), to: micros(to) }],
        settled: scope.settled,
        ...more,
      },
      asking,
    );
  const known = BigInt(thresholds.places.days) * microsPerDay;
  const before = await ask(spray.first - known, spray.first, { outcomes: ['signed_in'] });
  const since = spray.first - BigInt(days) * microsPerDay;
  if (spray.people > countUsers(before.filter(({ start, isRenewal }) => start >= since && !isRenewal)))
    return true;
  const during = await ask(spray.first, spray.last + 1n, {});
  return isOneBrowser(
    during.filter(({ outcome }) => outcome !== 'signed_in'),
    before,
    least,
  );
};

/** The sprays that are none of an office’s usual mistakes. */
const keptOf = async (search: FindingSearch, sprays: readonly Spray[]): Promise<readonly Spray[]> => {
  const background = await backgroundOf(search, {
    times: sprays.map(({ first }) => first),
    users: [],
    addresses: sprays.map(({ address }) => address),
  });
  const kept: Spray[] = [];
  for (const spray of sprays)
    if (!background.isSharedAt(spray.address, spray.first) || (await isMoreThanMistakes(search, spray)))
      kept.push(spray);
  return kept;
};

/** Many users refused at one address. */
export const findSpray: Finder<'spray'> = async (search) => {
  const { store, scope, thresholds, asking } = search;
  const { users, minutes } = thresholds.spray;
  const refusing = holding(scope, ['credentials', 'second_step']);
  if (!refusing) return { spray: noneFound };
  const { found, total } = await store.findings.spray(
    { ...refusing, least: users, within: microsOfMinutes(minutes), limit: judged },
    asking,
  );
  const sprays = await keptOf(search, found);
  const entriesOf = await entriesAfter(search, sprays);
  const told = await mapped(sprays, (spray): FindingFacts => {
    const { address, people, first, last, count } = spray;
    const gotIn = gotInOf(entriesOf(spray), last);
    return {
      severity: gotIn ? 'high' : 'medium',
      code: 'spray',
      params: { people, source_ip: address, span: Number(last - first), ...gotIn },
      burst: { first, last, count },
      about: { source_ip: address },
      evidence: {
        refused: refusing.refused,
        with: [{ property: 'source_ip', value: address }],
        ...throughout(spray),
      },
    };
  });
  return { spray: gravest(told, total - found.length) };
};
