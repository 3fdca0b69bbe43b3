import type { AuditRecord } from '../../contract/record.ts';
import { frozen } from './with-app.ts';

const minute = 60_000_000n;

/** Somebody at somewhere with something: what an attempt is by. All of it can be said otherwise. */
export type Visitor = {
  readonly user?: string;
  readonly ip?: string;
  readonly agent?: string;
  readonly application?: string;
  /** Minutes before the clock of the tests. */
  readonly ago: number;
};

/** Steps of an attempt by their short names, half a second apart. */
const flows = {
  signedIn: 'AR InProgress, IP InProgress, CB Success, AR CodeIssued, TK Create, AR Success',
  secondStep:
    'AR InProgress, IP InProgress, CB Success, PE DoMfa, TK Create, MF InProgress, MF Success, AR CodeIssued, TK Create, AR Success',
  codeTwice:
    'AR InProgress, CB Success, PE DoMfa, MF InProgress, MF Failure, MF InProgress, MF Success, AR CodeIssued, TK Create',
  wrongPassword: 'AR InProgress, IP InProgress, IP Failure, AR Failure',
  wrongCode: 'AR InProgress, CB Success, PE DoMfa, MF InProgress, MF Failure, AR Failure',
  pressedDeny: 'AR InProgress, CB Success, PE DoMfa, MF InProgress, MF Denied',
  unanswered: 'AR InProgress, CB Success, PE DoMfa, TK Create, MF InProgress',
  neverBack: 'AR InProgress, IP InProgress, IP Success',
  byPolicy: 'AR InProgress, CB Success, PE Denied',
  noToken: 'AR InProgress, CB Success, AR CodeIssued, TK Failure',
  expired: 'TK SessionExpired',
  flatRefused: 'AR Failure',
  service: 'AS Create',
} as const;
export type ToldFlow = keyof typeof flows;

const stages: Readonly<Record<string, string>> = {
  AR: 'Authentication Request',
  AS: 'Assertion Request',
  IP: 'Identity Provider Authentication',
  CB: 'Identity Provider Callback',
  PE: 'Policy Evaluation',
  MF: 'MFA Challenge',
  TK: 'Token',
};

/**
 * The history of one situation: with networks, people and an identity provider of its own, so that many can be told in
 * one store. Collects the records.
 */
export class ToldHistory {
  readonly records: AuditRecord[] = [];
  readonly #index: number;
  #count = 0;

  constructor(index: number) {
    this.#index = index;
  }

  get provider(): string {
    return `Provider ${this.#index}`;
  }

  /** An address of theirs at home, in the office, in a network that hardly anybody uses, and far away. */
  at(place: 'home' | 'office' | 'cafe' | 'abroad', host = 1): string {
    const first = { home: 10, office: 11, cafe: 12, abroad: 203 }[place];
    return `${first}.${this.#index}.${place === 'abroad' ? 113 : host % 200}.${1 + (host % 250)}`;
  }

  /** An attempt. @returns its request_id */
  tell(
    flow: ToldFlow,
    {
      user = 'ana',
      ip = this.at('home'),
      agent = 'Mozilla/5.0 Firefox/140.0',
      application = 'Payroll',
      ago,
    }: Visitor,
  ): string {
    this.#count += 1;
    const id = `s${this.#index}-${this.#count}`;
    const start = frozen - BigInt(Math.round(ago * 60)) * (minute / 60n);
    const isNamed = flow !== 'neverBack';
    const name = `${user}.${this.#index}@x.example`;
    for (const [place, step] of flows[flow].split(', ').entries()) {
      const [stage = '', result = ''] = step.split(' ');
      this.records.push({
        time: new Date(Number((start + BigInt(place) * (minute / 120n)) / 1_000n)).toISOString(),
        request_id: id,
        event_name: stages[stage] ?? stage,
        result,
        ...(isNamed ? { user_id: `${user}-${this.#index}`, upstream_user_id: name } : {}),
        source_ip: ip,
        user_agent: agent,
        application_name: application,
        upstream_idp: this.provider,
      });
    }
    return id;
  }

  /** The same again and again. @returns the last one’s request_id */
  often(flow: ToldFlow, times: number, every: number, visitor: Visitor): string {
    let last = '';
    for (let each = times - 1; each >= 0; each -= 1)
      last = this.tell(flow, { ...visitor, ago: visitor.ago + each * every });
    return last;
  }

  /** Somebody’s usual sign-ins: one a day up to the day before yesterday. */
  habit(days = 12, visitor: Partial<Visitor> = {}): void {
    for (let day = 2; day < days + 2; day += 1)
      this.tell('secondStep', { ...visitor, ago: day * 1_440 + 37 });
  }

  /** An office from which many sign in every day. */
  office(people = 8, days = 6): void {
    for (let day = 2; day < days + 2; day += 1)
      for (let each = 0; each < people; each += 1)
        this.tell('signedIn', {
          user: `colleague${each}`,
          ip: this.at('office', 3),
          ago: day * 1_440 + each * 7,
        });
  }
}
