import { describe, expect, it } from 'vitest';
import { storyPath } from './story-path.ts';

const told = {
  key: 'a',
  name: 'A',
  description: 'What happened',
  from: '2026-03-14T09:00:00Z',
  to: '2026-03-14T10:00:00Z',
  filters: [{ parameter: 'user_id', value: 'svc 9' }],
};

describe('where a story is seen', () => {
  it('is its attempt', () => {
    expect(storyPath({ ...told, request_id: 'r/1' })).toBe('/attempts/r%2F1?at=2026-03-14T09%3A00%3A00Z');
  });

  it('is its session, where it is about one', () => {
    expect(storyPath({ ...told, filters: [{ parameter: 'session_id', value: 's/1' }] })).toBe(
      '/sessions/s%2F1',
    );
  });

  it('is its events, where it is about no one attempt', () => {
    expect(storyPath(told)).toBe(
      '/events?user_id=svc+9&from=2026-03-14T09%3A00%3A00Z&to=2026-03-14T10%3A00%3A00Z',
    );
  });
});
