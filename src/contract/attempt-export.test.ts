import { expect, test } from 'vitest';
import { attemptExportNames } from './attempt-export.ts';
import { attemptSchema } from './attempts.ts';

test('every property of an attempt has a column; what is made of parts has some', () => {
  const ofParts = ['decided_by', 'stopped_at', 'verdict'];
  const names = Object.keys(attemptSchema.shape).filter((name) => !ofParts.includes(name));
  expect(attemptExportNames).toEqual(expect.arrayContaining(names));
  expect(new Set(attemptExportNames).size).toBe(attemptExportNames.length);
});
