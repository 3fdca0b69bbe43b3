import { expect, test } from 'vitest';
import { problemSchema, timeZonesAnswerSchema } from '../../contract/service.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

type Paths = Readonly<
  Record<string, { readonly get?: { readonly parameters?: readonly { name: string }[] } }>
>;

test('the zones that are offered are taken; what only some runtimes know is refused by name, wherever a zone is asked for', async () =>
  withApp({}, async (app) => {
    const event = {
      request_id: 'r',
      session: 's',
      user_id: 'u',
      source_ip: '192.0.2.1',
      time: '2026-03-31T09:00:00Z',
    };
    await postEvents(app, { events: [signIn('a', event)] });
    const { paths } = (await app.inject('/openapi.json')).json<{ paths: Paths }>();
    const ids: Readonly<Record<string, string>> = {
      request_id: 'r',
      session: 's',
      user: 'u',
      address: '192.0.2.1',
    };
    const asked = Object.entries(paths).flatMap(([path, { get }]) =>
      get?.parameters?.some(({ name }) => name === 'tz')
        ? [path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name)]
        : [],
    );
    expect(asked.length).toBeGreaterThan(10);
    const { time_zones: zones } = timeZonesAnswerSchema.parse((await app.inject('/v1/time_zones')).json());
    expect(zones).toContain('UTC');
    for (const path of asked) {
      const by = path.endsWith('/breakdown') ? { by: 'upstream_idp' } : {};
      for (const tz of ['UTC', 'europe/berlin', 'Asia/Calcutta', zones.at(-1)])
        expect([
          path,
          tz,
          (await app.inject({ url: path, query: { ...by, tz: tz ?? '' } })).statusCode,
        ]).toEqual([path, tz, 200]);
      for (const tz of ['+05:30', 'Etc/Unknown', 'Mars/Olympus', 'local']) {
        const answer = await app.inject({ url: path, query: { ...by, tz } });
        expect([path, tz, answer.statusCode]).toEqual([path, tz, 400]);
        expect(problemSchema.parse(answer.json()).errors?.map(({ parameter }) => parameter)).toEqual(['tz']);
      }
    }
  }));
