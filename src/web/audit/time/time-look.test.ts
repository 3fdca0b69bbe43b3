import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../contract/instant.ts';
import { timeLook } from './time-look.ts';

const look = (time: string, above: string | undefined, below: string | undefined, zone = 'UTC') => {
  const at = (text: string | undefined) => (text === undefined ? undefined : parseInstant(text));
  return timeLook(at(time), [at(above), at(below)], zone);
};

describe('the time of a row', () => {
  it('has its date where that of the row above is another, on the clock that is shown', () => {
    expect(look('2026-03-14T23:30:00Z', undefined, undefined).dated).toBe(true);
    expect(look('2026-03-14T23:30:00Z', '2026-03-15T00:30:00Z', undefined).dated).toBe(true);
    expect(look('2026-03-14T23:30:00Z', '2026-03-15T00:30:00Z', undefined, 'Europe/Berlin').dated).toBe(
      false,
    );
  });

  it('has microseconds where only they tell it from a row beside it', () => {
    const [time, close, later] = [
      '2026-03-14T09:14:03.512433Z',
      '2026-03-14T09:14:03.512899Z',
      '2026-03-14T09:14:04Z',
    ];
    expect(look(time, later, close).fine).toBe(true);
    expect(look(close, time, undefined).fine).toBe(true);
    expect(look(time, later, undefined).fine).toBe(false);
    // of the very same time there is no more to say
    expect(look(time, time, later).fine).toBe(false);
  });
});
