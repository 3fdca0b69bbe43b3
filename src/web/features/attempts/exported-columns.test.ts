import { expect, test } from 'vitest';
import { attemptColumnNames } from './attempt-columns.ts';
import { exportedColumns } from './exported-columns.ts';

test.each(attemptColumnNames)('what the column %s shows is exported', (id) => {
  expect(exportedColumns([id])).not.toEqual([]);
});

test('an export has each column once, in the order of the table', () => {
  expect(exportedColumns(['source_ip', 'who', 'outcome', 'verdict'])).toEqual([
    'source_ip',
    'who',
    'outcome',
    'title',
    'waiting_for',
    'decided_event_name',
  ]);
});
