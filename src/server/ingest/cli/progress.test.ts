import { expect, test } from 'vitest';
import { progressDisplay, progressLine } from './progress.ts';

test.each([
  [{ bytes: 0, total: 100, events: 0 }, 0, '░░░░░░░░░░░░░░░░░░░░░░░░ 0 % · 0 events, 0/s'],
  [
    { bytes: 50, total: 100, events: 1_500 },
    3,
    '████████████░░░░░░░░░░░░ 50 % · 1,500 events, 500/s, 3 s left',
  ],
  [
    { bytes: 1, total: 1_000, events: 10 },
    10,
    '░░░░░░░░░░░░░░░░░░░░░░░░ 0 % · 10 events, 1/s, 2 h 47 min left',
  ],
  [
    { bytes: 10, total: 100, events: 10 },
    10,
    '██░░░░░░░░░░░░░░░░░░░░░░ 10 % · 10 events, 1/s, 1 min 30 s left',
  ],
  [{ bytes: 0, total: 0, events: 0 }, 1, '████████████████████████ 100 % · 0 events, 0/s, 0 s left'],
  [{ bytes: 50, total: undefined, events: 40 }, 4, '40 events, 10/s, 4 s so far'],
])('%o after %d s', (progress, seconds, line) => {
  expect(progressLine(progress, seconds)).toBe(line);
});

const shownOn = (isTTY: boolean, times: readonly number[]): string => {
  let [text, at] = ['', 0];
  const display = progressDisplay({ isTTY, columns: 20, write: (more) => (text += more) }, () => at);
  for (const time of times) {
    at = time;
    display.show({ bytes: 1, total: 2, events: time });
  }
  display.clear();
  return text;
};

test('a terminal has one line that is redrawn and cleared, never wider than it', () => {
  const text = shownOn(true, [50, 100, 150, 250]);
  expect(text.split('\r\u001B[2K').map((line) => line.length)).toEqual([0, 19, 19, 0]);
});

test('elsewhere there is a line every few seconds', () => {
  const text = shownOn(false, [100, 4_999, 5_000, 6_000, 10_000]);
  expect(text.match(/\n/g)).toHaveLength(2);
  expect(text).not.toContain('\r');
});

test.each([
  [true, 100, '\r\u001B[2K'],
  [false, 5_000, '\n'],
])('what holds it up is said at once, then as often as the rest (terminal: %s)', (isTTY, every, ends) => {
  let [text, at] = ['', 0];
  const display = progressDisplay({ isTTY, write: (more) => (text += more) }, () => at);
  const hold = (why: string, time: number): void => {
    at = time;
    display.hold(why);
  };
  hold('at once', 10);
  hold('too soon', 10 + every - 1);
  hold('again\u009B2J', 10 + every);
  display.show({ bytes: 1, total: 2, events: 10 });
  hold('held up anew', 11 + every);
  expect(text.split(ends).filter((line) => line !== '')).toEqual([
    'at once',
    'again\\u009b2J',
    'held up anew',
  ]);
});
