import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatInstant } from '../../../contract/instant.ts';
import { StoreError } from '../../store/store-error.ts';
import { createWriter } from '../writer.ts';
import type { SourceConfig } from './config.ts';
import { PlatformError } from './platform-error.ts';
import type { PullOptions } from './pull-options.ts';
import { gapsOf } from './report.ts';

import {
  begin,
  minute,
  hour,
  config,
  slow,
  record,
  history,
  platformWith,
  startPull,
  pullFor,
  storedTimes,
  told,
  at,
  seenTo,
  withHeld,
  timesOf,
} from '../../test-support/pull-scenarios.ts';

test('a first pull shows the newest first, then what is older, backwards', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin));
    const pull = await pullFor(held, platform, 10 * minute);
    const oldest = timesOf(platform).map((times) => times.at(-1) ?? '');
    expect(timesOf(platform)[0]?.[0]).toBe(at(begin - 15 * minute));
    expect(oldest.slice(0, 4).toSorted().toReversed()).toEqual(oldest.slice(0, 4));
    expect(await storedTimes(held)).toHaveLength(48 * 4);
    expect(told(pull, platform.now())).toMatchObject({
      state: 'current',
      complete_from: at(begin - 48 * hour),
      details: { records: 192, late: 0, refused: 0 },
    });
    expect(gapsOf(pull)).toEqual([]);
  }));

test('after two hours away the newest comes first, and the gap is filled backwards', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin + 3 * hour));
    await pullFor(held, platform, 10 * minute);
    await platform.sleep(2 * hour, new AbortController().signal);
    platform.answered.length = 0;
    const now = platform.now();
    const pull = await pullFor(held, platform, 10 * minute);
    expect(Date.parse(timesOf(platform)[0]?.[0] ?? '')).toBeGreaterThan(now - 15 * minute);
    expect(gapsOf(pull)).toEqual([]);
    expect((await storedTimes(held)).filter((time) => Date.parse(time) < seenTo(platform))).toEqual(
      history(begin - 48 * hour, seenTo(platform)).map(({ time }) => formatInstant(time)),
    );
  }));

test('what the source no longer keeps is out of reach, and all else is read, at the first pull and after a long time away', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin + 60 * hour), { keepsMs: 24 * hour });
    const first = await pullFor(held, platform, 20 * minute);
    expect(gapsOf(first)).toEqual([
      { from: at(begin - 48 * hour), to: expect.any(String), reason: 'out_of_reach', source: 'agilicus' },
    ]);
    expect(Date.parse(gapsOf(first)[0]?.to ?? '')).toBeLessThan(begin - 23 * hour);
    expect(told(first, platform.now()).state).toBe('current');
    await platform.sleep(40 * hour, new AbortController().signal);
    const back = platform.now();
    const second = await pullFor(held, platform, 20 * minute);
    const lost = gapsOf(second).find(({ from }) => Date.parse(from) > begin - 24 * hour);
    expect(lost?.reason).toBe('out_of_reach');
    expect(Math.abs(Date.parse(lost?.to ?? '') - (back - 24 * hour))).toBeLessThan(10 * minute);
    expect(told(second, platform.now()).state).toBe('current');
    // the daily re-reading reaches back further than is kept: that holds nothing up
    const third = await pullFor(held, platform, 30 * hour, { config: slow });
    expect(third.retries.failing).toBeUndefined();
    expect(told(third, platform.now()).state).toBe('current');
  }));

test('what comes later than is read again each time is found by the daily reading, and counted', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin));
    const { pull, end } = startPull(held, platform, { config: slow });
    await platform.until(begin + 12 * hour);
    platform.add(record(begin + 8 * hour));
    await platform.until(begin + 20 * hour);
    expect(await storedTimes(held)).toHaveLength(192);
    await platform.until(begin + 25 * hour);
    await end();
    expect(await storedTimes(held)).toHaveLength(193);
    expect(pull.remembered?.late).toBe(1);
  }));

test('late records of before it was away are found', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin));
    await pullFor(held, platform, 20 * hour, { config: slow });
    platform.add(record(begin + 18 * hour));
    await platform.sleep(3 * 24 * hour, new AbortController().signal);
    const pull = await pullFor(held, platform, hour, { config: slow });
    expect(pull.remembered?.late).toBe(1);
  }));

test('a daily reading that is interrupted is done at the next start', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin));
    await pullFor(held, platform, 12 * hour, { config: slow });
    platform.add(record(begin + hour));
    const { pull, end } = startPull(held, platform, { config: slow });
    const early = begin + 24 * hour - 20 * minute;
    await platform.until(early);
    // from now on nothing is answered but the newest
    platform.faults = (function* () {
      yield 'none' as const;
      for (;;) yield platform.now() > begin + 24 * hour ? ('unavailable' as const) : ('none' as const);
    })();
    await platform.until(begin + 26 * hour);
    await end();
    expect(pull.retries.failing).toBeDefined();
    platform.faults = undefined;
    const next = await pullFor(held, platform, hour, { config: slow });
    expect(next.remembered?.late).toBe(1);
  }));

