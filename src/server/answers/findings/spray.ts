import { spanOf } from '../../words/en/findings.ts';
import { attemptEvidence, throughout } from './evidence.ts';
import { type Finder, eachFound, limit, microsOfMinutes } from './finder.ts';

/** Many users failing from one address. */
export const findSpray: Finder<'spray'> = async ({ store, scope, thresholds, asking }) => {
  const { users, minutes } = thresholds.spray;
  const within = microsOfMinutes(minutes);
  const bursts = await store.findings.spray({ ...scope, least: users, within, limit }, asking);
  return {
    spray: eachFound(bursts, (burst) => {
      const { address, people } = burst;
      return {
        severity: 'high',
        code: 'spray',
        params: { people, source_ip: address, span: spanOf(burst.first, burst.last) },
        burst,
        subject: { source_ip: address },
        evidence: attemptEvidence(scope, [{ property: 'source_ip', value: address }], throughout(burst), [
          'failed',
        ]),
      };
    }),
  };
};
