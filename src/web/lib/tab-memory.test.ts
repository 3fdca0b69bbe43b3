import { describe, expect, it } from 'vitest';
import { TabMemory, forgetTab } from './tab-memory.ts';

describe('the memory of a tab', () => {
  it('keeps what is set, key by key, and tells of every change until nobody listens', () => {
    const memory = new TabMemory<number>();
    const heard: (number | undefined)[] = [];
    const stop = memory.subscribe(() => heard.push(memory.get('a')));
    memory.set('a', 1);
    memory.set('b', 2);
    memory.set('a', 3);
    stop();
    memory.set('a', 4);
    expect(heard).toEqual([1, 1, 3]);
    expect([memory.get('a'), memory.get('b'), memory.get('c')]).toEqual([4, 2, undefined]);
  });

  it('makes a value once, silently, and never in place of one that is set', () => {
    const memory = new TabMemory<number>();
    let told = 0;
    memory.subscribe(() => (told += 1));
    expect([memory.made('a', () => 1), memory.made('a', () => 2)]).toEqual([1, 1]);
    expect(told).toBe(0);
    memory.set('a', 0);
    expect(memory.made('a', () => 3)).toBe(0);
  });

  it('forgets everything at once, and tells of it', () => {
    const [one, other] = [new TabMemory<number>(), new TabMemory<string>()];
    let told = 0;
    one.subscribe(() => (told += 1));
    one.set('a', 1);
    other.set('a', 'x');
    forgetTab();
    expect([one.get('a'), other.get('a'), told]).toEqual([undefined, undefined, 2]);
  });
});
