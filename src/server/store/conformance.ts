import { describe } from 'vitest';
import type { OpenStore } from './conformance/harness.ts';
import { describeRandom } from './conformance/random.ts';

/** What every storage engine must do: call it from the engine's own test, on the real engine. */
export const describeStore = (name: string, open: OpenStore): void => {
  describe(`${name}: random histories`, () => describeRandom(open));
};
