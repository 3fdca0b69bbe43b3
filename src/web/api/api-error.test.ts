import { expect, test } from 'vitest';
import { networkError, problemError, statusError, tooLongError } from './api-error.ts';

test.each([
  [400, false],
  [404, false],
  [431, false],
  [408, true],
  [422, true],
  [429, true],
  [500, true],
  [503, true],
])('whether to ask again is offered after %i: %s', (status, isRepeatable) => {
  expect(statusError(status).repeatable).toBe(isRepeatable);
});

test('what is too long is not asked for again, what did not arrive is', () => {
  expect(tooLongError().repeatable).toBe(false);
  expect(networkError(new Error('gone')).repeatable).toBe(true);
});

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
