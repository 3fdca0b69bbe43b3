import { micros } from '../../../contract/instant.ts';
import { failures } from '../../../contract/outcome.ts';
import { type Rhythm, rhythms } from '../../diagnosis/retry-pattern.ts';
import { firstFrom } from '../../diagnosis/sorted.ts';
import { lengthOf } from '../../words/en/grammar.ts';
import { attemptEvidence, personFilters, throughout } from './evidence.ts';
import { type Finder, eachFound, limit } from './finder.ts';
import { namesOf } from './people.ts';

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
export const findRetrying: Finder<'retrying'> = async ({ store, scope, thresholds, asking }) => {
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
  return {
    retrying: eachFound(
      { found, total: all.length },
      ({ person, application, address, interval, ...burst }) => {
        const { subject, name } = nameOf(person);
        const where = {
          ...(application === undefined ? {} : { application_name: application }),
          ...(address === undefined ? {} : { source_ip: address }),
        };
        return {
          severity: 'low',
          code: 'retrying',
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
    ),
  };
};
