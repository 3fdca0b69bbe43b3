import { describe, expect, it } from 'vitest';
import { columnEntries, columnsWith, readColumnParams, readColumns } from './page-columns.ts';

const page = {
  known: ['start', 'who'],
  isColumn: (name: string) => ['start', 'who', 'x.a b'].includes(name),
};

describe('the columns of a page', () => {
  it('are remembered, each once and in their order, or were never chosen', () => {
    expect(readColumns(page, '["who","x.a b","colour","who"]')).toEqual(['who', 'x.a b']);
    for (const text of [undefined, '', '{}', '[]', '["colour"]', '[1]'])
      expect(readColumns(page, text)).toBeUndefined();
  });

  it('are read from an address as they were written to it', () => {
    const view = { columns: ['x.a b', 'start'] };
    const params = new URLSearchParams(columnEntries(view));
    expect(readColumnParams(page, params)).toEqual({ view, notices: [] });
    expect(columnEntries({})).toEqual([]);
  });

  it('that are none are named, and passed over', () => {
    expect(readColumnParams(page, new URLSearchParams('columns=colour&columns='))).toEqual({
      view: {},
      notices: ['“colour” is not a property, so there is no column for it.'],
    });
  });

  it('that can be chosen are those known and those shown', () => {
    expect(columnsWith(page, ['who', 'x.a b'])).toEqual(['start', 'who', 'x.a b']);
  });
});
