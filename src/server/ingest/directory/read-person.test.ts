import { expect, it } from 'vitest';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import { readPerson } from './read-person.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);

it.each<[string, unknown, object]>([
  [
    'a user as GET /users has one',
    {
      id: 'u1',
      email: 'ana@alder.example.com',
      first_name: 'Ana',
      last_name: 'Lima',
      display_name: 'Ana Lima',
      status: 'disabled',
      disabled_at_time: '2026-03-18T09:02:00.000123Z',
      type: 'user',
      org_id: 'org-alder',
      created: '2025-01-01T00:00:00+01:00',
      updated: '2026-03-18 09:02:00',
      member_of: [{ id: 'g1' }],
      phone: null,
    },
    {
      person: {
        userId: 'u1',
        email: 'ana@alder.example.com',
        firstName: 'Ana',
        lastName: 'Lima',
        displayName: 'Ana Lima',
        status: 'disabled',
        disabledAt: at('2026-03-18T09:02:00.000123Z'),
        type: 'user',
        orgId: 'org-alder',
        created: at('2024-12-31T23:00:00Z'),
        updated: at('2026-03-18T09:02:00Z'),
      },
    },
  ],
  [
    'an entry as GET /users/guids has one, whose name is an address',
    { guid: 'u1', org_id: 'o1', guid_type: 'user', uri: '/users/u1', name: 'ana@alder.example.com' },
    { person: { userId: 'u1', orgId: 'o1', type: 'user', email: 'ana@alder.example.com' } },
  ],
  [
    'one whose name is none',
    { guid: 's1', guid_type: 'service_account', name: 'Roster sync' },
    { person: { userId: 's1', type: 'service_account', displayName: 'Roster sync' } },
  ],
  [
    'what says nothing, and what stands around a text, is no part of it',
    { id: ' u1\n', email: '', first_name: '  ', status: null, display_name: '\uFEFF Ana ' },
    { person: { userId: 'u1', displayName: 'Ana' } },
  ],
  [
    'a status that is not known',
    { id: 'u1', status: 'Locked' },
    { person: { userId: 'u1', status: 'locked' } },
  ],
  ['an address that is none', { id: 'u1', email: 'ana' }, { person: { userId: 'u1' } }],
  ['a group', { guid: 'g1', guid_type: 'sysgroup', name: 'all-users' }, { leftOut: 'sysgroup' }],
  ['a text', 'u1', { refused: 'An entry is not an object.' }],
  ['nothing', null, { refused: 'An entry is not an object.' }],
  ['a list', [{ id: 'u1' }], { refused: 'An entry is not an object.' }],
  [
    'one without an id',
    { email: 'ana@alder.example.com', id: ' ' },
    { refused: 'The entry of “ana@alder.example.com” has no id (expected “id” or “guid”).' },
  ],
  ['one without anything', {}, { refused: 'An entry without a name has no id (expected “id” or “guid”).' }],
  ['an id that is a number', { id: 7 }, { refused: 'An entry without a name: id is not a text.' }],
  [
    'an id that is too long',
    { id: 'u'.repeat(600) },
    { refused: `The entry of “${'u'.repeat(60)}…” has an id that is too long.` },
  ],
  [
    'a name that is no text',
    { id: 'u1', first_name: ['Ana'] },
    { refused: 'The entry of “u1”: first_name is not a text.', userId: 'u1' },
  ],
  [
    'a name without end',
    { id: 'u1', display_name: 'a'.repeat(1_001) },
    { refused: 'The entry of “u1”: display_name has 1001 characters, of at most 1000.', userId: 'u1' },
  ],
  [
    'a time that is none',
    { id: 'u1', status: 'disabled', disabled_at_time: 'yesterday' },
    {
      refused:
        'The entry of “u1”: disabled_at_time is not a time: “yesterday” (expected one like 2026-01-31T09:00:00Z).',
      userId: 'u1',
    },
  ],
])('reads %s', (_, entry, read) => {
  expect(readPerson(entry)).toEqual(read);
});
