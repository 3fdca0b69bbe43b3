import { describe, expect, it } from 'vitest';
import { readViews, withView } from './saved-views.ts';

describe('saved views', () => {
  it('are read as they were written, and none when they make no sense', () => {
    const views = [{ name: 'Failures', url: '/events?result=Failure' }];
    expect(readViews(JSON.stringify(views))).toEqual(views);
    for (const text of [undefined, 'x', '{}', '[{"name":""}]']) expect(readViews(text)).toEqual([]);
    for (const url of ['https://elsewhere', '//elsewhere', '/\\elsewhere', 'javascript:alert(1)'])
      expect(readViews(JSON.stringify([{ name: 'a', url }]))).toEqual([]);
  });

  it('have one of a name, sorted', () => {
    const one = withView([], { name: 'b', url: '/events' });
    const two = withView(one, { name: 'a', url: '/events?q=x' });
    expect(two.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(withView(two, { name: 'b', url: '/attempts' })).toEqual([two[0], { name: 'b', url: '/attempts' }]);
  });
});
