import { expect, it } from 'vitest';
import { isColumn } from '../../../contract/export.ts';
import { defaultColumns } from './column-layout.ts';
import { exportColumns } from './export-columns.ts';

it('exports beside a shown column the deprecated property that may supply its value', () => {
  expect(exportColumns(defaultColumns)).toEqual([
    'time',
    'email',
    'source_ip',
    'event_name',
    'stage',
    'result',
    'event',
    'application_name',
  ]);
  expect(exportColumns(defaultColumns).every(isColumn)).toBe(true);
});

it('exports a column once, and others as they are', () => {
  expect(exportColumns(['event', 'result', 'x.constructor'])).toEqual(['event', 'result', 'x.constructor']);
});
