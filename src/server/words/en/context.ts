import { msOfMicros } from '../../../contract/instant.ts';
import type { Absence, ComparedProperty, Comparison, Later, OthersAround, Usage } from '../words.ts';
import { brief, counted, lengthOf } from './grammar.ts';

/** Why the blocks beside a verdict have nothing to tell. */
export const absentSentences: Readonly<Record<Absence, string>> = {
  no_failure: 'This attempt did not fail, so no others are compared with it.',
  no_user: 'The attempt names no user, so other attempts of theirs cannot be told.',
  nobody: 'The attempt names neither a user nor an address, so what came before it cannot be told.',
  no_later: 'No later attempt is recorded.',
  no_later_like: 'No later attempt from the same address and browser is recorded.',
  no_success: 'No earlier success is recorded.',
  no_success_like: 'No earlier success from the same address and browser is recorded.',
};

/** What is compared: as a label, and within a sentence. */
const compared: Readonly<Record<ComparedProperty, { readonly label: string; readonly within: string }>> = {
  source_ip: { label: 'Source IP', within: 'source IP' },
  user_agent: { label: 'Browser', within: 'browser' },
  upstream_idp: { label: 'Identity provider', within: 'identity provider' },
  upstream_user_id: { label: 'Upstream user', within: 'upstream user' },
  application_name: { label: 'Application', within: 'application' },
  org_id: { label: 'Issuer organisation', within: 'issuer organisation' },
  login_org_id: { label: 'Application organisation', within: 'application organisation' },
};

export const comparedLabel = (property: ComparedProperty): string => compared[property].label;

/** Only them? */
export const othersSentence = ({ failed, signedIn, shares }: OthersAround): string => {
  if (failed === 0) {
    if (signedIn === 0)
      return 'Only them, and nobody else signed in within 15 minutes either: there is little to compare with.';
    return `Only them: nobody else failed the same way within 15 minutes, and ${counted(signedIn, 'other', 'others')} signed in.`;
  }
  const shared = shares
    .filter((share) => share.failed > 0)
    .map(({ label, failed }) => `, ${failed} with ${label}`)
    .join('');
  const others = `${counted(failed, 'other', 'others')} failed the same way within 15 minutes`;
  const meanwhile = `${signedIn === 0 ? 'nobody' : signedIn} signed in meanwhile`;
  // with nothing to share, nothing is known of what they have in common
  if (shares.length > 0 && shared === '') return `${others}, with nothing in common; ${meanwhile}.`;
  return `Not only them: ${others}${shared}; ${meanwhile}.`;
};

/** Since then. */
export const sinceSentence = ({ failures, unfinished, more, success, isInferred }: Later): string => {
  const failed = counted(failures, 'more failure', 'more failures');
  if (!success) {
    const where = isInferred ? ' from the same address and browser' : '';
    const left = `${unfinished} ${failures > 0 ? '' : 'more '}that did not finish`;
    const told = [...(failures > 0 ? [failed] : []), ...(unfinished > 0 ? [left] : [])].join(' and ');
    return `${more ? 'At least ' : ''}${told}${where}, no success.`;
  }
  const between = failures > 0 ? `, after ${failed}` : '';
  if (!isInferred) return `Signed in ${lengthOf(success.after)} later${between}.`;
  return `${success.who ?? 'Somebody'} signed in ${lengthOf(success.after)} later from the same address and browser${between}: probably the same person.`;
};

/** Compared with their last success. */
export const comparisonSentence = ({ before, differences, isInferred, application }: Comparison): string => {
  const when = `${lengthOf(before)} earlier${isInferred ? ', from the same address and browser' : ''}`;
  const named = (properties: readonly ComparedProperty[]): string =>
    properties.map((property) => compared[property].within).join(', ');
  if (application && !application.isSame) {
    const { here, there } = application;
    const others = differences.filter((property) => property !== 'application_name');
    const last = `${there === undefined ? 'another application' : brief(there)}, ${when}`;
    const told = others.length === 0 ? 'Nothing else differs' : `Also different: ${named(others)}`;
    return `No earlier success in ${brief(here)} is recorded, so this is compared with the last one in ${last}. ${told}.`;
  }
  const last = `the last success${application ? ' in this application' : ''}, ${when}`;
  return differences.length === 0
    ? `Nothing differs from ${last}.`
    : `Different from ${last}: ${named(differences)}.`;
};

const days = new Map<string, Intl.DateTimeFormat>();

/** A value as their earlier sign-ins know it: “used before (28 times, last 3 Nov 2026)”. */
export const usageWords = ({ count, last, zone }: Usage): string => {
  if (count === 0 || last === undefined) return 'never used';
  let format = days.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    });
    days.set(zone, format);
  }
  const day = format.format(msOfMicros(last));
  return count === 1 ? `used before (once, on ${day})` : `used before (${count} times, last ${day})`;
};
