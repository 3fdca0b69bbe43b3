import { expect, it } from 'vitest';
import { plainLook, tracksOf } from '../../audit/explorer/column-layout.ts';
import { eventColumns } from './event-columns.ts';

const { defaults, narrow, known } = eventColumns;

it('events are shown with who, from where and what happened, wherever there is little room', () => {
  expect(narrow.toSorted()).toEqual(defaults.toSorted());
  expect(defaults.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !eventColumns.isColumn(name))).toEqual([]);
});

it('an address can be read whole when other columns stand beside it', () => {
  const plain = tracksOf(eventColumns, { ...plainLook, shown: defaults });
  const crowded = tracksOf(eventColumns, { ...plainLook, shown: [...defaults, 'trace_id'] });
  expect(plain.tracks).toContain('minmax(11rem, 1.7fr) minmax(7.5rem, 1.1fr)');
  expect(crowded.tracks).toContain('minmax(15rem, 1.7fr) minmax(9rem, 1.1fr)');
  expect(crowded.least).toContain('15rem + 9rem + 12rem');
});

it('what this browser remembered of them goes on', () => {
  expect(eventColumns.remembered).toEqual({
    columns: 'authentication-audit.columns',
    look: 'authentication-audit.column-look',
  });
});
