import { maxEventDepth } from '../../contract/webhook.ts';

export const tooDeep = `is nested deeper than ${maxEventDepth} levels`;

const loneSurrogate = /\p{Surrogate}/u;

const whyNotItself = (value: unknown): string | undefined => {
  if (typeof value === 'string' && loneSurrogate.test(value))
    return 'holds half of a surrogate pair, which no UTF-8 text can';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'holds a number that is too large to keep';
  return undefined;
};

/**
 * Why a JSON value cannot be stored exactly as it is, or undefined when it can. Does not recurse: the value
 * may be nested to break who does.
 */
export const whyUnstorable = (value: unknown): string | undefined => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const each of level) {
      const reason = whyNotItself(each);
      if (reason !== undefined) return reason;
      if (typeof each !== 'object' || each === null) continue;
      if (depth >= maxEventDepth) return tooDeep;
      if (Array.isArray(each)) for (const item of each) next.push(item);
      else for (const [name, member] of Object.entries(each)) next.push(name, member);
    }
    level = next;
  }
  return undefined;
};
