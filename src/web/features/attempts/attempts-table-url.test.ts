import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAttemptFilters } from '../../../contract/attempt-filters.ts';
import { noFilters } from '../../../contract/filters.ts';
import { attemptRowsKey, readAttemptsUrl } from '../../audit/explorer/attempts-url.ts';
import { defaultRange } from '../../audit/time/range.ts';
import { attemptColumnNames } from './attempt-columns.ts';
import { type AttemptsTableView, readAttemptsTableUrl, writeAttemptsTableUrl } from './attempts-table-url.ts';

const read = (search: string) => readAttemptsTableUrl(new URLSearchParams(search), 'UTC');

const plain: AttemptsTableView = {
  filters: noFilters,
  range: defaultRange,
  order: 'desc',
  attempts: noAttemptFilters,
};

const views = fc
  .record({
    selected: fc.option(fc.string({ minLength: 1, unit: 'binary' }), { nil: undefined }),
    columns: fc.option(fc.shuffledSubarray([...attemptColumnNames], { minLength: 1 }), { nil: undefined }),
    outcome: fc.boolean(),
  })
  .map(({ selected, columns, outcome }): AttemptsTableView => ({
    ...plain,
    ...(outcome && { attempts: { outcomes: ['failed'] } }),
    ...(selected !== undefined && { selected }),
    ...(columns !== undefined && { columns }),
  }));

describe('the address of the table of attempts', () => {
  it('is read as it was written, through a whole address', () => {
    fc.assert(
      fc.property(views, (view) => {
        const url = new URL(`/attempts?${writeAttemptsTableUrl(view)}`, 'http://host');
        expect(readAttemptsTableUrl(url.searchParams, 'UTC')).toEqual({ view, notices: [] });
      }),
    );
  });

  it('names what is no column, and goes on', () => {
    expect(read('columns=who&columns=colour&columns=who&outcome=failed')).toEqual({
      view: { ...plain, attempts: { outcomes: ['failed'] }, columns: ['who'] },
      notices: ['“colour” is not a property, so there is no column for it.'],
    });
  });

  it('keeps the rows when only what is looked at changes', () => {
    const { view } = read('outcome=failed');
    expect(attemptRowsKey(read('outcome=failed&selected=a&columns=who').view)).toBe(attemptRowsKey(view));
  });

  it('has columns and a row of its own: other pages about attempts have neither', () => {
    const { view } = readAttemptsUrl(new URLSearchParams('columns=who&selected=a'), 'UTC');
    expect(view).toEqual(plain);
  });
});
