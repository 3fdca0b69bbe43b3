import type { Flow } from './flows.ts';
import type { Random } from './random.ts';

/** Ways by weight: how often attempts go which one. */
export type Mix = { readonly ways: readonly (readonly [Flow, number])[]; readonly total: number };

/** The commoner first, so that most are found soon. */
const mix = (...ways: readonly (readonly [Flow, number])[]): Mix => ({
  ways,
  total: ways.reduce((sum, [, weight]) => sum + weight, 0),
});

/** One of the ways, by its weight. */
export const pickFlow = ({ ways, total }: Mix, random: Random): Flow => {
  let left = random.unit() * total;
  for (const [flow, weight] of ways) {
    left -= weight;
    if (left < 0) return flow;
  }
  return 'plain';
};

/** People whose provider is somebody else’s. */
export const personMix = mix(
  ['secondStep', 330],
  ['plain', 215],
  ['leftAtProvider', 48],
  ['wrongCode', 28],
  ['signedInAgain', 22],
  ['wrongAccount', 22],
  ['leftAtSecondStep', 25],
  ['leftAtStart', 16],
  ['unanswered', 14],
  ['blocked', 14],
  ['neverCollected', 10],
  ['refusedCode', 10],
  ['cancelled', 8],
  ['stale', 7],
  ['providerRefused', 5],
  ['tokenFailed', 4],
  ['refusedByUser', 4],
  ['badRequest', 3],
  ['policyFault', 3],
  ['tokenDenied', 3],
  ['notPermitted', 2],
  ['stuckAfterReturn', 2],
  ['stuckAfterSecondStep', 1],
);

/** People whose provider is our own, whose passwords we see. */
export const localMix = mix(
  ['typed', 480],
  ['mistyped', 190],
  ['wrongPassword', 90],
  ['leftAtProvider', 40],
  ['stale', 20],
);

/** People at an application whose log has no steps. */
export const flatMix = mix(
  ['flat', 66],
  ['flatMistyped', 20],
  ['flatMistypedTwice', 4],
  ['flatRefused', 6],
  ['flatClosed', 4],
);

export const serviceMix = mix(['service', 870], ['serviceCreated', 120], ['serviceRefused', 10]);

/** How a session ends that is not renewed once more. */
export const sessionEndMix = mix(['sessionEnded', 60], ['notRenewed', 25], ['expired', 15]);

/** Ways that end with a session, in which more happens later. */
export const successes: ReadonlySet<Flow> = new Set([
  'secondStep',
  'plain',
  'typed',
  'mistyped',
  'wrongCode',
  'signedInAgain',
]);
