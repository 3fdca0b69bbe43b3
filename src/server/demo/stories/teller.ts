import type { AuditRecord } from '../../../contract/record.ts';
import { type At, oneDay, oneHour, instantWriter, midnightOf, oneMinute } from '../clock.ts';
import { type Closing, type Flow, type FlowOrder, closed, flows } from '../flows.ts';
import type { DemoPerson } from '../people.ts';
import { type Emit, type Visit, player } from '../play.ts';
import { Random, hashOf } from '../random.ts';

/** Where a story is found: a range of time, filters by parameter, and the attempt to open. */
export type StoryPlace = {
  readonly from: At;
  readonly to: At;
  readonly filters: Readonly<Record<string, string>>;
  readonly requestId?: string;
};

/** Something that happens in every demo, and how it is told. */
export type Plot = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly tell: (teller: Teller) => StoryPlace;
};

/** How an attempt goes its way: in which order it is recorded, and whether it is closed after a refusal. */
type How = { readonly order?: FlowOrder; readonly closing?: Closing };

/** What a story is told with. Its random numbers are its own, so that no story changes another. */
export class Teller {
  readonly seed: number;
  readonly start: At;
  readonly until: At;
  readonly random: Random;
  readonly #key: string;
  readonly #emit: Emit;
  readonly #play: ReturnType<typeof player>;
  readonly #write = instantWriter();
  #count = 0;

  constructor(key: string, seed: number, start: At, until: At, emit: Emit) {
    this.seed = seed;
    this.start = start;
    this.until = until;
    this.random = new Random(seed, hashOf(`story ${key}`));
    this.#key = key;
    this.#emit = emit;
    this.#play = player(emit);
  }

  /** A time of day, in UTC, so many days before the end. */
  on(daysAgo: number, hours: number, minutes: number): At {
    return (
      midnightOf(this.until) -
      daysAgo * oneDay +
      hours * oneHour +
      minutes * oneMinute +
      this.random.below(20_000_000)
    );
  }

  /** An attempt of a person, usual in all but what is given. */
  visit(person: DemoPerson, unusual: Partial<Visit> = {}): Visit & Required<Pick<Visit, 'userAgent'>> {
    const { random } = this;
    return {
      id: this.#nextId(),
      person,
      application: person.applications[0] ?? random.pick(person.applications),
      address: person.addresses[0] ?? '',
      userAgent: person.userAgents[0] ?? '',
      requestId: random.uuid(),
      traceId: random.hex(32),
      session: random.uuid(),
      ...unusual,
    };
  }

  /** Let an attempt go a way. @returns when it ended */
  play(flow: Flow, visit: Visit, at: At, { order = 'today', closing }: How = {}): At {
    const steps = flows[order][flow];
    return this.#play(closing === undefined ? steps : closed(steps, closing), visit, this.random, at);
  }

  /** Put down a record just as it is, but for its time. */
  put(record: AuditRecord, at: At): void {
    this.#emit({ id: this.#nextId(), at, record: { time: this.#write(at), ...record } });
  }

  /** Sign-ins on the days before, so that there is something usual to compare with. */
  usual(
    person: DemoPerson,
    at: At,
    unusual: Partial<Visit> = {},
    { most = 4, flow = 'secondStep' }: { readonly most?: number; readonly flow?: Flow } = {},
  ): void {
    for (let days = most; days > 0; days -= 1)
      this.play(flow, this.visit(person, unusual), at - days * oneDay - this.random.below(25 * oneMinute));
  }

  #nextId(): string {
    this.#count += 1;
    return `demo-${this.seed}-${this.#key}-${this.#count}`;
  }
}

/** A request_id, when there is one, as where a story is found. */
export const requestOf = ({ requestId }: { readonly requestId?: string }): { readonly requestId?: string } =>
  requestId === undefined ? {} : { requestId };
