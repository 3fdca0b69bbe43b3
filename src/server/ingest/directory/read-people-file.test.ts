import * as fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { expect, it } from 'vitest';
import { readPeopleFile } from './read-people-file.ts';

const read = (text: string) =>
  readPeopleFile(Buffer.from(text)).map(({ line, value }): [number, unknown] => [line, value]);

it.each<[string, string, [number, unknown][]]>([
  [
    'an answer of GET /users',
    '{"users":[\n{"id":"a"},\n\n{"id":"b","x":["{"]}]}',
    [
      [2, { id: 'a' }],
      [4, { id: 'b', x: ['{'] }],
    ],
  ],
  [
    'an answer of GET /users/guids',
    '\uFEFF{"guid_to_name_list":[{"guid":"a"}],"limit":1}',
    [[1, { guid: 'a' }]],
  ],
  [
    'a list',
    '[{"id":"a"},\n"b"]',
    [
      [1, { id: 'a' }],
      [1, 'b'],
    ],
  ],
  ['one entry', '\n{"id":\n"a"}', [[2, { id: 'a' }]]],
  [
    'an entry a line',
    '{"id":"a"}\n\n{"guid":"b"}\n',
    [
      [1, { id: 'a' }],
      [3, { guid: 'b' }],
    ],
  ],
  [
    'a page a line',
    '{"users":[{"id":"a"}]}\n{"users":[{"id":"b"},{"id":"c"}]}',
    [
      [1, { id: 'a' }],
      [2, { id: 'b' }],
      [2, { id: 'c' }],
    ],
  ],
  [
    'a list of pages',
    '[{"users":[{"id":"a"}]},\n{"users":[{"id":"b"}]}]',
    [
      [1, { id: 'a' }],
      [2, { id: 'b' }],
    ],
  ],
  ['an empty list', '{"users":[]}', []],
  [
    'CSV',
    'ID,E-mail,First name\r\nu1,a@x.org,"Ana\r\nLima"\r\n\r\nu2,,"B, ""C"""\r\nu3\r\n',
    [
      [2, { id: 'u1', e_mail: 'a@x.org', first_name: 'Ana\nLima' }],
      [5, { id: 'u2', e_mail: '', first_name: 'B, "C"' }],
      [6, { id: 'u3' }],
    ],
  ],
  ['CSV with semicolons', '\uFEFFuser_id;email\nu1;a@x.org\n', [[2, { id: 'u1', email: 'a@x.org' }]]],
])('reads %s', (_, text, entries) => {
  expect(read(text)).toEqual(entries);
});

it.each<[string, string, RegExp]>([
  ['nothing', ' \n', /^line 1 is empty\. Expected JSON/],
  ['JSON that breaks off', '{"users":[\n{"id":"a"},\n{"id":', /^line 3 is not JSON\. Expected/],
  ['JSON that is wrong', '{"users":[\n{"id" "a"},\n{"id":"b"}]}', /^line 2 is not JSON/],
  ['a line that is no JSON', '{"id":"a"}\n{"id":"b"\n', /^line 2 is not JSON/],
  ['something else in JSON', '{"events":[]}', /^line 1 holds no people\. Expected JSON/],
  ['a line of something else', '{"id":"a"}\n{"x":1}\n', /^line 2 holds no people/],
  [
    'CSV without ids',
    'name,email\nAna,a@x.org\n',
    /^line 1 has no column “id” or “guid”: it has “name”, “email”\./,
  ],
  ['a text', 'Dear all,\nplease', /^line 1 has no column “id” or “guid”: it has “dear_all”/],
  ['a quote that does not end', 'id,email\nu1,"a@x.org\nu2,b\n', /Quote Not Closed.* line 3\.$/],
  ['a row that is too long', 'id,email\nu1,a,b\n', /line 2/],
])('refuses %s, and names the line', (_, text, message) => {
  expect(() => read(text)).toThrow(message);
});

it('reads from CSV what was written as CSV, each with its line', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', ' ', '{') });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 9 }), (rows) => {
      const records = rows.map(([one, other], at) => ({ id: `u${at}`, first_name: one, last_name: other }));
      const entries = read(stringify(records, { header: true }));
      expect(entries.map(([, value]) => value)).toEqual(records);
      let line = 2;
      for (const [index, [at]] of entries.entries()) {
        expect(at).toBe(line);
        line += 1 + `${rows[index]?.join('')}`.split('\n').length - 1;
      }
    }),
  );
});
