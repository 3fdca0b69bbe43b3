import { writeFilters } from '../../../contract/filters.ts';
import { spanOf } from './finding-texts.ts';
import { challengesIn } from '../../store/second-step-events.ts';
import { narrowed } from '../narrowing.ts';
import {
  type Looking,
  type Told,
  attemptEvidence,
  limit,
  microsOfMinutes,
  namesOf,
  personFilters,
  throughout,
  told,
} from './findings-of.ts';
import { collected, rangeParams } from '../overview/range.ts';

/** Failed attempts of one account from one address. */
export const findBruteForce = async ({ store, scope, thresholds, asking }: Looking): Promise<Told> => {
  const { attempts, minutes } = thresholds.brute_force;
  const within = microsOfMinutes(minutes);
  const found = await store.findings.bruteForce({ ...scope, least: attempts + 1, within, limit }, asking);
  const nameOf = await namesOf(
    { store, asking },
    found.found.map(({ person }) => person),
  );
  return told('brute_force', thresholds, found, (burst) => {
    const { subject, name } = nameOf(burst.person);
    const { address } = burst;
    return {
      severity: 'high',
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
  });
};

/** Many users failing from one address. */
export const findSpray = async ({ store, scope, thresholds, asking }: Looking): Promise<Told> => {
  const { users, minutes } = thresholds.spray;
  const within = microsOfMinutes(minutes);
  const found = await store.findings.spray({ ...scope, least: users, within, limit }, asking);
  return told('spray', thresholds, found, (burst) => {
    const { address, people } = burst;
    return {
      severity: 'high',
      params: { people: String(people), source_ip: address, span: spanOf(burst.first, burst.last) },
      burst,
      subject: { source_ip: address },
      evidence: attemptEvidence(scope, [{ property: 'source_ip', value: address }], throughout(burst), [
        'failed',
      ]),
    };
  });
};

/** One user asked for a second step again and again. */
export const findFatigue = async ({ store, scope, thresholds, asking }: Looking): Promise<Told> => {
  const { challenges, minutes } = thresholds.second_step_fatigue;
  const within = microsOfMinutes(minutes);
  const found = await store.findings.fatigue({ ...scope, least: challenges, within, limit }, asking);
  const filters = challengesIn(scope.filters) ?? scope.filters;
  const nameOf = await namesOf(
    { store, asking },
    found.found.map(({ person }) => person),
  );
  return told('second_step_fatigue', thresholds, found, (burst) => {
    const { subject, name } = nameOf(burst.person);
    return {
      severity: burst.signedIn ? 'high' : 'medium',
      code: burst.signedIn ? 'second_step_fatigue_signed_in' : 'second_step_fatigue',
      params: { user: name, span: spanOf(burst.first, burst.last) },
      burst,
      subject,
      evidence: {
        of: 'events',
        query: collected([
          ...writeFilters(narrowed(filters, personFilters(burst.person))),
          ...rangeParams(throughout(burst)),
        ]),
      },
    };
  });
};
