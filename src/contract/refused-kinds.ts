/**
 * What can have been refused in an attempt, or left without an answer: what guessing consists of. An expired session, a
 * token, a callback and a policy are none of it.
 */
export const refusedKinds = ['credentials', 'second_step', 'unanswered'] as const;
export type Refused = (typeof refusedKinds)[number];
