import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { ListInBatches } from '../store/batches.ts';
import { writeJson } from '../../contract/exact-number.ts';

async function* written<Item, Rest extends object>(
  name: string,
  item: z.ZodType<Item>,
  read: readonly (readonly Item[])[],
  batches: ListInBatches<Item, Rest>,
): AsyncGenerator<string> {
  yield `{${JSON.stringify(name)}:[`;
  let isFirst = true;
  const texts = function* (items: readonly Item[]) {
    for (const each of items) {
      yield `${isFirst ? '' : ','}${writeJson(item.parse(each))}`;
      isFirst = false;
    }
  };
  for (const items of read) yield* texts(items);
  for (;;) {
    const next = await batches.next();
    if (next.done === true) {
      const rest = writeJson(next.value).slice(1, -1);
      yield rest === '' ? ']}' : `],${rest}}`;
      return;
    }
    yield* texts(next.value);
  }
}

/**
 * Answer with an object of a list and what stands beside it. One batch is answered as any object is; more are written
 * item by item as they are read, so that a page is as long as was asked for, however large its items are. If reading
 * then fails, the connection is broken off: a part never looks like the whole.
 * @returns the object, or the reply when it is being written
 */
export const sendList = async <Name extends string, Item, Rest extends object>(
  reply: FastifyReply,
  name: Name,
  item: z.ZodType<Item>,
  batches: ListInBatches<Item, Rest>,
): Promise<({ readonly [name in Name]: Item[] } & Rest) | FastifyReply> => {
  const first = await batches.next();
  const second = first.done === true ? first : await batches.next();
  const read = first.done === true ? [] : [first.value];
  if (second.done === true)
    return { [name]: read.flat(), ...second.value } as { [name in Name]: Item[] } & Rest;
  const body = written(name, item, [...read, second.value], batches);
  return reply
    .type('application/json; charset=utf-8')
    .send(Readable.from(body, { objectMode: true, highWaterMark: 1 }));
};
