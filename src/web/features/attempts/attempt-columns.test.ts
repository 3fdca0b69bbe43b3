import { expect, it } from 'vitest';
import { plainLook, tracksOf } from '../../audit/explorer/column-layout.ts';
import { attemptColumnNames, attemptsTableColumns } from './attempt-columns.ts';

const { defaults, narrow, label, tooltip, isColumn } = attemptsTableColumns;

it('attempts are shown with who, from where, how it ended and why', () => {
  expect(defaults.slice(0, 5)).toEqual(['start', 'who', 'source_ip', 'outcome', 'verdict']);
  expect(narrow).toEqual(['start', 'outcome', 'who', 'verdict']);
  expect([...defaults, ...narrow].filter((name) => !isColumn(name))).toEqual([]);
});

it.each([
  ['start', 'Start', 'When its first event was'],
  ['upstream_idp', 'Provider', 'Identity provider (upstream_idp)'],
  ['org_name', 'Issuer organisation', 'Issuer organisation (org_name)'],
])('the column %s is called %s, and says %s', (name, called, about) => {
  expect([label(name), tooltip(name)]).toEqual([called, about]);
});

it('every column has a name of its own', () => {
  expect(new Set(attemptColumnNames.map(label)).size).toBe(attemptColumnNames.length);
  expect(label('constructor')).toBe('constructor');
});

it('an address and the verdict keep room to be read when other columns stand beside them', () => {
  const { tracks } = tracksOf(attemptsTableColumns, { ...plainLook, shown: [...defaults, 'request_id'] });
  expect(tracks).toContain('minmax(16.5rem, 1fr) minmax(9rem, 0.5fr)');
  expect(tracks).toContain('minmax(16rem, 4fr)');
});

it('what this browser remembers of them is not what it remembers of events', () => {
  expect(attemptsTableColumns.remembered).toEqual({
    columns: 'authentication-audit.attempt-columns',
    look: 'authentication-audit.attempt-column-look',
  });
});
