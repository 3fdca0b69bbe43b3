import { describe, expect, it } from 'vitest';
import { type Micros, parseInstant } from '../../../contract/instant.ts';
import type { Source, SourceGap, SourcesAnswer } from '../../../contract/sources.ts';
import { completeLine, unknownSentences } from './source-words.ts';
import { lackingIn, unknownTimes, unknownWithin } from './unknown-times.ts';

const at = (text: string): Micros => parseInstant(text) ?? (0n as Micros);
const now = at('2026-03-18T09:40:00Z');
const clock = { zone: 'UTC', now };

const source = (more: Partial<Source> = {}): Source => ({
  name: 'agilicus',
  kind: 'agilicus',
  state: 'current',
  complete_from: '2025-12-18T00:00:00Z',
  complete_to: '2026-03-18T09:31:45Z',
  ...more,
});
const webhook: Source = {
  name: 'webhook',
  kind: 'webhook',
  state: 'listening',
  last_arrival: '2026-03-18T09:00:00Z',
};
const progress = (share: number, left?: number): Source['details'] => ({
  records: 0,
  duplicates: 0,
  refused: 0,
  late: 0,
  notes: [],
  progress: {
    from: '2025-12-18T00:00:00Z',
    to: '2026-03-12T03:00:00Z',
    share,
    ...(left !== undefined && { remaining_seconds: left }),
  },
});
const answer = (sources: Source[], gaps: SourceGap[] = []): SourcesAnswer => ({
  sources,
  gaps,
  problems: [],
});

describe('in one line, until when records are complete', () => {
  const catchingUp = source({ state: 'catching_up', complete_from: '2026-03-12T02:59:30Z' });
  it.each<[Source, string]>([
    [source(), 'Records from agilicus are complete up to 09:31'],
    [
      source({ complete_to: '2026-03-17T22:00:00Z' }),
      'Records from agilicus are complete up to 2026-03-17 22:00',
    ],
    [source({ state: 'starting', complete_to: undefined }), 'Records from agilicus have not been read yet'],
    [
      catchingUp,
      'Records from agilicus are complete from 2026-03-12 03:00 up to 09:31 today; older ones are being read',
    ],
    [
      { ...catchingUp, details: progress(0.349, 290) },
      'Records from agilicus are complete from 2026-03-12 03:00 up to 09:31 today; older ones are being read: 34 %, about 5 minutes left',
    ],
    [
      { ...catchingUp, complete_to: undefined, details: progress(0.999) },
      'Records from agilicus are not complete yet; older ones are being read: 99 %',
    ],
    [
      source({ state: 'failing', failing_since: '2026-03-18T09:12:00Z' }),
      'Whether all records from agilicus are here cannot be told: reading it has failed since 09:12; complete up to 09:31',
    ],
    [
      source({ state: 'failing', complete_to: undefined }),
      'Whether all records from agilicus are here cannot be told: reading it has failed',
    ],
    [source({ state: 'silent' }), 'agilicus answers, but shows no records any more; complete up to 09:31'],
    [
      source({ state: 'paused' }),
      'Reading from agilicus is paused, as nothing can be stored; complete up to 09:31',
    ],
  ])('%#', (one, text) => {
    expect(completeLine(answer([one, webhook]), clock)?.text).toBe(text);
  });

  it('is of the zone that is shown', () => {
    expect(completeLine(answer([source()]), { ...clock, zone: 'Europe/Berlin' })?.text).toBe(
      'Records from agilicus are complete up to 10:31',
    );
  });

  it('is of the source that is complete for the shortest time; the tooltip tells all', () => {
    const line = completeLine(
      answer([source(), source({ name: 'late', complete_to: '2026-03-18T09:01:00Z' })]),
      clock,
    );
    expect(line?.text).toBe('Records from late are complete up to 09:01');
    expect(line?.title).toBe(
      'Records from late are complete up to 09:01.\nRecords from agilicus are complete up to 09:31.\nTimes in UTC.',
    );
    expect(line?.isTrouble).toBe(false);
  });

  it('is of one that is not read as it should be, however far the others are', () => {
    const failing = source({ name: 'other', state: 'failing', failing_since: '2026-03-18T09:12:00Z' });
    const line = completeLine(answer([source({ complete_to: '2026-03-18T08:00:00Z' }), failing]), clock);
    expect(line?.text).toMatch(/^Whether all records from other are here cannot be told/);
    expect(line?.isTrouble).toBe(true);
  });

  it('nothing is said where nothing is pulled', () => {
    expect(completeLine(answer([webhook]), clock)).toBeUndefined();
    expect(completeLine(answer([]), clock)).toBeUndefined();
  });
});

