import { isExtra } from '../../../contract/fields.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import type { AttemptFacetsQuestion, VisitsQuestion, WaysQuestion } from '../questions/attempts.ts';
import type { FacetsQuestion, HistogramQuestion, ListQuestion } from '../questions/events.ts';
import type { EventScope } from '../questions/scope.ts';
import { dayOf } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { isLocated } from './presence.ts';
import { listColumn } from './kept-columns.ts';
import { boundsOf } from './scope.ts';
import type { Cost } from './admission.ts';

/** What a question costs, by what it is about and what is stored. */
export type CostOf<Question> = (question: Question, catalogue: Catalogue) => Cost;

/** Pages of the API are no longer than this: longer ones are parts of an export, which reads everything. */
const longestPage = 500;

/** To group so many events takes about as long as to count all there are. */
const fewToGroup = 200_000;

/** Whether texts must be read that are long: all that is searched, or what stands in an extra. */
const readsTexts = ({ filters }: { readonly filters: Filters }): boolean =>
  filters.q !== undefined ||
  [...Object.keys(filters.any), ...Object.keys(filters.none), ...filters.missing].some(isExtra);

const byTexts = (scope: EventScope, also = false): Cost =>
  (readsTexts(scope) || also) && !isLocated(scope.filters) ? 'expensive' : 'cheap';

/** How many events must be grouped for attempts of a scope. @param isKept whether what is kept helps */
const toGroup = (catalogue: Catalogue, scope: EventScope, isKept: boolean): number => {
  const bounds = boundsOf(catalogue, scope);
  if (!bounds) return 0;
  const [first, last] = [dayOf(bounds.from), dayOf(bounds.to - 1n)];
  return catalogue
    .daysFor(noFilters)
    .filter(({ day }) => day >= first && day <= last)
    .reduce((sum, day) => sum + (isKept ? catalogue.kept.unkeptOf(day) : day.count), 0);
};

const byGrouping =
  (isKept = true) =>
  (scope: EventScope, catalogue: Catalogue): Cost =>
    byTexts(scope, toGroup(catalogue, scope, isKept) > fewToGroup);

const cheap = (): Cost => 'cheap';
const expensive = (): Cost => 'expensive';

/** What each question of the store costs. */
export const costs = {
  list: (question: ListQuestion) => byTexts(question, question.limit > longestPage),
  histogram: (question: HistogramQuestion) => byTexts(question, isExtra(question.by)),
  facets: (question: FacetsQuestion) => byTexts(question, question.properties.some(isExtra)),
  countSince: (scope: EventScope) => byTexts(scope),
  knownUsers: cheap,
  emails: cheap,
  names: expensive,
  attempts: {
    named: cheap,
    // the near end, where a page is found nearly always
    page: (scope: EventScope) => byTexts(scope),
    histogram: byGrouping(),
    facets: (question: AttemptFacetsQuestion, catalogue: Catalogue) =>
      byGrouping(
        question.properties.every((property) => property === 'outcome' || listColumn(property) !== undefined),
      )(question, catalogue),
    sketches: byGrouping(),
    trails: cheap,
    visits: (question: VisitsQuestion, catalogue: Catalogue) =>
      byGrouping()({ ...question, filters: noFilters }, catalogue),
    ways: (question: WaysQuestion, catalogue: Catalogue) =>
      byGrouping()({ ...question, filters: noFilters }, catalogue),
    people: byGrouping(false),
    profile: byGrouping(false),
    seen: byGrouping(false),
    signIns: cheap,
    unlinked: (scope: EventScope) => byTexts(scope),
  },
  /** What the overview counts, and what is found. */
  ofRange: expensive,
} as const;
