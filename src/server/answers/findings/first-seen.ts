import { type Micros, isRepresentable, micros, microsPerDay } from '../../../contract/instant.ts';
import { browserName } from '../../diagnosis/browser.ts';
import type { FirstSeen } from '../../store/questions/findings.ts';
import { attemptEvidence, throughout } from './evidence.ts';
import { type Finder, eachFound, limit } from './finder.ts';
import { namesOf } from './people.ts';

const before = (instant: Micros, days: number): Micros => {
  const since = micros(instant - BigInt(days) * microsPerDay);
  return isRepresentable(since) ? since : instant;
};

/** Sign-ins from an address, and with a browser, that the user has not used lately. */
export const findFirstSeen: Finder<'new_address' | 'new_browser'> = async ({
  store,
  scope,
  thresholds,
  asking,
}) => {
  const { successes, known, history_days: days } = thresholds.first_seen;
  const { addresses, browsers } = await store.findings.firstSeen(
    { ...scope, successes, known, since: before(scope.from, days), limit },
    asking,
  );
  const people = [...addresses.found, ...browsers.found].map(({ person }) => person);
  const nameOf = await namesOf({ store, asking }, people);
  const inCommon = ({ person, requestId, looked, start }: FirstSeen) => {
    const { subject, name } = nameOf(person);
    const burst = { first: start, last: start, count: 1 };
    return {
      severity: 'low',
      params: { user: name, looked, request_id: requestId },
      burst,
      subject,
      evidence: attemptEvidence(scope, [{ property: 'request_id', value: requestId }], throughout(burst)),
    } as const;
  };
  return {
    new_address: eachFound(addresses, (each) => {
      const { params, subject, ...facts } = inCommon(each);
      const where = { source_ip: each.value };
      return {
        ...facts,
        code: 'new_address',
        params: { ...params, ...where },
        subject: { ...subject, ...where },
      };
    }),
    new_browser: eachFound(browsers, (each) => {
      const { params, ...facts } = inCommon(each);
      return {
        ...facts,
        code: 'new_browser',
        params: { ...params, browser: browserName(each.value), user_agent: each.value },
      };
    }),
  };
};
