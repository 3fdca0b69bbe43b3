import { microsOfMs } from '../../../contract/instant.ts';
import { instantOfWall, instantsOfWall, zoneOffsetMs } from '../../../contract/zone.ts';
import { offsetOf } from './time-format.ts';

const isoOf = (wall: number): string => new Date(wall).toISOString();
/** The date and the time, without seconds that say nothing, of milliseconds on a clock without offsets. */
export const dateOnClock = (wall: number): string => isoOf(wall).slice(0, -14);
const timeOnClock = (wall: number): string => isoOf(wall).slice(-13, -5).replace(/:00$/, '');

/** Whether a zone has no such day: one that goes over the date line can skip one. */
export const isSkippedDay = (wall: number, zone: string): boolean => {
  const midnight = Math.floor(wall / 86_400_000) * 86_400_000;
  const begins = instantOfWall(midnight, zone);
  return dateOnClock(begins + zoneOffsetMs(begins, zone)) !== dateOnClock(wall);
};

/** Why a clock in `zone` never shows `wall` (milliseconds on a clock without offsets), in a sentence. */
export const skippedWords = (wall: number, zone: string): string => {
  const date = dateOnClock(wall);
  if (isSkippedDay(wall, zone)) return `There is no ${date} in ${zone}: it was skipped.`;
  const change = instantOfWall(wall, zone);
  const [before, after] = [change - 1000, change].map((ms) => timeOnClock(change + zoneOffsetMs(ms, zone)));
  return `There is no ${timeOnClock(wall)} on ${date} in ${zone}: the clocks go from ${before} to ${after}.`;
};

/** Which of two instants was taken for a time that comes twice, in a sentence; undefined when it comes once. */
export const twiceWords = (wall: number, zone: string): string | undefined => {
  const [first, second] = instantsOfWall(wall, zone).map((ms) => offsetOf(microsOfMs(ms), zone));
  if (first === undefined || second === undefined) return undefined;
  return (
    `${timeOnClock(wall)} comes twice on ${dateOnClock(wall)} in ${zone}; the first is taken, at ${first}. ` +
    `Write ${second} after it for the second.`
  );
};
