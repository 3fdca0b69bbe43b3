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
