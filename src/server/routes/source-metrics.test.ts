import { expect, test } from 'vitest';
import { micros, microsPerSecond } from '../../contract/instant.ts';
import type { Source } from '../../contract/sources.ts';
import { frozen, withApp } from '../test-support/with-app.ts';

const details = {
  url: 'https://api.example.net',
  last_attempt: '2026-03-31T11:59:00Z',
  last_success: '2026-03-31T11:00:00Z',
  error: { message: 'It answered 401.', since: '2026-03-31T11:01:00Z' },
  records: 10,
  duplicates: 3,
  refused: 2,
  late: 1,
  document_expires: '2026-04-30T12:00:00Z',
  notes: ['A note.'],
};

const failing: Source = {
  name: 'agilicus',
  kind: 'agilicus',
  state: 'failing',
  complete_from: '2026-01-01T00:00:00Z',
  complete_to: '2026-03-31T10:30:00Z',
  read_to: '2026-03-31T11:00:00Z',
  failing_since: '2026-03-31T11:01:00Z',
  details,
};

/** What is measured of a source, by name. */
const measure = async (sources: readonly Source[], secondsLater = 0): Promise<Record<string, number>> => {
  const measured: Record<string, number> = {};
  const book = { report: async () => ({ sources, gaps: [], problems: [] }) };
  const now = () => micros(frozen + BigInt(secondsLater) * microsPerSecond);
  await withApp({ sources: book, now }, async (app) => {
    const { body } = await app.inject('/metrics');
    const lines = body.matchAll(/^auth_audit_source_(\w+)\{source="([^"]*)"\} (\S+)$/gm);
    for (const [, name = '', source = '', value] of lines) measured[`${source} ${name}`] = Number(value);
    expect(body).not.toContain('It answered 401');
    expect(body).not.toContain('A note.');
  });
  return measured;
};

const seconds = (text: string): number => Date.parse(text) / 1_000;

test('each source is measured', async () => {
  expect(await measure([failing])).toEqual({
    'agilicus last_attempt_timestamp_seconds': seconds('2026-03-31T11:59:00Z'),
    'agilicus last_success_timestamp_seconds': seconds('2026-03-31T11:00:00Z'),
    'agilicus failing': 1,
    'agilicus read_age_seconds': 3_600,
    'agilicus complete_age_seconds': 5_400,
    'agilicus records': 10,
    'agilicus duplicates': 3,
    'agilicus refused': 2,
    'agilicus late': 1,
    'agilicus document_expires_timestamp_seconds': seconds('2026-04-30T12:00:00Z'),
  });
});

test('ages grow while it fails', async () => {
  expect(await measure([failing], 600)).toMatchObject({
    'agilicus read_age_seconds': 4_200,
    'agilicus complete_age_seconds': 6_000,
  });
});

test.each([3, -5])('ages are told by the clock of the source, which is %i hours ahead', async (hours) => {
  const source = { ...failing, details: { ...details, clock_ahead_seconds: hours * 3_600 } };
  expect(await measure([source])).toMatchObject({
    'agilicus read_age_seconds': Math.max(0, (hours + 1) * 3_600),
    'agilicus complete_age_seconds': Math.max(0, (hours + 1.5) * 3_600),
  });
});

test('nothing is told of what is not known, nor of a source that is gone or not ours to tell of', async () => {
  const { failing_since: _since, details: _details, ...quiet } = failing;
  const fresh: Source = {
    name: 'new',
    kind: 'agilicus',
    state: 'starting',
    details: { records: 0, duplicates: 0, refused: 0, late: 0, notes: [] },
  };
  expect(await measure([quiet, fresh])).toEqual({
    'new failing': 0,
    'new records': 0,
    'new duplicates': 0,
    'new refused': 0,
    'new late': 0,
  });
  expect(await measure([])).toEqual({});
});
