import type { AuditRecord } from '../../contract/record.ts';
import { type At, instantWriter } from './clock.ts';
import { type Knows, type Step, delays } from './flows.ts';
import type { Application } from './organisations.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';

/** An event of the demo: the id a webhook would give it, and its record. */
export type DemoEvent = { readonly id: string; readonly record: AuditRecord };

/** The same with its instant as a number, by which events are brought into order. */
export type TimedEvent = DemoEvent & { readonly at: At };

export type Emit = (event: TimedEvent) => void;

/** How a record names its step: today’s properties, the deprecated ones, or both, as when one gave way. */
export type Era = 'current' | 'legacy' | 'both';

/** One attempt: who signs in to what, from where. */
export type Visit = {
  /** What the ids of its events begin with. */
  readonly id: string;
  readonly person: Person;
  readonly application: Application;
  readonly address: string;
  readonly userAgent: string;
  /** Absent: its records are not linked to each other. */
  readonly requestId?: string;
  readonly traceId: string;
  readonly session: string;
  /** An account at the provider that is nobody’s here. */
  readonly stranger?: string;
  readonly era?: Era;
  /** Properties that the contract does not name. */
  readonly extras?: Readonly<Record<string, unknown>>;
};

const wait = (random: Random, { after }: Step): number => {
  const { least, most } = delays[after];
  const drawn = random.unit();
  return Math.round((least + (most - least) * drawn * drawn * drawn) * 1000) + random.below(1000);
};

const clientOf = ({
  person,
  application,
  address,
  userAgent,
  requestId,
  traceId,
  extras,
}: Visit): AuditRecord => ({
  time: '',
  org_id: person.organisation.id,
  org_name: person.organisation.name,
  login_org_id: application.owner.id,
  login_org_name: application.owner.name,
  source_ip: address,
  user_agent: userAgent,
  issuer: person.organisation.issuer,
  client_id: application.clientId,
  application_name: application.name,
  trace_id: traceId,
  ...(requestId === undefined ? {} : { request_id: requestId }),
  ...extras,
});

const knowing = (client: AuditRecord, visit: Visit, knows: Knows, random: Random): AuditRecord => {
  const { person, session } = visit;
  if (knows === 'client') return client;
  const provided = person.provider === undefined ? client : { ...client, upstream_idp: person.provider };
  if (knows === 'provider') return provided;
  if (knows === 'stranger')
    return visit.stranger === undefined ? provided : { ...provided, upstream_user_id: visit.stranger };
  const account = person.email === undefined ? provided : { ...provided, upstream_user_id: person.email };
  if (knows === 'account') return account;
  const user = { ...account, user_id: person.userId };
  if (knows === 'user') return user;
  return knows === 'session' ? { ...user, session } : { ...user, session, token_id: random.uuid() };
};

/** A player of attempts, which hands each event to `emit` as it happens and answers when the last one did. */
export const player = (emit: Emit) => {
  const write = instantWriter();
  return (steps: readonly Step[], visit: Visit, random: Random, start: At): At => {
    const client = clientOf(visit);
    const era = visit.era ?? 'current';
    let at = start;
    let knows: Knows = 'client';
    let known = client;
    for (let index = 0; index < steps.length; index += 1) {
      const step = steps[index];
      if (step === undefined) break;
      if (index > 0) at += wait(random, step);
      if (step.knows !== knows) {
        ({ knows } = step);
        known = knowing(client, visit, knows, random);
      }
      const record = { ...known };
      record.time = write(at);
      if (era !== 'legacy') {
        record.event_name = step.name;
        record.result = step.result;
      }
      if (era !== 'current') {
        record.stage = step.name;
        record.event = step.result;
      }
      emit({ at, id: `${visit.id}-${index}`, record });
    }
    return at;
  };
};
export type Play = ReturnType<typeof player>;
