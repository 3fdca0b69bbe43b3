import type { WaitingFor } from '../../../contract/outcome.ts';
import type { Known, KnownInZone } from '../words.ts';
import { microsPerSecond, parseInstant } from '../../../contract/instant.ts';
import { brief, clockTime, counted, lengthOf } from './grammar.ts';

/*
 * What sentences call the values they are made of. Each is a value as it was recorded, cut when it is long, or what
 * stands for one that was not.
 */

const name = ({ who, ip }: Known): string =>
  who === undefined ? (ip === undefined ? 'Somebody' : `Somebody at ${brief(ip)}`) : brief(who);

export const who = (known: Known): string => (known.service ? `Service account ${name(known)}` : name(known));

/** The same with the name that a directory has, where a sentence begins with it: “Ana Lima (ana@…)”. */
export const whoByName = (known: Known): string =>
  known.name === undefined || known.name === known.who ? who(known) : `${brief(known.name)} (${who(known)})`;

export const application = (known: Known): string =>
  known.application === undefined ? 'the application' : brief(known.application);

/** “ to Payroll”; nothing when no application is recorded. */
export const toApplication = ({ application }: Known): string =>
  application === undefined ? '' : ` to ${brief(application)}`;

/** “ with Payroll”, likewise. */
export const withApplication = ({ application }: Known): string =>
  application === undefined ? '' : ` with ${brief(application)}`;

/** The identity provider, within a sentence. */
export const idp = ({ idp }: Known): string => {
  if (idp === undefined) return 'the identity provider';
  return idp === 'local' ? 'the local sign-in' : brief(idp);
};

/** The identity provider, at the beginning of one. */
export const firstIdp = ({ idp }: Known): string => {
  if (idp === undefined) return 'The identity provider';
  return idp === 'local' ? 'The local sign-in' : brief(idp);
};

export const upstream = ({ upstream }: Known): string =>
  upstream === undefined ? 'an account that is not recorded' : brief(upstream);

export const org = ({ org }: Known): string => (org === undefined ? 'the organisation' : brief(org));

export const loginOrg = ({ login_org: org }: Known): string =>
  org === undefined ? 'the application’s organisation' : brief(org);

export const ip = ({ ip }: Known): string =>
  ip === undefined ? 'an address that is not recorded' : brief(ip);

export const stageName = ({ stage }: Known): string =>
  stage === undefined ? 'A step that is not named' : brief(stage);

export const resultName = ({ result }: Known): string => (result === undefined ? 'no result' : brief(result));

export const traceId = ({ trace_id: id }: Known): string => (id === undefined ? 'not recorded' : brief(id));

/** The step that a sign-in broke after. */
export const stepName = ({ step }: Known): string =>
  step === undefined ? 'a step that is not recorded' : brief(step);

/** When the attempt began. */
export const began = ({ start, zone }: KnownInZone): string =>
  start === undefined ? 'a time that is not recorded' : clockTime(start, zone);

/** From the beginning to the event that decided, where that is more than a minute: “2 h 3 min”. */
export const openFor = ({ start, time }: Known): string | undefined => {
  const [from, to] = [start, time].map((each) => (each === undefined ? undefined : parseInstant(each)));
  if (from === undefined || to === undefined || to - from <= 60n * microsPerSecond) return undefined;
  return lengthOf(to - from);
};

/** When the event was that decided; and how long after the beginning, where they are apart. */
export const when = (known: KnownInZone): string => {
  const { time, zone } = known;
  if (time === undefined) return began(known);
  const length = openFor(known);
  return `${clockTime(time, zone)}${length === undefined ? '' : `, ${length} after the attempt began`}`;
};

/** How old a page was, in a sentence of its own. */
export const pageAge = (known: Known): string => {
  const length = openFor(known);
  return length === undefined
    ? 'The sign-in page was too old when it was used.'
    : `The sign-in page had lain open for ${length} when it was used.`;
};

/** When the event was that decided. */
export const time = ({ time, zone }: KnownInZone): string =>
  time === undefined ? 'that time' : clockTime(time, zone);

/** “2 refused codes”, by what failed. */
export const failedTries = (known: Known): string => {
  const { failures = 0, failed_at: at, failed_with: result } = known;
  if (at === 'MFA Challenge' && result === 'Failure')
    return counted(failures, 'refused code', 'refused codes');
  if (at === 'MFA Challenge')
    return counted(failures, 'second step without success', 'second steps without success');
  const tries = counted(failures, 'failed try', 'failed tries');
  return at === 'Identity Provider Authentication' ? `${tries} at ${idp(known)}` : tries;
};

/** Who is waited for, behind a step or a sentence. */
export const waiting: Readonly<Record<WaitingFor, (known: Known) => string>> = {
  user: () => 'waiting for the user',
  identity_provider: (known) => `waiting for ${idp(known)}`,
  user_at_provider: (known) => `waiting for the user at ${idp(known)}`,
  second_step: () => 'waiting for the second step',
  platform: () => 'waiting for the platform',
  application: () => 'waiting for the application',
};
