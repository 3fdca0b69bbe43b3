import { type At, oneDay, oneHour } from './clock.ts';

/** How busy each hour of a working day is, in UTC. Nobody is ever quite alone. */
const byHour = [6, 5, 4, 4, 6, 14, 38, 72, 96, 100, 94, 84, 68, 82, 88, 80, 68, 50, 34, 26, 20, 16, 12, 8];

/** How busy each day of the week is, Sunday first. */
const byWeekday = [0.16, 1.06, 1, 1, 0.97, 0.86, 0.2];

/** How much goes on at an instant, relative to the busiest hours. */
const businessAt = (at: At): number => {
  const weekday = new Date(at / 1000).getUTCDay();
  return (byHour[Math.floor((at % oneDay) / oneHour)] ?? 1) * (byWeekday[weekday] ?? 1);
};

/** A stretch of time in which attempts `first` up to, not including, `next` begin. */
export type Window = { readonly from: At; readonly to: At; readonly first: number; readonly next: number };

/** Spread attempts over windows of time by the rhythm of day and week, in order. */
export function* schedule(from: At, to: At, length: number, attempts: number): Generator<Window> {
  const count = Math.ceil((to - from) / length);
  const weight = (index: number): number => {
    const start = from + index * length;
    return businessAt(start) * Math.min(length, to - start);
  };
  let total = 0;
  for (let index = 0; index < count; index += 1) total += weight(index);
  let passed = 0;
  let first = 0;
  for (let index = 0; index < count; index += 1) {
    passed += weight(index);
    const next = index === count - 1 ? attempts : Math.min(attempts, Math.round((attempts * passed) / total));
    const start = from + index * length;
    yield { from: start, to: Math.min(to, start + length), first, next };
    first = next;
  }
}
