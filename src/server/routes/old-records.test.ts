import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { attemptsAnswerSchema } from '../../contract/attempts.ts';
import {
  facetsAnswerSchema,
  fieldsAnswerSchema,
  histogramAnswerSchema,
  listAnswerSchema,
} from '../../contract/audits.ts';
import { resultOf } from '../../contract/record.ts';
import { postEvents, withApp } from '../test-support/with-app.ts';

const record = (minute: number, said: object) => ({
  unique_id: `e${minute}`,
  create_time: `2026-03-31T09:0${minute}:00Z`,
  event: { request_id: `r${minute}`, source_ip: '192.0.2.1', ...said },
});

/** Two that failed as today's records say it, three as old ones do, and some that did not. */
const events = [
  record(0, { event_name: 'Token', result: 'Failure' }),
  record(1, { event_name: 'Token', result: 'Failure', event: 'Success', stage: 'login' }),
  record(2, { stage: 'Token', event: 'Failure' }),
  record(3, { event_name: '', stage: 'Login page', result: '', event: 'Failure' }),
  record(4, { event_name: 'Token', event: 'Failure' }),
  record(5, { event_name: 'Token', result: 'Success', event: 'Failure' }),
  record(6, { stage: 'Token', event: 'Success' }),
  record(7, { event_name: 'Token' }),
];

const asked = async (app: FastifyInstance, path: string): Promise<string> => {
  const { statusCode, body } = await app.inject(`/v1/${path}`);
  if (statusCode !== 200) throw new Error(body);
  return body;
};

const found = async (app: FastifyInstance, query: string): Promise<string> => {
  const answer = listAnswerSchema.parse(
    JSON.parse(await asked(app, `auth_audits?order=asc&expand=event_ids&${query}`)),
  );
  return (answer.event_ids ?? []).map((id) => id.slice(1)).join('');
};

test('what a record says in the deprecated properties is counted as what its row shows', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events });
    const rows = listAnswerSchema.parse(JSON.parse(await asked(app, 'auth_audits'))).auth_audits;
    const red = rows.filter((each) => resultOf(each)?.value === 'Failure').length;
    expect(red).toBe(5);

    expect(await found(app, 'step_result=Failure')).toBe('01234');
    expect(await found(app, 'not_step_result=Failure')).toBe('567');
    expect(await found(app, 'missing=step_result')).toBe('7');
    expect(await found(app, 'step=Token&step_result=Failure')).toBe('0124');
    expect(await found(app, 'not_step=Token')).toBe('3');
    // the published parameters match their own property only
    expect(await found(app, 'result=Failure')).toBe('01');
    expect(await found(app, 'event=Failure')).toBe('2345');
    expect(await found(app, 'missing=result')).toBe('23467');
    expect(await found(app, 'event_name=Token&stage=login')).toBe('1');

    const facets = facetsAnswerSchema.parse(
      JSON.parse(await asked(app, 'auth_audits/facets?property=step_result&property=step&property=result')),
    );
    expect(facets).toEqual({
      step_result: {
        values: [
          { value: 'Failure', count: red },
          { value: 'Success', count: 2 },
        ],
        missing: 1,
        more: false,
      },
      step: {
        values: [
          { value: 'Token', count: 7 },
          { value: 'Login page', count: 1 },
        ],
        missing: 0,
        more: false,
      },
      result: {
        values: [
          { value: 'Failure', count: 2 },
          { value: 'Success', count: 1 },
        ],
        missing: 5,
        more: false,
      },
    });

    const histogram = async (query: string) =>
      histogramAnswerSchema.parse(JSON.parse(await asked(app, `auth_audits/histogram?interval=1d&${query}`)));
    expect((await histogram('by=step_result')).buckets).toMatchObject([
      { by: { Failure: red, Success: 2 }, missing: 1, count: 8 },
    ]);
    expect((await histogram('step_result=Failure')).buckets).toMatchObject([
      { by: { Failure: 2 }, missing: 3, count: red },
    ]);

    const exported = await asked(app, 'auth_audits/export?format=ndjson&step_result=Failure');
    expect(exported.trim().split('\n')).toHaveLength(red);
  }));

test('an export keeps the names of the properties, and tells the readings when they are asked for', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events: events.slice(2, 4) });
    const all = await asked(app, 'auth_audits/export');
    const [header = ''] = all.split('\r\n');
    expect(header.split(',')).toEqual(expect.arrayContaining(['event_name', 'result', 'stage', 'event']));
    expect(header.split(',')).not.toContain('step_result');
    const columns = 'columns=request_id&columns=result&columns=step&columns=step_result';
    expect(await asked(app, `auth_audits/export?order=asc&${columns}`)).toBe(
      'request_id,result,step,step_result\r\nr2,,Token,Failure\r\nr3,,Login page,Failure\r\n',
    );
    expect(await asked(app, `auth_audits/export?format=ndjson&order=asc&${columns}`)).toBe(
      '{"request_id":"r2","step":"Token","step_result":"Failure"}\n' +
        '{"request_id":"r3","result":"","step":"Login page","step_result":"Failure"}\n',
    );
    const { fields } = fieldsAnswerSchema.parse(JSON.parse(await asked(app, 'auth_audits/fields')));
    expect(fields.filter(({ of }) => of !== undefined)).toMatchObject([
      { name: 'step', label: 'Stage', of: ['event_name', 'stage'] },
      { name: 'step_result', label: 'Event', of: ['result', 'event'] },
    ]);
  }));

test('attempts are found and counted by what their events say in either way', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events });
    const attempts = async (query: string): Promise<string> =>
      attemptsAnswerSchema
        .parse(JSON.parse(await asked(app, `auth_attempts?order=asc&${query}`)))
        .auth_attempts.map(({ request_id: id }) => id.slice(1))
        .join('');
    expect(await attempts('step_result=Failure')).toBe('01234');
    expect(await attempts('not_step_result=Failure&step=Token')).toBe('567');
    expect(await attempts('missing=step_result')).toBe('7');
    const facets = facetsAnswerSchema.parse(
      JSON.parse(await asked(app, 'auth_attempts/facets?property=step_result')),
    );
    expect(facets['step_result']).toEqual({
      values: [
        { value: 'Failure', count: 5 },
        { value: 'Success', count: 2 },
      ],
      missing: 1,
      more: false,
    });
  }));
