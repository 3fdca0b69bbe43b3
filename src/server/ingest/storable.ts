import { ExactNumber, isJsonObject, isScalar } from '../../contract/exact-number.ts';
import { maxEventDepth } from '../../contract/webhook.ts';
import type { Steps } from '../records/steps.ts';

export const tooDeep = `is nested deeper than ${maxEventDepth} levels`;

const loneSurrogate = /\p{Surrogate}/u;

/**
 * Why a text or a number cannot be stored as it is, or undefined when it can. A number beyond all doubles could be, but
 * programs that read answers into doubles would fail on the page that has it.
 */
export const whyNotItself = (value: unknown): string | undefined => {
  if (typeof value === 'string' && loneSurrogate.test(value))
    return 'holds half of a surrogate pair, which no UTF-8 text can';
  if (value instanceof ExactNumber && !Number.isFinite(Number(value.digits)))
    return 'holds a number that is too large to keep';
  return undefined;
};

/** So many values are looked at between two steps. */
const seenTogether = 1_000;

/**
 * The same of a list or an object, in steps. Does not recurse: the value may be nested to break who does.
 */
export function* storableSteps(value: object): Steps<string | undefined> {
  let level: unknown[] = [value];
  for (let [depth, seen] = [0, 0]; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const each of level) {
      if ((seen += 1) % seenTogether === 0) yield;
      const reason = whyNotItself(each);
      if (reason !== undefined) return reason;
      if (isScalar(each)) continue;
      if (depth >= maxEventDepth) return tooDeep;
      if (Array.isArray(each)) for (const item of each) next.push(item);
      else if (isJsonObject(each)) for (const name of Object.keys(each)) next.push(name, each[name]);
    }
    level = next;
  }
  return undefined;
}
