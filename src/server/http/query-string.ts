import { parse } from 'node:querystring';
import { BadParameter } from '../request-errors.ts';

/**
 * Parse a query string: an empty value means absent, as published clients send it; a repeated parameter is a
 * list. The object has no prototype, so that no parameter is mistaken for a property of one.
 */
export const parseQueryString = (text: string): Record<string, string | string[]> => {
  const query = Object.create(null) as Record<string, string | string[]>;
  for (const [param, value] of Object.entries(parse(text, '&', '=', { maxKeys: 0 }))) {
    const given = [value ?? []].flat().filter((each) => each !== '');
    const [first] = given;
    if (first !== undefined) query[param] = given.length === 1 ? first : given;
  }
  return query;
};

/** Refuse the one parameter name that validation passes over, so that no misspelt filter is ignored. */
export const refusePrototype = (query: unknown): void => {
  if (typeof query === 'object' && query !== null && Object.hasOwn(query, '__proto__'))
    throw new BadParameter('__proto__', 'is not a parameter of this endpoint');
};
