import { describe, expect, it } from 'vitest';
import { browserName } from './browser.ts';

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36';

describe('a user agent in a few words', () => {
  it.each([
    [chrome, 'Chrome 144 on Windows'],
    [`${chrome} ${'x'.repeat(60_000)}`, 'Chrome 144 on Windows'],
    ['curl/8.5.0', 'curl 8.5.0'],
    ['some thing', 'some thing'],
    ['', ''],
    [' ', ' '],
    ['<img src=x>', '<img src=x>'],
  ])('%j is %j', (agent, name) => {
    expect(browserName(agent)).toBe(name);
    expect(browserName(agent)).toBe(name);
  });

  it('is the whole of it where it says nothing, even of long ones that begin alike', () => {
    const long = ['a', 'b'].map((end) => 'x'.repeat(60_000) + end);
    expect(long.map(browserName)).toEqual(long);
  });
});
