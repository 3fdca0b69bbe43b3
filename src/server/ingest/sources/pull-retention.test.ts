import { expect, test } from 'vitest';
import { type Micros, microsOfMs, parseInstant } from '../../../contract/instant.ts';
import { gapsOf } from './report.ts';
import {
  at,
  begin,
  config,
  history,
  hour,
  minute,
  platformWith,
  pullFor,
  slow,
  storedTimes,
  told,
  withHeld,
} from '../../test-support/pull-scenarios.ts';

const rule = { count: 1, unit: 'd' } as const;
const midnight = Date.parse('2026-03-17T00:00:00Z');

test('a pull reads nothing that is older than the rule, and is complete from there; a day later from later', async () => {
  let now = begin;
  await withHeld(
    async (held) => {
      const platform = platformWith(history(begin - 48 * hour, begin + 60 * hour));
      const pull = await pullFor(held, platform, 30 * minute);
      expect(told(pull, platform.now())).toMatchObject({ state: 'current', complete_from: at(midnight) });
      expect(told(pull, platform.now()).details).not.toHaveProperty('too_old');
      expect(gapsOf(pull)).toEqual([]);
      expect((await storedTimes(held))[0]).toBe(at(midnight));

      await platform.sleep(24 * hour, new AbortController().signal);
      now = platform.now();
      await held.store.tidy();
      platform.answered.length = 0;
      const later = await pullFor(held, platform, 30 * hour, { config: slow });
      expect(told(later, platform.now())).toMatchObject({
        state: 'current',
        complete_from: at(midnight + 24 * hour),
      });
      expect(gapsOf(later)).toEqual([]);
      const times = platform.answered.flat().map(({ time }) => Date.parse(String(time)));
      expect(Math.min(...times)).toBeGreaterThanOrEqual(midnight + 24 * hour);
      expect((await storedTimes(held))[0]).toBe(at(midnight + 24 * hour));
    },
    { rule, now: (): Micros => microsOfMs(now) },
  );
});

test('what a source shows that is older is discarded, counted, and holds nothing up', async () =>
  withHeld(
    async (held) => {
      const platform = platformWith(history(begin - 48 * hour, begin));
      const kept = { ...held.store.sources, keptFrom: () => undefined };
      const pull = await pullFor(held, platform, 30 * minute, { config, kept });
      const old = history(begin - 48 * hour, midnight).length;
      expect(told(pull, platform.now())).toMatchObject({
        state: 'current',
        details: { records: 192 - old, too_old: old, duplicates: expect.any(Number) as number, refused: 0 },
      });
      expect(
        (await storedTimes(held)).every((time) => (parseInstant(time) ?? 0n) >= microsOfMs(midnight)),
      ).toBe(true);
    },
    { rule, now: () => microsOfMs(begin) },
  ));
