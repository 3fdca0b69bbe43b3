import { parse } from 'node:querystring';

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

/** The entries of a parsed query, a repeated parameter as several. */
export const entriesOf = (query: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(query).flatMap(([param, value]) =>
    [value].flat().flatMap((each): [string, string][] => (typeof each === 'string' ? [[param, each]] : [])),
  );
