import { expect, test } from 'vitest';
import { countingRules, findingKinds } from './finding-kinds.ts';

test.each(findingKinds)('how %s is counted is in the API’s description', (kind) => {
  expect(countingRules).toMatch(new RegExp(`\\b${kind}(, \\w+)*: \\w`));
});
