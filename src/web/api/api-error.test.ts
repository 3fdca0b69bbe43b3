import { expect, test } from 'vitest';
import { problemError } from './api-error.ts';

test.each([
  [429, false, 'what asks too much would only ask more'],
  [422, false, 'what took too long does so again'],
  [503, true, 'a server that starts again will answer'],
  [404, false, 'what is not there stays away'],
])('a refusal with %i is asked again by itself: %s, as %s', (status, isTransient) => {
  const error = problemError({
    type: 'about:blank',
    title: '',
    status,
    detail: 'Why.',
    instance: '/',
    id: '1',
  });
  expect(error.transient).toBe(isTransient);
  expect(error.message).toBe('Why.');
});
