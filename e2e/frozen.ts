/** The instant at which the end-to-end tests take place: a Wednesday morning. */
export const frozenNow = '2026-03-18T09:30:00.000Z';

/** The data they run on: every story of the demo, among few enough sign-ins to be loaded in a moment. */
export const demo = { seed: 1, events: 20_000, days: 14 };