test.each([-3, 5])('a source whose clock is %i hours off is read by its own', async (hours) =>
  withHeld(async (held) => {
    const theirs = begin + hours * hour;
    const platform = platformWith(history(theirs - 48 * hour, theirs + hour));
    platform.ahead = hours * hour;
    const pull = await pullFor(held, platform, 30 * minute);
    const report = told(pull, platform.now());
    expect(report.state).toBe('current');
    expect(Math.abs(Date.parse(report.read_to ?? '') - (platform.now() + hours * hour))).toBeLessThan(
      3 * minute,
    );
    expect(report.details?.notes).toEqual([
      expect.stringMatching(/^Its clock is \d+ minutes (ahead|behind)/),
    ]);
    // when we were answered is told by our own clock
    expect(platform.now() - Date.parse(report.details?.last_success ?? '')).toBeLessThan(3 * minute);
  }),
);

test('without a Date our own clock is taken', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 40 * hour, begin));
    const api = {
      get: async (path: string, params: Readonly<Record<string, string>>) => ({
        ...(await platform.api.get(path, params)),
        date: undefined,
      }),
    };
    const pull = await pullFor(held, platform, 10 * minute, { api });
    expect(pull.offset).toBe(0n);
    expect(await storedTimes(held)).toHaveLength(160);
  }));

test('a clock that was a year ahead for a while leaves nothing settled that is not read', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin + 6 * hour));
    const { pull, end } = startPull(held, platform);
    await platform.until(begin + 10 * minute);
    platform.ahead = 365 * 24 * hour;
    await platform.until(begin + 13 * minute);
    platform.ahead = 0;
    await platform.until(begin + 20 * minute);
    expect(Date.parse(told(pull, platform.now()).complete_to ?? '')).toBeLessThan(platform.now());
    await end();
    await platform.sleep(3 * hour, new AbortController().signal);
    await pullFor(held, platform, 10 * minute);
    expect((await storedTimes(held)).filter((time) => Date.parse(time) < seenTo(platform))).toHaveLength(
      history(begin - 48 * hour, seenTo(platform)).length,
    );
  }));

test('a record from the future moves nothing, and is there when its time has come', async () =>
  withHeld(async (held) => {
    const platform = platformWith([...history(begin - 48 * hour, begin), record(begin + 2 * hour)]);
    const { pull, end } = startPull(held, platform);
    await platform.until(begin + 10 * minute);
    expect(Date.parse(told(pull, platform.now()).read_to ?? '')).toBeLessThan(begin + 12 * minute);
    expect(await storedTimes(held)).toHaveLength(192);
    await platform.until(begin + 2 * hour + 5 * minute);
    await end();
    expect(await storedTimes(held)).toHaveLength(193);
  }));

test('a record that is refused is kept as it came, counted once, and holds nothing up', async () =>
  withHeld(async (held) => {
    const bad = record(begin - hour, { user_id: { an: 'object' } });
    const platform = platformWith([...history(begin - 48 * hour, begin - hour), bad]);
    const kept =
      'Records that could not be stored are kept as they came, in refused.jsonl of the data folder.';
    const first = await pullFor(held, platform, 10 * minute);
    expect(told(first, platform.now()).details?.notes[0]).toMatch(
      `${kept} The last one user_id must be text`,
    );
    const pull = await pullFor(held, platform, 10 * minute);
    const lines = (await readFile(join(held.folder, 'refused.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { reason: expect.stringContaining('user_id'), record: bad.record },
    ]);
    expect(pull.remembered?.refused).toBe(1);
    expect(told(pull, platform.now()).details?.notes).toEqual([kept]);
    expect(told(pull, platform.now()).state).toBe('current');
  }));

test('another organisation is read from the beginning', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin));
    await pullFor(held, platform, 10 * minute);
    platform.answered.length = 0;
    const again = await pullFor(held, platform, 10 * minute);
    expect(timesOf(platform).flat()).not.toContain(at(begin - 47 * hour));
    expect(again.remembered?.records).toBe(192);
    const other = await pullFor(held, platform, 10 * minute, { config: { ...config, organisation: 'o2' } });
    // the platform of this test has no organisations: the same is answered, and known
    expect(timesOf(platform).flat()).toContain(at(begin - 47 * hour));
    expect(other.remembered).toMatchObject({ records: 0, duplicates: expect.any(Number) });
  }));

