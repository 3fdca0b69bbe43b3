import { quietRule } from '../../src/contract/quiet.ts';
import { microsOfMs } from '../../src/contract/instant.ts';
import { quietStretches } from '../../src/server/answers/sources/quiet.ts';
import { generate } from '../../src/server/demo/generate.ts';
import { Random } from '../../src/server/demo/random.ts';

// How many windows without records are noticed, and how often one is told of where nothing is lacking: generated histories,
// from which windows are taken out. Run by itself: it needs no server.

const day = 86_400;
const days = 75;
/** Windows are taken out of these last days only: those before are history. */
const looked = 30;
const end = Date.parse('2026-03-25T12:00:00Z') / 1000; // a Wednesday at noon
const begin = end - days * day;
const bucket = quietRule.bucket_minutes * 60;

/** Seconds since the epoch of every record, oldest first. */
type Times = readonly number[];

const recordsOf = (seed: number, perDay: number): Times => {
  const times: number[] = [];
  for (const { record } of generate({ seed, events: perDay * days, days, until: microsOfMs(end * 1000) }))
    times.push(Date.parse(record.time ?? '') / 1000);
  return times.toSorted((one, other) => one - other);
};

const isOffice = (time: number): boolean => {
  const [weekday, hour] = [new Date(time * 1000).getUTCDay(), Math.floor((time % day) / 3_600)];
  return weekday > 0 && weekday < 6 && hour >= 7 && hour < 18;
};
const onDays = (time: number, which: readonly number[]): boolean =>
  which.includes(Math.floor(end / day) - Math.floor(time / day));

/** How organisations differ, beside their size: made of the same records. */
const kinds: Readonly<Record<string, (times: Times, random: Random) => Times>> = {
  'day and night': (times) => times,
  'office hours only': (times) => times.filter(isOffice),
  'office hours, three days off': (times, random) =>
    times.filter(
      (time) => isOffice(time) && !onDays(time, [9]) && (!onDays(time, [16, 22]) || random.chance(0.03)),
    ),
  'day and night, three days off': (times, random) =>
    times.filter((time) => !onDays(time, [9, 16, 22]) || random.chance(0.05)),
  'office hours, clocks change': (times) =>
    times.filter(isOffice).map((time) => (time < end - 15 * day ? time + 3_600 : time)),
  'growing fourfold': (times, random) =>
    times.filter((time) => random.chance(0.25 + (0.75 * (time - begin)) / (end - begin))),
  'shrinking to a quarter': (times, random) =>
    times.filter((time) => random.chance(1 - (0.75 * (time - begin)) / (end - begin))),
};

const countsOf = (times: Times): number[] => {
  const counts = Array.from({ length: Math.floor((days * day) / bucket) }, () => 0);
  for (const time of times) {
    const at = Math.floor((time - begin) / bucket);
    if (at >= 0 && at < counts.length) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
};

const firstLooked = Math.floor(((days - looked) * day) / bucket);
const toldOf = (records: Times) => quietStretches(countsOf(records), firstLooked);

const lengths = [0.5, 1, 2, 4, 8];
const times = {
  day: (at: number) => isOffice(at) && (at % day) / 3_600 < 16,
  night: (at: number) => (at % day) / 3_600 < 5,
  weekend: (at: number) => [0, 6].includes(new Date(at * 1000).getUTCDay()),
};
const tries = 12;

/** The part of windows of a length that is noticed, each taken out by itself. */
const noticedOf = (records: Times, random: Random, hours: number, fits: (at: number) => boolean): number => {
  const whole = countsOf(records);
  let noticed = 0;
  for (let tried = 0; tried < tries; tried += 1) {
    let from = 0;
    do from = end - day - random.unit() * (looked - 2) * day;
    while (!fits(from));
    const to = from + hours * 3_600;
    const counts = [...whole];
    for (const time of records) {
      const at = Math.floor((time - begin) / bucket);
      if (time >= from && time < to) counts[at] = (counts[at] ?? 0) - 1;
    }
    const told = quietStretches(counts, firstLooked);
    if (told.some(({ first, end: last }) => begin + first * bucket < to && begin + last * bucket > from))
      noticed += 1;
  }
  return noticed / tries;
};

const seeds = [1, 2, 3];
const percent = (share: number): string => `${Math.round((100 * share) / seeds.length)} %`;

for (const perDay of [150, 1_500, 15_000]) {
  const histories = seeds.map((seed) => recordsOf(seed, perDay));
  for (const [kind, of] of Object.entries(kinds)) {
    let [alarms, withoutSome] = [0, 0];
    const noticed = new Map<string, number>();
    for (const [index, all] of histories.entries()) {
      const random = new Random(index, 0, perDay);
      const records = of(all, random);
      alarms += toldOf(records).length;
      withoutSome += toldOf(records.filter(() => random.chance(0.99))).length;
      if (kind !== 'day and night' && kind !== 'office hours only') continue;
      for (const hours of lengths)
        for (const [when, fits] of Object.entries(times)) {
          const name = `${hours} h, ${when}`;
          noticed.set(name, (noticed.get(name) ?? 0) + noticedOf(records, random, hours, fits));
        }
    }
    console.log(
      `${perDay} a day, ${kind}: ${alarms} false alarms in ${looked * seeds.length} days; ` +
        `with 1 % lacking ${withoutSome}`,
    );
    for (const when of Object.keys(times))
      if (noticed.size > 0)
        console.log(
          `   ${when}: ${lengths.map((hours) => `${hours} h ${percent(noticed.get(`${hours} h, ${when}`) ?? 0)}`).join(', ')}`,
        );
  }
}
