import { microsOfMs } from '../src/contract/instant.ts';
import { type Story, stories } from '../src/server/demo/generate.ts';

/** The instant at which the end-to-end tests take place: a Wednesday morning. */
export const frozenNow = '2026-03-18T09:30:00.000Z';

/** The data they run on: every story of the demo, among few enough sign-ins to be loaded in a moment. */
export const demo = { seed: 1, events: 20_000, days: 14 };

const toldOf = (key: string): Story => {
  const told = stories({ ...demo, until: microsOfMs(Date.parse(frozenNow)) });
  const found = told.find((story) => story.key === key);
  if (!found) throw new Error(`The demo tells no story “${key}”.`);
  return found;
};

/** A story that this data tells, with the attempt it is about, by its key. */
export const storyOf = (key: string): Story & { readonly requestId: string } => {
  const { requestId, ...story } = toldOf(key);
  if (requestId === undefined) throw new Error(`The story “${key}” is about no one attempt.`);
  return { ...story, requestId };
};

/** The attempt of a story, by the story's key. */
export const requestOf = (key: string): string => storyOf(key).requestId;

/** The session that a story is about, by the story's key. */
export const sessionOf = (key: string): string => {
  const session = toldOf(key).filters['session_id'];
  if (session === undefined) throw new Error(`The story “${key}” is about no session.`);
  return session;
};
