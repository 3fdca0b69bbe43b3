import { type Micros, isRepresentable, micros, microsPerDay } from '../../../contract/instant.ts';
import { failures } from '../../../contract/outcome.ts';
import { browserName } from '../../diagnosis/browser.ts';
import { type Rhythm, rhythms } from '../../diagnosis/retry-pattern.ts';
import { firstFrom } from '../../diagnosis/sorted.ts';
import { lengthOf } from '../../words/en/grammar.ts';
import type { FirstSeen } from '../../store/questions/findings.ts';
import {
  type Looking,
  type Subject,
  type Telling,
  type Told,
  attemptEvidence,
  limit,
  namesOf,
  personFilters,
  throughout,
  told,
} from './findings-of.ts';

const before = (instant: Micros, days: number): Micros => {
  const since = micros(instant - BigInt(days) * microsPerDay);
  return isRepresentable(since) ? since : instant;
};

/** Sign-ins from an address, and with a browser, that the user has not used lately. */
export const findFirstSeen = async ({
  store,
  scope,
  thresholds,
  asking,
}: Looking): Promise<readonly Told[]> => {
  const { successes, known, history_days: days } = thresholds.first_seen;
  const { addresses, browsers } = await store.findings.firstSeen(
    { ...scope, successes, known, since: before(scope.from, days), limit },
    asking,
  );
  const people = [...addresses.found, ...browsers.found].map(({ person }) => person);
  const nameOf = await namesOf({ store, asking }, people);
  const telling = (each: FirstSeen, what: Telling['params'], where: Subject): Telling => {
    const { subject, name } = nameOf(each.person);
    const burst = { first: each.start, last: each.start, count: 1 };
    return {
      severity: 'low',
      params: { user: name, looked: String(each.looked), request_id: each.requestId, ...what },
      burst,
      subject: { ...subject, ...where },
      evidence: attemptEvidence(
        scope,
        [{ property: 'request_id', value: each.requestId }],
        throughout(burst),
      ),
    };
  };
  return [
    told('new_address', thresholds, addresses, (each) =>
      telling(each, { source_ip: each.value }, { source_ip: each.value }),
    ),
    told('new_browser', thresholds, browsers, (each) =>
      telling(each, { browser: browserName(each.value), user_agent: each.value }, {}),
    ),
  ];
};

/** Rhythms that meet, as one: a program that misses a beat goes on. */
const joined = (found: readonly Rhythm[]): readonly Rhythm[] => {
  const all: Rhythm[] = [];
  for (const each of found) {
    const last = all.at(-1);
    if (last && each.from <= last.to)
      all[all.length - 1] = { ...(each.count > last.count ? each : last), from: last.from, to: each.to };
    else all.push(each);
  }
  return all;
};

/** A program that tries again and again. */
export const findRetrying = async ({ store, scope, thresholds, asking }: Looking): Promise<Told> => {
  const { attempts: least } = thresholds.retrying;
  const tries = await store.findings.tries({ ...scope, least, limit }, asking);
  const all = tries
    .flatMap(({ starts, ...whose }) =>
      joined(rhythms(starts, least)).map(({ from, to, interval }) => ({
        ...whose,
        interval,
        first: micros(from),
        last: micros(to),
        // what begins in the same instant as the first or last is found by the evidence, too
        count: firstFrom(starts, micros(to + 1n)) - firstFrom(starts, micros(from)),
      })),
    )
    .toSorted((a, b) => Number(b.last - a.last));
  const found = all.slice(0, limit);
  const nameOf = await namesOf(
    { store, asking },
    found.map(({ person }) => person),
  );
  return told(
    'retrying',
    thresholds,
    { found, total: all.length },
    ({ person, application, address, interval, ...burst }) => {
      const { subject, name } = nameOf(person);
      const where = {
        ...(application === undefined ? {} : { application_name: application }),
        ...(address === undefined ? {} : { source_ip: address }),
      };
      return {
        severity: 'low',
        params: { user: name, ...where, interval: lengthOf(BigInt(Math.round(interval))) },
        burst,
        subject: { ...subject, ...where },
        evidence: attemptEvidence(
          scope,
          [
            ...personFilters(person),
            { property: 'application_name', value: application },
            { property: 'source_ip', value: address },
          ],
          throughout(burst),
          failures,
        ),
      };
    },
  );
};
