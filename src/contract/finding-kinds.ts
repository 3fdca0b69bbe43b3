const refusals =
  'attempts in which credentials were refused, by their start (of a spray, also a second step that was refused): never an ' +
  'expired session, a token, a callback or a policy; stretches that overlap are one finding. What lasts longer than a ' +
  'day, of any kind, is one finding each UTC day.';

const standsOut =
  'the share of the unsuccessful among decided attempts, in stretches from the UTC hour on, against the days up ' +
  'to the day before the stretch; both a ratio and a distance must be crossed, of enough attempts, so that neither ' +
  'a tiny rate that doubles nor one person’s failures count; adjoining stretches are one finding.';

const firstSeen =
  'a sign-in; its history is all of the user’s, whatever the filters; to how many people a place is new is counted on its UTC day and those before.';

/**
 * Every kind of finding, in the order in which they are looked for and listed: what its findings are counted from, and how,
 * for the API’s description. What it is called and what it has crossed is said by the server’s words.
 */
const counted = {
  brute_force: refusals,
  spray: refusals,
  second_step_fatigue:
    'attempts with second steps that were refused, or that nobody answered; of records that say the same challenge ' +
    'was sent, one counts.',
  provider_stands_out: standsOut,
  application_stands_out: standsOut,
  new_device: firstSeen,
  new_address: firstSeen,
  retrying:
    'attempts in which credentials were refused, of one user, application and address, each interval within a ' +
    'tenth, or a second, of the middle one; such stretches that meet are one finding.',
} as const;
export type FindingKind = keyof typeof counted;

export const findingKinds = Object.keys(counted) as readonly FindingKind[];

/** What each kind counts, each rule once, for the API’s description. */
export const countingRules = [...new Set(Object.values(counted))]
  .map((rule) => `${findingKinds.filter((kind) => counted[kind] === rule).join(', ')}: ${rule}`)
  .join(' ');

/** The worst first. */
export const severities = ['high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** How grave each kind is, for the API’s description. */
export const severityRules =
  'High: brute force and spray when somebody got in from a strange network, second-step fatigue when a second step was ' +
  'accepted from one, a provider of which the part `stands_out.high` of the attempts or more is unsuccessful. Medium: other brute force, ' +
  'spray and fatigue, a provider or application that stands out, a new device with a companion (refusals there, others ' +
  'to whom the place is new, a second step that is missing). Low: the rest.';
