import { spanOf } from '../../words/en/findings.ts';
import { attemptEvidence, personFilters, throughout } from './evidence.ts';
import { type Finder, eachFound, limit, microsOfMinutes } from './finder.ts';
import { namesOf } from './people.ts';

/** Failed attempts of one account from one address. */
export const findBruteForce: Finder<'brute_force'> = async ({ store, scope, thresholds, asking }) => {
  const { attempts, minutes } = thresholds.brute_force;
  const within = microsOfMinutes(minutes);
  const bursts = await store.findings.bruteForce({ ...scope, least: attempts + 1, within, limit }, asking);
  const nameOf = await namesOf(
    { store, asking },
    bursts.found.map(({ person }) => person),
  );
  return {
    brute_force: eachFound(bursts, (burst) => {
      const { subject, name } = nameOf(burst.person);
      const { address } = burst;
      return {
        severity: 'high',
        code: 'brute_force',
        params: { user: name, source_ip: address, span: spanOf(burst.first, burst.last) },
        burst,
        subject: { ...subject, source_ip: address },
        evidence: attemptEvidence(
          scope,
          [...personFilters(burst.person), { property: 'source_ip', value: address }],
          throughout(burst),
          ['failed'],
        ),
      };
    }),
  };
};
