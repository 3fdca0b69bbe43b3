import type { FieldName } from '../../../contract/fields.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import type { AttemptScope, AttemptSketch, SeenValue } from '../questions/attempts.ts';
import type { Person } from '../questions/people.ts';
import type { EventScope } from '../questions/scope.ts';
import {
  type AttemptModel,
  type ModelAttempt,
  type ModelEvent,
  edgeOf,
  modelOutcome,
  modelValues,
} from './attempt-model.ts';
import { inHours, textOf, withoutCase } from './filter-model.ts';

/*
 * What a store must answer where attempts are counted and told in a few words, from the events of `AttemptModel`.
 */

const reading = (property: FieldName) => (record: AuditRecord) => textOf(record, property);

/** As whom a name at the provider counts: as the user who alone has it as an address, else as itself whatever its case. */
export const personOfNames = (upstream: string, { known }: AttemptModel): Person => {
  const owner = known.ownerOf(upstream);
  return owner === undefined ? { id: withoutCase(upstream), isUserId: false } : { id: owner, isUserId: true };
};

/** As whom an attempt is counted that is counted once. */
export const personOf = (attempt: ModelAttempt, model: AttemptModel): Person | undefined => {
  const user = edgeOf(attempt, 'last', reading('user_id'));
  const upstream = edgeOf(attempt, 'last', reading('upstream_user_id'));
  if (user !== undefined) return { id: user, isUserId: true };
  return upstream === undefined ? undefined : personOfNames(upstream, model);
};

const applicationIn = (record: AuditRecord): string | undefined =>
  textOf(record, 'application_name') ?? textOf(record, 'client_id');

/** Without the members that are undefined. */
const present = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Value;

/** Attempts in scope in a few words, by request_id; sessions are sorted. */
export const wantedSketches = (model: AttemptModel, scope: AttemptScope) =>
  model
    .within(scope)
    .map((attempt) =>
      present({
        requestId: attempt.requestId,
        start: attempt.start,
        outcome: modelOutcome(attempt, scope.settled),
        stage: attempt.judgement.ending.step || undefined,
        renews: attempt.judgement.renews,
        sessions: modelValues(attempt, 'session').toSorted(),
        person: personOf(attempt, model),
        provider: edgeOf(attempt, 'last', reading('upstream_idp')),
        application: edgeOf(attempt, 'last', applicationIn),
        address: edgeOf(attempt, 'first', reading('source_ip')),
        organisation: edgeOf(attempt, 'last', reading('org_id')),
      }),
    )
    .toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1));

export const sketchesTold = (sketches: readonly AttemptSketch[]) =>
  sketches
    .map((sketch) => ({ ...sketch, sessions: sketch.sessions.toSorted() }))
    .toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1));

/** Everybody of a scope, those with the most attempts and then the newest first. */
export const wantedPeople = (model: AttemptModel, scope: AttemptScope) => {
  const own = model.within(scope).toSorted((a, b) => Number(a.start - b.start));
  const byPerson = new Map<string, ModelAttempt[]>();
  for (const attempt of own) {
    const key = JSON.stringify(personOf(attempt, model) ?? null);
    byPerson.set(key, [...(byPerson.get(key) ?? []), attempt]);
  }
  const people = [...byPerson].map(([key, attempts]) => {
    const outcomes: Partial<Record<Outcome, number>> = {};
    for (const attempt of attempts) {
      const outcome = modelOutcome(attempt, scope.settled);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    /** Of the newest attempt that has one; of several as new, the greatest. */
    const newest = (property: FieldName): string | undefined => {
      const told = attempts.flatMap(({ start }, index) => {
        const attempt = attempts[index];
        const value = attempt && edgeOf(attempt, 'last', reading(property));
        return value === undefined ? [] : [{ start, value }];
      });
      const last = told.at(-1)?.start;
      return told
        .filter(({ start }) => start === last)
        .map(({ value }) => value)
        .toSorted()
        .at(-1);
    };
    return present({
      person: (JSON.parse(key) as Person | null) ?? undefined,
      upstreamUserId: newest('upstream_user_id'),
      outcomes,
      count: attempts.length,
      first: attempts[0]?.start,
      last: attempts.at(-1)?.start,
    });
  });
  return {
    people: people.toSorted(
      (a, b) =>
        b.count - a.count ||
        Number((b.last ?? 0n) - (a.last ?? 0n)) ||
        ((a.person?.id ?? '') < (b.person?.id ?? '') ? -1 : 1),
    ),
    total: people.filter(({ person }) => person !== undefined).length,
    ...present({ first: own[0]?.start, last: own.at(-1)?.start }),
  };
};

/** The events of a scope. */
export const modelEventsIn = (model: AttemptModel, { from, to, filters }: EventScope): ModelEvent[] =>
  model.events.filter(
    ({ time, record }) =>
      (from === undefined || time >= from) &&
      (to === undefined || time < to) &&
      inHours(time, filters) &&
      model.known.passes(record, filters),
  );

/** Every value of the properties in the events of a scope, the newest first. */
export const wantedSeen = (
  model: AttemptModel,
  scope: EventScope,
  properties: readonly FieldName[],
): SeenValue[] =>
  properties.flatMap((property) => {
    const own = modelEventsIn(model, scope).toSorted((a, b) => Number(a.time - b.time));
    const values = [...new Set(own.flatMap(({ record }) => textOf(record, property) ?? []))];
    return values
      .flatMap((value): SeenValue[] => {
        const having = own.filter(({ record }) => textOf(record, property) === value);
        const [first, last] = [having[0], having.at(-1)];
        if (!first || !last) return [];
        const attempts = new Set(having.flatMap(({ record }) => textOf(record, 'request_id') ?? []));
        return [
          {
            property,
            value,
            first: first.time,
            last: last.time,
            events: having.length,
            attempts: attempts.size,
          },
        ];
      })
      .toSorted((a, b) => Number(b.last - a.last));
  });

export const wantedUnlinked = (model: AttemptModel, scope: EventScope): number =>
  modelEventsIn(model, scope).filter(({ record }) => textOf(record, 'request_id') === undefined).length;

export const wantedSignIns = (model: AttemptModel, sessions: readonly string[]): Map<string, bigint> =>
  new Map(
    sessions.flatMap((session): [string, bigint][] => {
      const start = model.signInTo(session);
      return start === undefined ? [] : [[session, start]];
    }),
  );
