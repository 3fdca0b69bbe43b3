import type { OutcomeCounts } from '../../../contract/attempts.ts';
import { failures } from '../../../contract/outcome.ts';
import { formatCount, formatRate, listed, plural } from '../../lib/format.ts';

/** Attempts by how they ended: what did not finish is no failure, and counted apart. */
const tallyOf = (by: OutcomeCounts) => {
  const signedIn = by.signed_in ?? 0;
  const unable = failures.reduce((sum, outcome) => sum + (by[outcome] ?? 0), 0);
  const unfinished = (by.did_not_finish ?? 0) + (by.in_progress ?? 0);
  return { signedIn, unable, unfinished, ended: signedIn + unable, all: signedIn + unable + unfinished };
};

/** How attempts went, in a sentence: “None of 738 attempts signed in: 605 could not, 133 did not finish.” */
export const howItWent = (by: OutcomeCounts): string => {
  const { signedIn, unable, unfinished, all } = tallyOf(by);
  if (all === 0) return 'There was no attempt in this time.';
  if (signedIn === all)
    return all === 1 ? 'The one attempt signed in.' : `All ${formatCount(all)} attempts signed in.`;
  if (unable === all && all > 1) return `None of ${plural(all, 'attempt')} could sign in.`;
  const rest = listed([
    ...(unable > 0 ? [`${formatCount(unable)} could not`] : []),
    ...(unfinished > 0 ? [`${formatCount(unfinished)} did not finish`] : []),
  ]);
  const whole = plural(all, 'attempt');
  if (signedIn + unable === 0 && all > 1) return `None of ${whole} was finished.`;
  if (signedIn > 0) return `${formatCount(signedIn)} of ${whole} signed in; ${rest}.`;
  return all === 1 ? `The one attempt did not sign in.` : `None of ${whole} signed in: ${rest}.`;
};

/** How many of them were no sign-in at all. */
export const renewalWords = (renewals: number): string => {
  if (renewals === 0) return '';
  return renewals === 1
    ? 'One of them only renewed a session.'
    : `${formatCount(renewals)} of them only renewed a session.`;
};

/** The rate at which attempts that ended signed in. */
export const signInWords = (by: OutcomeCounts): string => {
  const { signedIn, ended } = tallyOf(by);
  if (ended === 0) return 'None of them ended';
  return `${formatRate(signedIn / ended)} of the ${formatCount(ended)} that ended signed in`;
};

/** Fewer attempts than this are no pattern. */
const many = 10;

/** How many users there are from an address, or addresses of a user, and whether some attempts named nobody. */
export type Others = { readonly users: number } | { readonly addresses: number };

/**
 * What many attempts without a single success most likely are, with an alternative; undefined where nothing can be
 * told. It is an inference, and worded so.
 */
export const likelyOf = (by: OutcomeCounts, others: Others): string | undefined => {
  const { signedIn, unable, all } = tallyOf(by);
  if (signedIn > 0 || all < many) return undefined;
  if ('addresses' in others)
    return others.addresses >= 5
      ? `Likely others guessing: tries from ${formatCount(others.addresses)} addresses, or a name that many systems have.`
      : 'Likely a program that keeps an old password, or somebody guessing.';
  if (unable === 0)
    return 'Likely a scanner or a monitor that only looks whether anybody answers; or people who left at the first page.';
  if (others.users >= 5)
    return `Likely somebody trying one password on many: ${formatCount(others.users)} users were tried; or a fault that nobody gets past.`;
  return 'Likely a program that guesses, or one that keeps an old password.';
};
