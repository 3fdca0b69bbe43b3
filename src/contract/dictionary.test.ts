import { expect, test } from 'vitest';
import { z } from 'zod';
import { dictionary } from './dictionary.ts';

const counts = z.object({ by: dictionary(z.number().int()) });

test.each(['{"by":{"__proto__":1,"constructor":2,"":3}}', '{"by":{}}'])(
  '%s comes through as it is',
  (text) => {
    expect(JSON.stringify(counts.parse(JSON.parse(text)))).toBe(text);
  },
);

test.each(['{"by":{"a":"1"}}', '{"by":{"__proto__":{"a":1}}}', '{"by":[]}', '{"by":null}', '{}'])(
  '%s is none',
  (text) => {
    expect(counts.safeParse(JSON.parse(text)).success).toBe(false);
  },
);
