import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../contract/exact-json.ts';
import { detailGroups, missingLabels } from './detail-groups.ts';

const record = {
  time: '2026-03-14T09:14:03Z',
  user_id: 'u1',
  source_ip: '::1',
  result: 'Failure',
  session: 's1',
  risk: 0.5,
  tags: ['a', 'b'],
  trusted: false,
  __proto__x: 'odd',
};

describe('the details of a record', () => {
  it('are grouped, extras of every type included', () => {
    const groups = detailGroups(record).map(({ title, details }) => [
      title,
      details.map(({ label }) => label),
    ]);
    expect(groups).toEqual([
      ['Who', ['User ID']],
      ['How', ['Source IP']],
      ['What', ['Event', 'result (as recorded)', 'Session']],
      ['More', ['risk', 'tags', 'trusted', '__proto__x']],
    ]);
  });

  it('say how each can be filtered by', () => {
    const details = detailGroups(record).flatMap((group) => group.details);
    const filters = Object.fromEntries(details.map(({ label, filter }) => [label, filter]));
    expect(filters['Session']).toEqual({ property: 'session', value: 's1' });
    expect(filters['risk']).toEqual({ property: 'x.risk', value: '0.5' });
    expect(filters['trusted']).toEqual({ property: 'x.trusted', value: 'false' });
    expect(filters['tags']).toBeUndefined();
  });

  it('have every digit of a number', () => {
    const json = '{"n":9007199254740993,"list":[1e400]}';
    const [more] = detailGroups(parseJson(json) as Parameters<typeof detailGroups>[0]);
    expect(more?.details).toMatchObject([
      { text: '9007199254740993', filter: { property: 'x.n', value: '9007199254740993' } },
      { text: '[\n  1e400\n]' },
    ]);
  });

  it('have the text of a number that a filter has', () => {
    const numbers = { large: 1e21, small: 1e-7, none: -0, whole: 1, sum: 0.1 + 0.2 };
    const details = detailGroups(numbers).flatMap((group) => group.details);
    expect(details.map(({ text, filter }) => [text, filter?.value])).toEqual(
      ['1e+21', '1e-7', '0', '1', '0.30000000000000004'].map((text) => [text, text]),
    );
  });

  it('say what is not recorded', () => {
    expect(missingLabels(record)).toEqual(expect.arrayContaining(['Token ID', 'Stage']));
    expect(missingLabels({ stage: 'Token' })).toContain('Event');
    expect(missingLabels({ stage: 'Token' })).not.toContain('Stage');
    expect(missingLabels(record)).not.toContain('stage (deprecated)');
  });

  it('take an empty text for one that is not recorded', () => {
    const empty = { ...record, session: '', risk: '' };
    const labels = detailGroups(empty).flatMap(({ details }) => details.map(({ label }) => label));
    expect(labels).toEqual([
      'User ID',
      'Source IP',
      'Event',
      'result (as recorded)',
      'tags',
      'trusted',
      '__proto__x',
    ]);
    expect(missingLabels(empty)).toEqual([...missingLabels({ ...record, session: '' }), 'risk']);
    expect(missingLabels(empty)).toContain('Session');
  });
});
