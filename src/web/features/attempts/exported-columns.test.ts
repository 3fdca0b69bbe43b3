import { expect, test } from 'vitest';
import { attemptTableColumns } from './attempt-columns.tsx';
import { exportedColumns } from './exported-columns.ts';

test.each(attemptTableColumns.map(({ id }) => id))('what the column %s shows is exported', (id) => {
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
