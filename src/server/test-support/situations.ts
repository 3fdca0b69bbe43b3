import type { AuditRecord } from '../../contract/record.ts';
import { daysBefore, minuteAfter } from './findings-fixture.ts';

/*
 * Histories as the platform records them, several on one store: each has people, networks, applications and a provider
 * of its own, by which what is found can be told apart.
 */

export const repeat = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';
export const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) Safari/604.1';
export const script = 'python-requests/2.32.5';

/** Whose attempt it is, from where and with what; what is left out is as usual. */
type Visit = {
  readonly user?: string;
  readonly address?: string;
  readonly agent?: string;
  readonly application?: string;
};

const request = 'Authentication Request';
const provider = 'Identity Provider Authentication';
const policy = 'Policy Evaluation';
const challenge = 'MFA Challenge';

type Step = readonly [string, string];
const opened: readonly Step[] = [
  [request, 'InProgress'],
  [policy, 'Authenticate'],
  [provider, 'InProgress'],
];
const confirmed: readonly Step[] = [
  ...opened,
  [provider, 'Success'],
  ['Identity Provider Callback', 'Success'],
];
const challenged: readonly Step[] = [
  ...confirmed,
  [policy, 'DoMfa'],
  [policy, 'Success'],
  ['Token', 'Create'],
  [challenge, 'InProgress'],
];
const finished: readonly Step[] = [
  [request, 'CodeIssued'],
  ['Token', 'Create'],
  [request, 'Success'],
];

/** Every way in which an attempt goes in these histories. */
const ways = {
  signsIn: [...challenged, [challenge, 'Success'], ...finished],
  withoutSecondStep: [...confirmed, [policy, 'Success'], ...finished],
  wrongPassword: [...opened, [provider, 'Failure']],
  wrongCode: [...challenged, [challenge, 'Failure'], [request, 'Failure']],
  denies: [...challenged, [challenge, 'Denied'], [request, 'Denied']],
  leavesChallenge: challenged,
  askedByPolicyAlone: [...confirmed, [policy, 'DoMfa']],
  blocked: [...confirmed, [policy, 'Denied'], [request, 'Denied']],
  callbackFails: [...opened, [provider, 'Success'], ['Identity Provider Callback', 'Failure']],
  tokenFails: [...confirmed, [policy, 'Success'], [request, 'CodeIssued'], ['Token', 'Failure']],
  sessionExpired: [
    [request, 'InProgress'],
    [request, 'SessionExpired'],
  ],
  renews: [['Refresh', 'Success']],
} satisfies Readonly<Record<string, readonly Step[]>>;
export type Way = keyof typeof ways;

let count = 0;

/** The world of one situation. @param number told by its networks */
export const world = (number: number) => {
  const key = `s${number}`;
  const office = `10.${number}.0.1`;
  const home = (user: string): string =>
    `100.${number}.${user.length}.${1 + Number(user.replaceAll(/\D/g, '') || '0')}`;
  const abroad = `198.${number}.7.7`;
  const go = (at: number, way: Way, visit: Visit = {}): AuditRecord[] => {
    const { user = 'eve', agent = firefox, application = 'Wiki' } = visit;
    const address = visit.address ?? home(user);
    count += 1;
    return ways[way].map(([event, result], index) => ({
      time: minuteAfter(at + index / 60),
      request_id: `situation-${count}`,
      event_name: event,
      result,
      user_id: `${key}-${user}`,
      source_ip: address,
      user_agent: agent,
      application_name: `${key} ${application}`,
      upstream_idp: `${key} Okta`,
    }));
  };
  /** So many sign-ins on the days before, one a day, the last the day before. */
  const usual = (visit: Visit = {}, days = 8, way: Way = 'signsIn'): AuditRecord[] =>
    repeat(days, (day) => go(daysBefore(days - day, -120), way, visit)).flat();
  return { key, office, abroad, home, go, usual };
};
export type World = ReturnType<typeof world>;
