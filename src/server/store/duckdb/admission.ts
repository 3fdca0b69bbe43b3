import { serverItself } from '../questions/scope.ts';

/**
 * What a question costs. Cheap: it reads the near end, few columns, or only what an identifier is known to be on.
 * Expensive: it reads texts or groups attempts of the whole range.
 */
export type Cost = 'cheap' | 'expensive';

/** A question that waits or runs. */
export type Ticket = {
  readonly principal: string;
  readonly cost: Cost;
  /** Whether no other expensive question may run beside it: there was not enough memory for both. */
  readonly alone: boolean;
};

/** How many questions may run and wait. */
export type Places = {
  /** So many run at once. */
  readonly all: number;
  /** So many of them may be expensive. Fewer than all, so that a cheap one never waits for an expensive one. */
  readonly expensive: number;
  /** So many may be of one principal. Fewer than all, so that another’s begins at once. */
  readonly ofOne: number;
  /** So many of one principal’s may be expensive. */
  readonly expensiveOfOne: number;
  /** So many of one principal’s may wait. */
  readonly waitingOfOne: number;
  /** So many may wait in all, and one more of each principal of whom none does. */
  readonly waiting: number;
};

export const usualPlaces: Places = {
  all: 3,
  expensive: 2,
  ofOne: 2,
  expensiveOfOne: 1,
  waitingOfOne: 100,
  waiting: 1_000,
};

/** Of questions that the server asks itself, and nobody waits for the answer. */
export const ownPrincipal = serverItself.principal;

/** So many expensive questions go before one of the server’s own that waits. */
const patience = 8;

/**
 * Whose question is next. Principals take turns, whatever each has asked: who has had one goes behind those who wait.
 * Questions of one principal and cost go in the order in which they were asked. Knows neither clock nor connection.
 */
export class Admission<Asked extends Ticket> {
  readonly #places: Places;
  /** What waits, by principal. The principal whose turn is next comes first. */
  readonly #queues = new Map<string, readonly Asked[]>();
  readonly #running = new Set<Asked>();
  #overtaken = 0;
  #isPaused = false;

  constructor(places: Places) {
    this.#places = places;
  }

  get running(): ReadonlySet<Asked> {
    return this.#running;
  }

  get waiting(): readonly Asked[] {
    return [...this.#queues.values()].flat();
  }

  waitingOf(principal: string): readonly Asked[] {
    return this.#queues.get(principal) ?? [];
  }

  /** Whether a principal may have one more question wait. */
  mayWait(principal: string): boolean {
    const own = this.waitingOf(principal).length;
    // when very many principals wait, each of them may with one question
    return own < this.#places.waitingOfOne && (own === 0 || this.waiting.length < this.#places.waiting);
  }

  /** Queue a question. @param first before its principal’s others: it has had its turn, and lost it */
  wait(ticket: Asked, first = false): void {
    const own = this.waitingOf(ticket.principal);
    this.#queues.set(ticket.principal, first ? [ticket, ...own] : [...own, ticket]);
  }

  /** A question has ended, or waits no longer. */
  leave(ticket: Asked): void {
    this.#running.delete(ticket);
    this.#remove(ticket);
  }

  /** Nothing begins until `resume`. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** The questions that begin now: they run from here on. */
  begin(): readonly Asked[] {
    const begun: Asked[] = [];
    for (let next = this.#next(); next; next = this.#next()) {
      this.#start(next);
      begun.push(next);
    }
    return begun;
  }

  #remove(ticket: Asked): void {
    const { principal } = ticket;
    const rest = this.#queues.get(principal)?.filter((each) => each !== ticket) ?? [];
    if (rest.length === 0) this.#queues.delete(principal);
    else this.#queues.set(principal, rest);
  }

  #start(ticket: Asked): void {
    const { principal, cost } = ticket;
    if (principal === ownPrincipal) this.#overtaken = 0;
    else if (cost === 'expensive' && this.#queues.has(ownPrincipal)) this.#overtaken += 1;
    this.#remove(ticket);
    const rest = this.#queues.get(principal);
    this.#queues.delete(principal);
    if (rest) this.#queues.set(principal, rest); // behind the others
    this.#running.add(ticket);
  }

  #next(): Asked | undefined {
    if (this.#isPaused || this.#running.size >= this.#places.all) return undefined;
    // one that needs the others’ places holds them free once it is its turn, or it would wait for ever
    let mayBeExpensive = true;
    for (const principal of this.#inTurn()) {
      const own = this.waitingOf(principal);
      const expensive = own.find(({ cost }) => cost === 'expensive');
      const next = own.find(
        (ticket) =>
          (ticket.cost === 'cheap' || (ticket === expensive && mayBeExpensive)) && this.#hasPlace(ticket),
      );
      if (next) return next;
      if (expensive?.alone && this.#runningOf(principal) < this.#places.ofOne) mayBeExpensive = false;
    }
    return undefined;
  }

  /** The server’s own questions give way, but not for ever. */
  #inTurn(): readonly string[] {
    const others = [...this.#queues.keys()].filter((principal) => principal !== ownPrincipal);
    if (!this.#queues.has(ownPrincipal)) return others;
    return this.#overtaken >= patience ? [ownPrincipal, ...others] : [...others, ownPrincipal];
  }

  #runningOf(principal: string): number {
    return [...this.#running].filter((each) => each.principal === principal).length;
  }

  #hasPlace({ principal, cost, alone }: Asked): boolean {
    const { all, expensive, ofOne, expensiveOfOne } = this.#places;
    if (this.#running.size >= all || this.#runningOf(principal) >= ofOne) return false;
    if (cost === 'cheap') return true;
    const beside = [...this.#running].filter((each) => each.cost === 'expensive');
    if (alone ? beside.length > 0 : beside.some((each) => each.alone)) return false;
    const own = beside.filter((each) => each.principal === principal);
    return beside.length < expensive && own.length < expensiveOfOne;
  }
}
