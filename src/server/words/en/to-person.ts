import { isEmail } from '../../../contract/record.ts';
import type { KnownInZone } from '../words.ts';
import { brief } from './grammar.ts';
import { began, time, toApplication } from './values.ts';

/*
 * What replies are made of. They go to the person: in the second person, with nothing that only staff can read or do,
 * and nobody blamed. Who really tried is not recorded, so that whatever may have been somebody else asks.
 */

/** What a person can make something of: an application by its name, an account by its address, no ids of ours. */
export const knownToPerson = ({
  application,
  unnamed_application: isUnnamed,
  upstream,
  ...known
}: KnownInZone): KnownInZone => ({
  ...known,
  ...(application === undefined || isUnnamed ? {} : { application }),
  ...(upstream === undefined || !isEmail(upstream) ? {} : { upstream }),
});

export const youTried = (known: KnownInZone): string =>
  `You tried to sign in${toApplication(known)} at ${time(known)}.`;

/** Of an attempt that nothing ended. */
export const youBegan = (known: KnownInZone): string =>
  `You began to sign in${toApplication(known)} at ${began(known)}.`;

/** The identity provider, within a sentence. */
export const yourProvider = ({ idp }: KnownInZone): string => {
  if (idp === undefined) return 'your sign-in provider';
  return idp === 'local' ? 'the sign-in page' : brief(idp);
};

/** The identity provider, at the beginning of one. */
export const yourProviderFirst = (known: KnownInZone): string => {
  const { idp } = known;
  if (idp === undefined) return 'Your sign-in provider';
  return idp === 'local' ? 'The sign-in page' : brief(idp);
};

export const ifNotYou = 'If it was not you, tell us at once.';

export const needNothing = 'There is nothing that you need to change.';

/** Where the fault is nobody’s who reads this, and somebody is on it. */
export const weAreOnIt = 'Try again later: we are looking into it.';

export const weLook = 'If it happens again, tell us when it was and what you saw: we will look into it.';

export const weCheckAccess =
  'If you should have access, answer this message and say what you need it for: we will check.';

export const phoneAtHand =
  'Try again with your phone at hand, or choose another method for the second step if you have one.';