describe('times of which records may be lacking', () => {
  const gap: SourceGap = {
    from: '2026-03-14T00:00:00Z',
    to: '2026-03-14T06:00:00Z',
    reason: 'out_of_reach',
    source: 'agilicus',
  };
  const times = unknownTimes(answer([source(), webhook], [gap]), now);

  it('are the gaps, and what has passed since a pulled source was complete', () => {
    expect(times.map(({ from, to, isOpen }) => [from, to, isOpen])).toEqual([
      [at(gap.from), at(gap.to), false],
      [at('2026-03-18T09:31:45Z'), now, true],
    ]);
  });

  it('are not read at all, where reading fails', () => {
    expect(lackingIn(unknownTimes(answer([source({ state: 'failing' })]), now), {})).toBe(
      'Records may be missing here: not read yet',
    );
  });

  it('all time, as long as a source has read nothing', () => {
    const [all] = unknownTimes(answer([source({ state: 'starting', complete_to: undefined })]), now);
    expect(all && all.from < at('2000-01-01') && all.to === now).toBe(true);
  });

  it('none of a webhook, or of nothing', () => {
    expect(unknownTimes(answer([webhook]), now)).toEqual([]);
    expect(unknownTimes(undefined, now)).toEqual([]);
  });

  it('are cut to the range that is looked at, and told with its bars', () => {
    const range = { from: at('2026-03-14T03:00:00Z'), to: at('2026-03-14T09:00:00Z') };
    expect(unknownWithin(times, range)).toMatchObject([{ from: range.from, to: at(gap.to) }]);
    expect(lackingIn(times, range)).toBe('Records may be missing here: the source no longer keeps them');
    expect(lackingIn(times, { to: at('2026-03-13T00:00:00Z') })).toBeUndefined();
    expect(lackingIn(times, {})).toBe(
      'Records may be missing here: the source no longer keeps them; some may still come late',
    );
  });
});

describe('where nothing was found', () => {
  const today = { from: at('2026-03-18T00:00:00Z') };
  const told = (sources: Source[], gaps: SourceGap[], range: Parameters<typeof unknownSentences>[2]) => {
    const all = answer(sources, gaps);
    return unknownSentences(all, unknownTimes(all, now), range, clock);
  };
  const quiet = (day: number): SourceGap => ({
    from: `2026-03-${day}T08:00:00Z`,
    to: `2026-03-${day}T10:00:00Z`,
    reason: 'quiet',
  });

  it('beyond what is complete, it is said until when it is', () => {
    expect(told([source()], [], today)).toEqual(['Records from agilicus are complete up to 09:31.']);
    expect(told([source()], [], { ...today, to: at('2026-03-18T09:00:00Z') })).toEqual([]);
  });

  it('before what has been read, that older records are being read', () => {
    const unread: SourceGap = {
      from: '2025-12-18T00:00:00Z',
      to: '2026-03-12T03:00:00Z',
      reason: 'unread',
      source: 'agilicus',
    };
    expect(
      told([source({ state: 'catching_up', complete_from: '2026-03-12T03:00:00Z' })], [unread], {
        to: at('2026-03-01T00:00:00Z'),
      }),
    ).toEqual([
      'Records from agilicus are complete from 2026-03-12 03:00 up to 09:31 today; older ones are being read.',
    ]);
  });

  it('in gaps, which', () => {
    const range = { from: at('2026-03-09T00:00:00Z'), to: at('2026-03-17T00:00:00Z') };
    expect(told([webhook], [quiet(10)], range)).toEqual([
      'Records may be missing of 2026-03-10 08:00 – 2026-03-10 10:00 (there are none, where the weeks before had many).',
    ]);
    expect(told([webhook], [quiet(10), quiet(11), quiet(12), quiet(13)], range)[0]).toMatch(
      /many\), 2026-03-11 .* and 2 more stretches\.$/,
    );
  });
});
