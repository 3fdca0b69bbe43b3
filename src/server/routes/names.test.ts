import { expect, test } from 'vitest';
import { namesAnswerSchema } from '../../contract/names.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

const at = '2026-03-31T10:01:00Z';
const events = [
  signIn('a', { time: at, user_id: 'u1', upstream_user_id: 'marta.almeida@acme.example' }),
  signIn('b', { time: at, user_id: 'almeida-marta', upstream_user_id: 'm@other.example' }),
  signIn('c', { time: at, upstream_user_id: 'Marta-Almeida', application_name: 'Casting Control' }),
];

test('people and applications are found by words in any order, each person once', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events });
    const asked = async (text: string) => {
      const response = await app.inject(`/v1/auth_names?${new URLSearchParams({ text }).toString()}`);
      return namesAnswerSchema.parse(response.json());
    };
    const { people, applications } = await asked('Almeida, Marta (casting control)?');
    expect(people.map(({ property, value, email }) => [property, value, email])).toEqual([
      ['upstream_user_id', 'Marta-Almeida', undefined],
      ['email', 'marta.almeida@acme.example', undefined],
      ['user_id', 'almeida-marta', 'm@other.example'],
    ]);
    expect(applications).toMatchObject([{ value: 'Casting Control', last: at }]);
    expect(await asked('u1 x')).toMatchObject({ people: [] });
    expect(await asked('u1')).toMatchObject({
      people: [{ value: 'u1', email: 'marta.almeida@acme.example' }],
    });
    for (const [query, culprit] of [
      ['', 'text'],
      ['text=', 'text'],
      ['text=a&limit=21', 'limit'],
      [`text=${'a'.repeat(1_001)}`, 'text'],
    ]) {
      const response = await app.inject(`/v1/auth_names?${query}`);
      expect([query, response.statusCode]).toEqual([query, 400]);
      expect(response.json()).toMatchObject({ errors: [{ parameter: culprit }] });
    }
  }));

test('a person of several addresses is offered once, and an address of two people beside them', async () =>
  withApp({}, async (app) => {
    const known = (id: string, user: string, upstream: string) =>
      signIn(id, { time: at, user_id: user, upstream_user_id: upstream });
    await postEvents(app, {
      events: [
        known('a', 'u1', 'jana.novak@acme.example'),
        known('b', 'u1', 'jana@other.example'),
        known('c', 'jana-2', 'desk.jana@acme.example'),
        known('d', 'jana-3', 'desk.jana@acme.example'),
      ],
    });
    const response = await app.inject('/v1/auth_names?text=jana');
    const { people } = namesAnswerSchema.parse(response.json());
    expect(people.map(({ property, value }) => `${property} ${value}`).toSorted()).toEqual([
      'email desk.jana@acme.example',
      'email jana.novak@acme.example',
      'user_id jana-2',
      'user_id jana-3',
    ]);
  }));