test('a full store pauses it, and it goes on where it was; all the while it is seen to be alive', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin));
    const real = createWriter(held.store);
    let isFull = true;
    const writer: PullOptions['writer'] = {
      submit: async (events, bytes) => {
        if (isFull) throw new StoreError('unwritable', 'The disk is full.');
        return real.submit(events, bytes);
      },
    };
    const { pull, end } = startPull(held, platform, { writer });
    await platform.until(begin + 10 * minute);
    expect(told(pull, platform.now())).toMatchObject({
      state: 'paused',
      details: { notes: ['Nothing can be stored now: The disk is full.'] },
    });
    expect(platform.now() - pull.beat).toBeLessThan(minute);
    isFull = false;
    await platform.until(begin + 20 * minute);
    await end();
    expect(told(pull, platform.now()).state).toBe('current');
    expect(await storedTimes(held)).toHaveLength(192);
  }));

test('what it remembers cannot be written: it is paused, too', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin));
    const { sources } = held.store;
    const kept: PullOptions['kept'] = {
      all: async () => sources.all(),
      save: async () => Promise.reject(new StoreError('unwritable', 'The disk is full.')),
      reached: () => {},
      keptFrom: () => undefined,
    };
    const pull = await pullFor(held, platform, 10 * minute, { kept });
    expect(told(pull, platform.now()).state).toBe('paused');
  }));

test('a source that has shown no record yet says what to look at', async () =>
  withHeld(async (held) => {
    const platform = platformWith([]);
    const pull = await pullFor(held, platform, 5 * minute);
    expect(told(pull, platform.now()).details?.notes).toEqual([
      expect.stringMatching(/^It has shown no record yet/),
    ]);
  }));

test('a token that is refused is told, and when it was asked last is not when it will be', async () =>
  withHeld(async (held) => {
    const platform = platformWith(history(begin - 48 * hour, begin));
    const { pull, end } = startPull(held, platform);
    await platform.until(begin + 10 * minute);
    const since = platform.now();
    platform.faults = (function* () {
      for (;;) yield 'unauthorized' as const;
    })();
    await platform.until(begin + 2 * hour);
    const report = told(pull, platform.now());
    expect(report).toMatchObject({ state: 'failing', details: { error: { message: 'Not signed in.' } } });
    expect(Date.parse(report.failing_since ?? '')).toBeLessThan(since + 2 * minute);
    expect(gapsOf(pull)).toMatchObject([{ reason: 'unread' }]);
    expect(pull.beat).toBeGreaterThan(pull.askedAt ?? Infinity);
    expect(report.details?.last_attempt).toBe(at(pull.askedAt ?? 0));
    platform.faults = undefined;
    await platform.until(begin + 3 * hour);
    await end();
    expect(told(pull, platform.now()).state).toBe('current');
  }));

test('where our own signing in is no longer shown, settled stands still until it is again', async () =>
  withHeld(async (held) => {
    const document = {
      id: 'd',
      userId: 'me',
      organisation: 'o1',
      issuerUrl: '',
      expires: undefined,
      key: '',
    };
    const own: SourceConfig = { ...config, credential: { kind: 'document', document } };
    let signedInAt = begin - minute;
    const platform = platformWith([
      ...history(begin - 48 * hour, begin + 12 * hour),
      record(signedInAt, { user_id: 'me' }),
    ]);
    const api = {
      get: async (path: string, params: Readonly<Record<string, string>>) => platform.api.get(path, params),
      get signedInAt() {
        return signedInAt;
      },
    };
    const { pull, end } = startPull(held, platform, { config: own, api });
    await platform.until(begin + 30 * minute);
    expect(told(pull, platform.now()).state).toBe('current');
    signedInAt = platform.now();
    platform.add(record(signedInAt, { user_id: 'me' }));
    platform.habits = { isBlind: true };
    await platform.until(begin + 60 * minute);
    const { complete_to: settled, state } = told(pull, platform.now());
    expect(state).toBe('silent');
    await platform.until(begin + 180 * minute);
    expect(told(pull, platform.now()).complete_to).toBe(settled);
    platform.habits = { ignores: ['org_id'] };
    await platform.until(begin + 200 * minute);
    await end();
    expect(told(pull, platform.now()).state).toBe('current');
    expect((await storedTimes(held)).filter((time) => Date.parse(time) < seenTo(platform)).length).toBe(
      history(begin - 48 * hour, seenTo(platform)).length + 2,
    );
  }));

test('a value of a filter that is not taken says nothing of the age of what is older', async () =>
  withHeld(async (held) => {
    const many = Array.from({ length: 30 }, (_, index) =>
      record(begin - 3 * hour, { user_id: `u${index % 3}` }),
    );
    const platform = platformWith([...history(begin - 48 * hour, begin - 4 * hour), ...many], {
      cap: { records: 10 },
    });
    const api = {
      get: async (path: string, params: Readonly<Record<string, string>>) => {
        if (params['event_name'] !== undefined || params['result'] !== undefined)
          throw new PlatformError('bad_request', 'There is no such filter.', { status: 400 });
        return platform.api.get(path, params);
      },
    };
    const pull = await pullFor(held, platform, 20 * minute, { api });
    expect(gapsOf(pull).map(({ reason }) => reason)).toEqual(['unproven']);
    expect(await storedTimes(held)).toContain(at(begin - 47 * hour));
  }));
