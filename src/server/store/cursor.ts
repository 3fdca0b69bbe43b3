import { type Micros, micros } from '../../contract/instant.ts';
import { hash64 } from './hash.ts';
import type { ListQuestion } from './questions/events.ts';
import type { Position } from './questions/scope.ts';

/**
 * Where a page ended, and of which question. The range is the one the first page resolved, so that `-15d` does
 * not slide while a client walks. Stateless: it never expires.
 */
export type Cursor = {
  readonly after: Position;
  readonly order: 'asc' | 'desc';
  readonly from?: Micros;
  readonly to?: Micros;
};

/** Recognises the filters and the range a cursor was made for, as they were written. */
export const questionKey = (parts: readonly (string | undefined)[]): string =>
  hash64(JSON.stringify(parts)).toString(36);

/** Write a cursor as an opaque text that is safe in a URL. */
export const encodeCursor = (
  { after, order, from, to }: Pick<ListQuestion, 'order' | 'from' | 'to'> & { readonly after: Position },
  key: string,
): string =>
  Buffer.from([after.time, after.sequence, order, from ?? '', to ?? '', key].join(',')).toString('base64url');

/** Read a cursor. @returns undefined when the text is none, or was made for another question */
export const decodeCursor = (text: string, key: string): Cursor | undefined => {
  const parts = Buffer.from(text, 'base64url').toString().split(',');
  const [time, sequence, order, from, to, made] = parts;
  const integers = [time, sequence, from || '0', to || '0'];
  if (parts.length !== 6 || made !== key || !integers.every((part) => /^-?\d{1,18}$/.test(part ?? '')))
    return undefined;
  if (order !== 'asc' && order !== 'desc') return undefined;
  return {
    after: { time: micros(BigInt(time ?? 0)), sequence: BigInt(sequence ?? 0) },
    order,
    ...(from ? { from: micros(BigInt(from)) } : {}),
    ...(to ? { to: micros(BigInt(to)) } : {}),
  };
};
