import { type Filters, withoutProperty } from '../../../contract/filters.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { type JudgedEvents, judge, judgeWhole } from '../../diagnosis/events.ts';
import type { AttemptFacetsQuestion, AttemptScope } from '../questions/attempts.ts';
import type { Facet } from '../questions/events.ts';
import type { PreparedEvent } from '../store.ts';
import { textOf, withoutCase } from './model.ts';

/** An attempt with all its events. */
export type ModelAttempt = {
  readonly requestId: string;
  readonly events: JudgedEvents;
  readonly start: bigint;
  readonly last: bigint;
};

/** The stage of the event that decided, or that asks for what is waited for. */
const stageOfEnd = (events: JudgedEvents): string | undefined => {
  const { judgement, eventAt } = judgeWhole(events, 0n);
  return eventAt(judgement.decided)?.stage;
};

/** What a store must answer about attempts, in the plainest code: all its events, gathered anew. */
export class AttemptModel {
  readonly attempts: readonly ModelAttempt[];
  readonly #usersOf = new Map<string, Set<string>>();

  constructor(events: readonly PreparedEvent[]) {
    const byRequest = new Map<string, (PreparedEvent & { sequence: bigint })[]>();
    for (const [index, event] of events.entries()) {
      const [id, user, upstream] = ['request_id', 'user_id', 'upstream_user_id'].map((property) =>
        textOf(event.record, property),
      );
      if (id !== undefined)
        byRequest.set(id, [...(byRequest.get(id) ?? []), { ...event, sequence: BigInt(index) }]);
      const email = upstream && withoutCase(upstream);
      if (user !== undefined && email !== undefined)
        this.#usersOf.set(email, (this.#usersOf.get(email) ?? new Set()).add(user));
    }
    this.attempts = [...byRequest].map(([requestId, own]) => {
      const told = judge(own);
      return { requestId, events: told, start: told[0].time, last: told.at(-1)?.time ?? told[0].time };
    });
  }

  #holds(record: AuditRecord, property: string, value: string): boolean {
    return property === 'email'
      ? withoutCase(record.upstream_user_id ?? '') === withoutCase(value) ||
          (record.user_id !== undefined &&
            this.#usersOf.get(withoutCase(value))?.has(record.user_id) === true)
      : textOf(record, property) === value;
  }

  #passes({ events: own }: ModelAttempt, { any, none, missing, q }: Filters): boolean {
    const some = (test: (record: AuditRecord) => boolean) => own.some(({ record }) => test(record));
    return (
      Object.entries(any).every(([property, values]) =>
        some((each) => values.some((value) => this.#holds(each, property, value))),
      ) &&
      Object.entries(none).every(
        ([property, values]) => !some((each) => values.some((value) => this.#holds(each, property, value))),
      ) &&
      missing.every((property) => !some((each) => textOf(each, property) !== undefined)) &&
      (q === undefined ||
        some((each) =>
          [each.user_id, each.source_ip, each.application_name, each.request_id].some((value) =>
            withoutCase(value ?? '').includes(withoutCase(q)),
          ),
        ))
    );
  }

  /** The attempts in scope. */
  within(scope: AttemptScope): ModelAttempt[] {
    return this.attempts.filter((model) => {
      const { outcome } = judgeWhole(model.events, scope.settled);
      const length = model.last - model.start;
      return (
        model.start >= (scope.from ?? 0n) &&
        (scope.to === undefined || model.start < scope.to) &&
        this.#passes(model, scope.filters) &&
        (scope.outcomes?.includes(outcome) ?? true) &&
        !(scope.notOutcomes?.includes(outcome) ?? false) &&
        (scope.stoppedAt === undefined ||
          (outcome !== 'signed_in' && scope.stoppedAt.includes(stageOfEnd(model.events) ?? ''))) &&
        length >= (scope.minDuration ?? 0n) &&
        (scope.maxDuration === undefined || length <= scope.maxDuration) &&
        model.events.length >= (scope.minEvents ?? 0) &&
        (scope.maxEvents === undefined || model.events.length <= scope.maxEvents)
      );
    });
  }

  facet(question: AttemptFacetsQuestion, property: string): Facet {
    const isOutcome = property === 'outcome';
    const { outcomes: _outcomes, notOutcomes: _notOutcomes, ...unjudged } = question;
    const scope = isOutcome
      ? unjudged
      : { ...question, filters: withoutProperty(question.filters, property) };
    const counts = new Map<string | undefined, number>();
    for (const { events } of this.within(scope)) {
      const told: readonly (string | undefined)[] = isOutcome
        ? [judgeWhole(events, scope.settled).outcome]
        : events.map(({ record }) => textOf(record, property));
      const values = new Set(told.filter((value) => value !== undefined));
      for (const value of values.size === 0 ? [undefined] : values)
        counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const needle = withoutCase(question.contains ?? '');
    const values = [...counts]
      .flatMap(([value, count]) =>
        value !== undefined && withoutCase(value).includes(needle) ? [{ value, count }] : [],
      )
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return {
      values: values.slice(0, question.limit),
      missing: counts.get(undefined) ?? 0,
      more: values.length > question.limit,
    };
  }
}
