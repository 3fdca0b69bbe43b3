import type { AuditRecord } from '../../contract/record.ts';
import { type At, instantWriter } from './clock.ts';
import type { Application, Era } from './organisations.ts';
import type { DemoPerson } from './people.ts';
import type { Random } from './random.ts';
import { type Knows, type FlowStep, delays } from './steps.ts';

/** An event of the demo: the id a webhook would give it, and its record. */
export type DemoEvent = { readonly id: string; readonly record: AuditRecord };

/** The same with its instant as a number, by which events are brought into order. */
export type TimedEvent = DemoEvent & { readonly at: At };

export type Emit = (event: TimedEvent) => void;

/** One attempt: who signs in to what, from where. */
export type Visit = {
  /** What the ids of its events begin with. */
  readonly id: string;
  readonly person: DemoPerson;
  readonly application: Application;
  readonly address: string;
  /** Absent: what signs in is no browser, and says nothing of itself. */
  readonly userAgent?: string;
  /** Absent: its records are not linked to each other. */
  readonly requestId?: string;
  readonly traceId: string;
  readonly session: string;
  /** An account at the provider that is nobody’s here. */
  readonly stranger?: string;
  /** Absent: that of the organisation. */
  readonly era?: Era;
  /** Properties that the contract does not name. */
  readonly extras?: Readonly<Record<string, unknown>>;
};

const wait = (random: Random, { after }: FlowStep): number => {
  const { least, most } = delays[after];
  const drawn = random.unit();
  return Math.round((least + (most - least) * drawn * drawn * drawn) * 1000) + random.below(1000);
};

// An object literal is several times faster when spread properties come after the named ones.

const clientOf = ({
  person,
  application,
  address,
  userAgent,
  requestId,
  traceId,
  extras,
}: Visit): AuditRecord => ({
  org_id: person.organisation.id,
  org_name: person.organisation.name,
  login_org_id: application.owner.id,
  login_org_name: application.owner.name,
  source_ip: address,
  issuer: person.organisation.issuer,
  client_id: application.clientId,
  application_name: application.name,
  trace_id: traceId,
  ...(userAgent === undefined ? {} : { user_agent: userAgent }),
  ...(requestId === undefined ? {} : { request_id: requestId }),
  ...extras,
});

/** What is known of who signs in. */
const identityOf = ({ person, stranger, session }: Visit, knows: Knows, random: Random): AuditRecord => {
  if (knows === 'client') return {};
  const provider = person.provider === undefined ? {} : { upstream_idp: person.provider };
  const account = knows === 'stranger' ? stranger : person.email;
  if (knows === 'provider' || account === undefined)
    return { ...provider, ...userOf(person, session, knows, random) };
  return { upstream_user_id: account, ...provider, ...userOf(person, session, knows, random) };
};

const userOf = ({ userId }: DemoPerson, session: string, knows: Knows, random: Random): AuditRecord => {
  if (knows === 'token') return { user_id: userId, session, token_id: random.uuid() };
  if (knows === 'session') return { user_id: userId, session };
  if (knows === 'challenge') return { user_id: userId, token_id: random.uuid() };
  return knows === 'user' ? { user_id: userId } : {};
};

/** A record of a step, which names it as its era does. */
const recordOf = (
  time: string,
  { name, result }: FlowStep,
  era: Era,
  client: AuditRecord,
  identity: AuditRecord,
): AuditRecord => {
  if (era === 'current') return { time, event_name: name, result, ...client, ...identity };
  if (era === 'legacy') return { time, stage: name, event: result, ...client, ...identity };
  return { time, event_name: name, result, stage: name, event: result, ...client, ...identity };
};

/** A player of attempts, which hands each event to `emit` as it happens and answers when the last one did. */
export const player = (emit: Emit) => {
  const write = instantWriter();
  return (steps: readonly FlowStep[], visit: Visit, random: Random, start: At): At => {
    const client = clientOf(visit);
    const { era = visit.person.organisation.era } = visit;
    let at = start;
    let knows: Knows = 'client';
    let identity: AuditRecord = {};
    for (const [index, step] of steps.entries()) {
      if (index > 0) at += wait(random, step);
      if (step.knows !== knows) {
        ({ knows } = step);
        identity = identityOf(visit, knows, random);
      }
      const record = recordOf(write(at), step, era, client, identity);
      emit({ at, id: `${visit.id}-${index}`, record });
    }
    return at;
  };
};
export type Play = ReturnType<typeof player>;
