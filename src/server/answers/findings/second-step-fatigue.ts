import { writeFilters } from '../../../contract/filters.ts';
import { challengesIn } from '../../store/second-step-events.ts';
import { spanOf } from '../../words/en/findings.ts';
import { collected, rangeParams } from '../overview/range.ts';
import { narrowed } from '../narrowing.ts';
import { personFilters, throughout } from './evidence.ts';
import { type Finder, eachFound, limit, microsOfMinutes } from './finder.ts';
import { namesOf } from './people.ts';

/** One user asked for a second step again and again. */
export const findSecondStepFatigue: Finder<'second_step_fatigue'> = async ({
  store,
  scope,
  thresholds,
  asking,
}) => {
  const { challenges, minutes } = thresholds.second_step_fatigue;
  const within = microsOfMinutes(minutes);
  const bursts = await store.findings.fatigue({ ...scope, least: challenges, within, limit }, asking);
  const filters = challengesIn(scope.filters) ?? scope.filters;
  const nameOf = await namesOf(
    { store, asking },
    bursts.found.map(({ person }) => person),
  );
  return {
    second_step_fatigue: eachFound(bursts, (burst) => {
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
    }),
  };
};
