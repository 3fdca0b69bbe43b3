import { microsOfMinutes } from '../../../contract/instant.ts';
import type { Refused } from '../../../contract/refused-kinds.ts';
import { isBrowser } from '../../diagnosis/browser.ts';
import { firstFrom } from '../../diagnosis/sorted.ts';
import { filtered, mapped } from '../../store/breath.ts';
import type { Burst, RecordedPerson } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import { groupedBy } from '../grouped-by.ts';
import { personKey } from '../person.ts';
import { holding, throughout } from './evidence.ts';
import { type Finder, type FindingFacts, type FindingSearch, gravest, judged, noneFound } from './finder.ts';
import { type EnteredLater, entriesAfter, gotInOf } from './got-in.ts';
import { type KnownBefore, backgroundOf } from './habits.ts';
import { type Repetition, repetitionsIn } from './retrying.ts';

type AtAddress = Burst & { readonly person: RecordedPerson; readonly address: string };

/** Whether a repetition is that of a program, or a device, that this person has: with a password that was changed. */
const isOwnProgram = (
  { person, application, address, first }: Repetition,
  { isOwn, waysBefore }: KnownBefore,
): boolean =>
  isOwn(personKey(person), address, first) ||
  waysBefore(personKey(person), first).some(
    ({ application: of, userAgent }) =>
      of === application && userAgent !== undefined && !isBrowser(userAgent),
  );

/** Who is refused where, as one text. */
const placeOf = ({ person, address }: AtAddress | Repetition): string =>
  JSON.stringify([personKey(person), address]);

/** How many of a burst’s attempts a repetition made. */
const shareOf = ({ first, last }: Burst, { starts }: Repetition): number =>
  firstFrom<bigint>(starts, last + 1n) - firstFrom<bigint>(starts, first);

type Tellers = {
  readonly refused: readonly Refused[];
  readonly gotIn: (burst: AtAddress) => EnteredLater | undefined;
};

const bruteForce = (burst: AtAddress, { refused, gotIn }: Tellers): FindingFacts => {
  const { person, address, first, last } = burst;
  const entered = gotIn(burst);
  return {
    severity: entered ? 'high' : 'medium',
    code: 'brute_force',
    params: { source_ip: address, span: Number(last - first), ...entered },
    burst: { first, last, count: burst.count },
    person,
    about: { source_ip: address },
    evidence: { refused, with: [{ property: 'source_ip', value: address }], ...throughout(burst) },
  };
};

/** @param code what a repetition is: guessing, a program with an old password, or either */
const repeated = (
  code: 'guessing' | 'retrying' | 'machine',
  repetition: Repetition,
  { refused, gotIn }: Tellers,
): FindingFacts => {
  const { person, application, address, interval, first, last, count } = repetition;
  const about = {
    ...(application === undefined ? {} : { application_name: application }),
    ...(address === undefined ? {} : { source_ip: address }),
  };
  const entered =
    code === 'guessing' && address !== undefined ? gotIn({ ...repetition, address }) : undefined;
  return {
    severity: code === 'guessing' ? (entered ? 'high' : 'medium') : 'low',
    code,
    params: { ...about, interval: Math.round(interval), ...entered },
    burst: { first, last, count },
    person,
    about,
    evidence: {
      refused,
      with: [
        { property: 'application_name', value: application },
        { property: 'source_ip', value: address },
      ],
      ...throughout(repetition),
    },
  };
};

/** What is refused to one account from one place: by somebody who guesses, or by a program with an old password. */
const refusedTo = async (search: FindingSearch, refusing: OverviewScope) => {
  const { store, thresholds, asking } = search;
  const { attempts, minutes } = thresholds.brute_force;
  const bursts = await store.findings.bruteForce(
    { ...refusing, least: attempts + 1, within: microsOfMinutes(minutes), limit: judged },
    asking,
  );
  const repetitions = await repetitionsIn(search, refusing);
  const background = await backgroundOf(search, {
    times: repetitions.map(({ first }) => first),
    users: repetitions.map(({ person }) => personKey(person)),
    addresses: repetitions.map(({ address }) => address),
  });
  const own = new Set(await filtered(repetitions, (each) => isOwnProgram(each, background)));
  const ownAt = groupedBy([...own], placeOf);
  // what a program of theirs made is no brute force, nor what is then left of it
  const assaults = await filtered(bursts.found, (burst) => {
    const shares = (ownAt.get(placeOf(burst)) ?? []).map((each) => shareOf(burst, each));
    const share = shares.reduce((sum, each) => sum + each, 0);
    return share === 0 || burst.count - share > attempts;
  });
  const assaultsAt = groupedBy(assaults, placeOf);
  const others = await filtered(
    repetitions,
    (each) =>
      !own.has(each) &&
      !(assaultsAt.get(placeOf(each)) ?? []).some(
        (burst) => each.first <= burst.last && each.last >= burst.first,
      ),
  );
  const strange = new Set(
    await filtered(
      others,
      ({ person, address, first, rhythm }) =>
        address !== undefined &&
        rhythm >= thresholds.guessing.rhythm &&
        background.isStrange(personKey(person), address, first),
    ),
  );
  return {
    assaults,
    untold: bursts.total - bursts.found.length,
    strange: [...strange],
    own: [...own],
    unclear: others.filter((each) => !strange.has(each)),
  };
};

/** Credentials that were refused to one account from one place, again and again. */
export const findRefusedCredentials: Finder<'brute_force' | 'retrying'> = async (search) => {
  const refusing = holding(search.scope, ['credentials']);
  if (!refusing) return { brute_force: noneFound, retrying: noneFound };
  const { assaults, untold, strange, own, unclear } = await refusedTo(search, refusing);
  const guessed = strange.flatMap((each) =>
    each.address === undefined ? [] : [{ ...each, address: each.address }],
  );
  const entriesOf = await entriesAfter(search, [...assaults, ...guessed]);
  const tellers: Tellers = {
    refused: refusing.refused,
    gotIn: (burst) => {
      const entered = gotInOf(entriesOf(burst, personKey(burst.person)), burst.last);
      return entered && { ...entered, entered: burst.person };
    },
  };
  const bursts = await mapped(assaults, (each) => bruteForce(each, tellers));
  const guesses = await mapped(guessed, (each) => repeated('guessing', each, tellers));
  return {
    brute_force: gravest([...bursts, ...guesses], untold),
    retrying: gravest(
      [
        ...own.map((each) => repeated('retrying', each, tellers)),
        ...unclear.map((each) => repeated('machine', each, tellers)),
      ],
      0,
    ),
  };
};
