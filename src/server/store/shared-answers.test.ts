import { expect, test } from 'vitest';
import { noFilters } from '../../contract/filters.ts';
import { micros } from '../../contract/instant.ts';
import { withSharedAnswers } from './shared-answers.ts';
import { type Asking, type ListQuestion, type Store, anybody } from './store.ts';

type Answer = Awaited<ReturnType<Store['list']>>;
type Asked = {
  readonly question: ListQuestion;
  readonly principal: string;
  readonly signal: AbortSignal | undefined;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
};

const question = (limit: number): ListQuestion => ({
  filters: noFilters,
  order: 'desc',
  limit,
  after: { time: micros(5n), sequence: 1n },
});
const page = (more: boolean): Answer => ({ events: [], more });

/** A store that answers when the test says so, and whose version the test changes. */
const setUp = () => {
  const asked: Asked[] = [];
  let version = 1;
  const list = (given: ListQuestion, { principal, signal }: Asking = anybody) =>
    new Promise<Answer>((answer, fail) => {
      asked.push({ question: given, principal, signal, answer, fail });
      signal?.addEventListener('abort', () => fail(signal.reason as Error));
    });
  const store = withSharedAnswers({ list, version: () => version } as Partial<Store> as Store);
  const last = (): Asked => asked.at(-1) ?? expect.fail('nothing was asked');
  return { asked, store, last, change: () => (version += 1) };
};

test('equal questions in flight are asked once; other ones are not', async () => {
  const { asked, store, last } = setUp();
  const same = [store.list(question(5)), store.list(question(5)), store.list({ ...question(5) })];
  expect(asked).toHaveLength(1);
  last().answer(page(true));
  expect(await Promise.all(same)).toEqual([page(true), page(true), page(true)]);
  const other = store.list(question(6));
  expect(asked).toHaveLength(2);
  last().answer(page(false));
  expect(await other).toEqual(page(false));
});

test('each principal’s is asked in its own queue; the first answer is everybody’s, and the others stop', async () => {
  const { asked, store } = setUp();
  const both = ['a', 'b', 'a'].map((principal) => store.list(question(5), { principal }));
  expect(asked.map(({ principal }) => principal)).toEqual(['a', 'b']);
  asked[1]?.answer(page(true));
  expect(await Promise.all(both)).toEqual([page(true), page(true), page(true)]);
  expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
  expect(await store.list(question(5), { principal: 'c' })).toEqual(page(true));
  expect(asked).toHaveLength(2);
});

test('what one principal is refused says nothing to another', async () => {
  const { asked, store } = setUp();
  const [refused, answered] = ['a', 'b'].map((principal) => store.list(question(5), { principal }));
  asked[0]?.fail(new Error('too much'));
  await expect(refused).rejects.toThrow('too much');
  asked[1]?.answer(page(true));
  expect(await answered).toEqual(page(true));
});

test('an answer is repeated until the data changes', async () => {
  const { asked, store, last, change } = setUp();
  const first = store.list(question(5));
  last().answer(page(true));
  await first;
  expect(await store.list(question(5))).toEqual(page(true));
  expect(asked).toHaveLength(1);
  change();
  const again = store.list(question(5));
  expect(asked).toHaveLength(2);
  last().answer(page(false));
  expect(await again).toEqual(page(false));
});

test('an answer that the data overtook is given, but not kept', async () => {
  const { asked, store, last, change } = setUp();
  const early = store.list(question(5));
  change();
  const late = store.list(question(5));
  expect(asked).toHaveLength(2);
  asked[0]?.answer(page(true));
  expect(await early).toEqual(page(true));
  last().answer(page(false));
  expect(await late).toEqual(page(false));
  expect(await store.list(question(5))).toEqual(page(false));
});

test('a question is abandoned only when nobody waits for it any more', async () => {
  const { asked, store, last } = setUp();
  const stops = [new AbortController(), new AbortController()];
  const waiting = stops.map(({ signal }) => store.list(question(5), { ...anybody, signal }));
  const outcomes = Promise.allSettled(waiting);
  stops[0]?.abort();
  await expect(waiting[0]).rejects.toMatchObject({ name: 'AbortError' });
  expect(last().signal?.aborted).toBe(false);
  stops[1]?.abort();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(last().signal?.aborted).toBe(true);
  const again = store.list(question(5));
  expect(asked).toHaveLength(2);
  last().answer(page(true));
  expect(await again).toEqual(page(true));
});

test('an asker without a signal keeps the question alive; one who comes too late is told', async () => {
  const { store, last } = setUp();
  const stop = new AbortController();
  const patient = store.list(question(5));
  const hasty = store.list(question(5), { ...anybody, signal: stop.signal });
  stop.abort();
  await expect(hasty).rejects.toMatchObject({ name: 'AbortError' });
  await expect(store.list(question(5), { ...anybody, signal: stop.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
  last().answer(page(true));
  expect(await patient).toEqual(page(true));
});

test('a failure reaches everyone who asked, and is not kept', async () => {
  const { asked, store, last } = setUp();
  const both = Promise.allSettled([store.list(question(5)), store.list(question(5))]);
  last().fail(new Error('broken'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = store.list(question(5));
  await expect.poll(() => asked).toHaveLength(2);
  last().answer(page(true));
  expect(await again).toEqual(page(true));
});

test('only so many answers are kept, those used last', async () => {
  const { asked, store, last } = setUp();
  const ask = async (limit: number) => {
    const before = asked.length;
    const answer = store.list(question(limit));
    if (asked.length > before) last().answer(page(true));
    await answer;
    return asked.length > before;
  };
  for (let limit = 1; limit <= 64; limit += 1) expect(await ask(limit)).toBe(true);
  expect(await ask(1)).toBe(false);
  expect(await ask(65)).toBe(true);
  expect(await ask(1)).toBe(false);
  expect(await ask(2)).toBe(true);
});
