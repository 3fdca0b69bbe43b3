import { expect, test } from 'vitest';
import { PlatformError } from './platform-error.ts';
import { Retries } from './retries.ts';

const asking = (retryAfterMs?: number): PlatformError =>
  new PlatformError('busy', 'Too much was asked.', { status: 429, retryAfterMs });

test('waits grow to a quarter of an hour, by chance at least half as long', () => {
  for (let tries = 0; tries < 50; tries += 1) {
    const retries = new Retries(60_000);
    for (let count = 0; count < 40; count += 1) {
      const most = Math.min(15 * 60_000, 5_000 * 2 ** count);
      const wait = retries.failed(new Error('no'), 0);
      expect(wait).toBeLessThanOrEqual(most);
      expect(wait).toBeGreaterThanOrEqual(most / 2);
    }
  }
});

test.each([
  ['as long as it asks for', 600_000, 600_000, 600_000],
  ['the usual time where it asks for less', 0, 2_500, 5_000],
  ['the usual time where it does not say', undefined, 2_500, 5_000],
])('%s', (_, told, least, most) => {
  const wait = new Retries(60_000).failed(asking(told), 0);
  expect(wait).toBeGreaterThanOrEqual(least);
  expect(wait).toBeLessThanOrEqual(most);
});

test('it has failed since the first time, and begins anew when it has succeeded', () => {
  const retries = new Retries(60_000);
  retries.failed(asking(), 1_000);
  for (let count = 0; count < 9; count += 1) retries.failed(new Error('Something else.'), 9_000);
  expect(retries.failing).toMatchObject({ message: 'Something else.', since: 1_000 });
  retries.succeeded();
  expect(retries.failing).toBeUndefined();
  expect(retries.failed('no error', 20_000)).toBeLessThanOrEqual(5_000);
  expect(retries.failing).toMatchObject({ message: 'no error', since: 20_000 });
});
