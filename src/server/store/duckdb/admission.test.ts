import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cost, type Ticket, Admission, ownPrincipal, usualPlaces } from './admission.ts';

type Named = Ticket & { readonly name: string };
const ticket = (principal: string, cost: Cost, name = '', alone = false): Named => ({
  principal,
  cost,
  alone,
  name,
});

/** Run what waits to the end, `ending` at a time in the order of beginning. @returns the names as they began */
const play = (turns: Admission<Named>): string[] => {
  const began: string[] = [];
  const running: Named[] = [];
  for (;;) {
    for (const each of turns.begin()) {
      began.push(each.name);
      running.push(each);
    }
    const ended = running.shift();
    if (!ended) return began;
    turns.leave(ended);
  }
};

test.each(['cheap', 'expensive'] as const)(
  'whatever one has asked, another’s %s question begins at once',
  (cost) => {
    const turns = new Admission<Named>(usualPlaces);
    for (let n = 0; n < 90; n += 1) turns.wait(ticket('one', n % 2 === 0 ? 'cheap' : 'expensive', `${n}`));
    expect(turns.begin()).toHaveLength(usualPlaces.ofOne);
    turns.wait(ticket('other', cost, 'mine'));
    expect(turns.begin().map(({ name }) => name)).toEqual(['mine']);
  },
);

test('principals take turns, and each one’s questions go in their order', () => {
  const turns = new Admission<Named>({ ...usualPlaces, all: 1, expensive: 1 });
  for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'])
    turns.wait(ticket(name.charAt(0), 'expensive', name));
  expect(play(turns)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
});

test('an expensive question of one’s own is passed by cheap ones', () => {
  const turns = new Admission<Named>(usualPlaces);
  for (const name of ['first', 'second', 'third']) turns.wait(ticket('a', 'expensive', name));
  turns.wait(ticket('a', 'cheap', 'quick'));
  expect(turns.begin().map(({ name }) => name)).toEqual(['first', 'quick']);
});

test('one that must be alone among the expensive ones comes to its turn, and holds back no cheap one', () => {
  const turns = new Admission<Named>(usualPlaces);
  const [a, b] = [ticket('a', 'expensive', 'a'), ticket('b', 'expensive', 'b')];
  turns.wait(a);
  turns.wait(b);
  expect(turns.begin()).toEqual([a, b]);
  const large = ticket('c', 'expensive', 'large', true);
  turns.wait(large);
  turns.leave(a);
  turns.wait(ticket('d', 'expensive', 'later'));
  turns.wait(ticket('d', 'cheap', 'quick'));
  expect(turns.begin().map(({ name }) => name)).toEqual(['quick']);
  turns.leave(b);
  expect(turns.begin()).toEqual([large]);
  turns.leave(large);
  expect(turns.begin().map(({ name }) => name)).toEqual(['later']);
});

test('the server’s own question gives way, but not for ever', () => {
  const turns = new Admission<Named>({ ...usualPlaces, all: 1, expensive: 1 });
  turns.wait(ticket(ownPrincipal, 'expensive', 'own'));
  for (let n = 1; n <= 20; n += 1) turns.wait(ticket(`p${n}`, 'expensive', `${n}`));
  expect(play(turns).indexOf('own')).toBe(8);
});

test('nothing begins during a pause, and who left does not begin', () => {
  const turns = new Admission<Named>(usualPlaces);
  const gone = ticket('a', 'cheap', 'gone');
  turns.pause();
  turns.wait(gone);
  turns.wait(ticket('a', 'cheap', 'stays'));
  expect(turns.begin()).toEqual([]);
  turns.leave(gone);
  turns.resume();
  expect(turns.begin().map(({ name }) => name)).toEqual(['stays']);
});

test('so many may wait, of each by itself; what lost its turn is the first again', () => {
  const turns = new Admission<Named>({ ...usualPlaces, waitingOfOne: 2 });
  turns.pause();
  turns.wait(ticket('a', 'cheap', '1'));
  expect(turns.mayWait('a')).toBe(true);
  turns.wait(ticket('a', 'cheap', '2'));
  expect(turns.mayWait('a')).toBe(false);
  expect(turns.mayWait('b')).toBe(true);
  turns.wait(ticket('a', 'cheap', 'again'), true);
  turns.resume();
  expect(play(turns)).toEqual(['again', '1', '2']);
});

test('all that is asked begins, within the places, each one’s of a cost in their order', () => {
  const asked = fc.record({
    principal: fc.constantFrom('a', 'b', 'c', 'd'),
    cost: fc.constantFrom<Cost>('cheap', 'expensive'),
    alone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (all, ends) => {
      const turns = new Admission<Named>(usualPlaces);
      const tickets = all.map((each, n) => ({
        ...each,
        alone: each.alone && each.cost === 'expensive',
        name: `${n}`,
      }));
      for (const each of tickets) turns.wait(each);
      const began: Named[] = [];
      for (;;) {
        began.push(...turns.begin());
        const running = [...turns.running];
        const expensive = running.filter(({ cost }) => cost === 'expensive');
        expect(running.length).toBeLessThanOrEqual(usualPlaces.all);
        expect(expensive.length).toBeLessThanOrEqual(usualPlaces.expensive);
        expect(expensive.filter(({ alone }) => alone).length * expensive.length).toBeLessThanOrEqual(1);
        for (const of of ['a', 'b', 'c', 'd']) {
          const own = running.filter(({ principal }) => principal === of);
          expect(own.length).toBeLessThanOrEqual(usualPlaces.ofOne);
          expect(own.filter(({ cost }) => cost === 'expensive').length).toBeLessThanOrEqual(1);
        }
        const ended = running[(ends.next().value as number) % running.length];
        if (!ended) break;
        turns.leave(ended);
      }
      expect(began.map(({ name }) => name).toSorted()).toEqual(tickets.map(({ name }) => name).toSorted());
      for (const cost of ['cheap', 'expensive']) {
        const names = (of: readonly Named[], whose: string) =>
          of.filter((each) => each.principal === whose && each.cost === cost).map(({ name }) => name);
        for (const whose of ['a', 'b', 'c', 'd']) expect(names(began, whose)).toEqual(names(tickets, whose));
      }
    }),
  );
});
