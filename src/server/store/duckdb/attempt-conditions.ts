import { fold } from '../../../contract/fold.ts';
import { type Filters, networksAmong, noFilters } from '../../../contract/filters.ts';
import { microsPerSecond } from '../../../contract/instant.ts';
import type { Refused } from '../../../contract/refused-kinds.ts';
import type { AttemptScope } from '../questions/attempts.ts';
import type { Run } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { type StoredFilters, conditionsOf, fromRuns, searchAlternatives, usersOfAny } from './conditions.ts';
import { refusedBits } from './flows.ts';
import { isFolded } from './fold-sql.ts';
import { listColumn } from './kept-columns.ts';
import { isOneOf } from './network-sql.ts';
import { Params } from './sql.ts';
import { hoursConditions } from './week-hours.ts';

/** So many values are looked for in a list one by one: to look for any of them takes three times as long as for one. */
const fewValues = 3;

const having = (property: string, values: readonly string[]): Filters => ({
  ...noFilters,
  any: { [property]: values },
});
const lacking = (property: string): Filters => ({ ...noFilters, missing: [property] });

/** Filters taken apart, each of which some event of an attempt must pass. */
export const partsOf = ({ any, q, long = [], places }: StoredFilters): StoredFilters[] => [
  ...Object.entries(any).map(([property, values]) => having(property, values)),
  ...(q === undefined ? [] : [{ ...noFilters, q, long, ...(places ? { places } : {}) }]),
];

/** The condition that filters put on an event, true or false. */
const oneCondition = (catalogue: Catalogue, filters: StoredFilters, params: Params): string =>
  `coalesce(${conditionsOf(filters, catalogue.addresses.usersOf, params).join(' AND ')}, false)`;

/** The same of one part, as conditions of which an event meets at most one. */
export const partAlternatives = (
  catalogue: Catalogue,
  part: StoredFilters,
  params: Params,
): readonly string[] =>
  part.places ? searchAlternatives(part, params) : [oneCondition(catalogue, part, params)];

/** Conditions that filters put on an attempt whose events are being grouped. */
export const groupConditions = (catalogue: Catalogue, filters: Filters, params: Params): string[] => [
  ...partsOf(filters).map((part) => `bool_or(${oneCondition(catalogue, part, params)})`),
  ...Object.entries(filters.none).map(
    ([property, values]) => `NOT bool_or(${oneCondition(catalogue, having(property, values), params)})`,
  ),
  ...filters.missing.map((property) => `bool_and(${oneCondition(catalogue, lacking(property), params)})`),
];

/** The columns of a kept attempt by which it can tell whether it passes. */
export const listColumnsOf = ({ any, none, missing }: Filters): readonly string[] =>
  [...Object.keys(any), ...Object.keys(none), ...missing]
    .flatMap((property) => (property === 'email' ? ['user_id', 'upstream_user_id'] : [property]))
    .flatMap((property) => listColumn(property) ?? []);

/** Whether some event of a kept attempt passes a part, told by the attempt alone; undefined when it does not tell. */
export const keptPart = (catalogue: Catalogue, { any, q }: Filters, params: Params): string | undefined => {
  const [[property, values] = ['', []]] = Object.entries(any);
  if (q !== undefined) return undefined;
  if (property === 'request_id') return `request_id IN (${params.texts(values)})`;
  const holds = (list: string, of: readonly string[]) =>
    of.length > 0 && of.length <= fewValues
      ? `coalesce(${of.map((each) => `list_contains(${list}, ${params.text(each)})`).join(' OR ')}, false)`
      : `coalesce(list_has_any(${list}, [${params.texts(of)}]), false)`;
  const [own, upstream, users] = [property, 'upstream_user_id', 'user_id'].map((name) => listColumn(name));
  if (property !== 'email') {
    if (own === undefined || networksAmong(property, values).length === 0)
      return own === undefined ? undefined : holds(own, values);
    const among = `list_filter(${own}, lambda each: ${isOneOf('each', property, values, params)})`;
    return `coalesce(len(${among}) > 0, false)`;
  }
  if (upstream === undefined || users === undefined) return undefined;
  const known = usersOfAny(values, catalogue.addresses.usersOf);
  const some = `list_filter(${upstream}, lambda each: ${isFolded('each', values, params)})`;
  // nearly always there is one, of plain letters: to make lists and to fold the others takes several times as long
  const first = `${upstream}[1]`;
  const one = `CASE WHEN len(${upstream}) > 1 THEN len(${some}) > 0
    WHEN strlen(${first}) = length(${first}) THEN lower(${first}) IN (${params.texts(values.map(fold))})
    ELSE ${isFolded(first, values, params)} END`;
  return `(coalesce(${one}, false) ${known.length === 0 ? '' : `OR ${holds(users, known)}`})`;
};

/** Whether kept attempts tell by themselves whether they pass filters: else their events are read for it. */
export const isToldByAttempts = (catalogue: Catalogue, filters: Filters): boolean => {
  const parts = [
    ...partsOf(filters),
    ...Object.entries(filters.none).map(([property, values]) => having(property, values)),
  ];
  return (
    parts.every((part) => keptPart(catalogue, part, new Params()) !== undefined) &&
    filters.missing.every((property) => listColumn(property) !== undefined)
  );
};

/** Conditions that filters put on a kept attempt. @param read where all events of the attempts lie */
export const keptConditions = (
  catalogue: Catalogue,
  filters: Filters,
  read: readonly Run[],
  params: Params,
): string[] => {
  const among = (alternatives: readonly string[]) => {
    const conditions = alternatives.map((one) => `request_id IS NOT NULL AND ${one}`);
    return `request_id IN ${fromRuns(read, params, conditions, 'request_id')}`;
  };
  const some = (part: StoredFilters) =>
    keptPart(catalogue, part, params) ?? among(partAlternatives(catalogue, part, params));
  return [
    ...partsOf(filters).map(some),
    ...Object.entries(filters.none).map(([property, values]) => `NOT ${some(having(property, values))}`),
    ...filters.missing.map((property) => {
      const list = listColumn(property);
      if (list !== undefined) return `${list} IS NULL`;
      return `NOT ${among([`NOT ${oneCondition(catalogue, lacking(property), params)}`])}`;
    }),
  ];
};

/** Whether an attempt holds something that was refused. What is unanswered while it is in progress may be answered yet. */
const holds = (refused: readonly Refused[], params: Params): string => {
  const among = (kinds: readonly Refused[]): string =>
    `(refused & ${params.integer(refusedBits(kinds))}) <> 0`;
  const answered = refused.filter((kind) => kind !== 'unanswered');
  const unanswered = refused.includes('unanswered')
    ? `${among(['unanswered'])} AND outcome <> 'in_progress'`
    : 'false';
  return `(${answered.length === 0 ? 'false' : among(answered)} OR (${unanswered}))`;
};

/** Conditions on attempts whose start and outcome are known. */
export const attemptBounds = (catalogue: Catalogue, scope: AttemptScope, params: Params): string[] => {
  const { outcomes, notOutcomes, stoppedAt, refused, minDuration, maxDuration, minEvents, maxEvents } = scope;
  return [
    ...hoursConditions(catalogue, scope.filters, 'start', params),
    ...(outcomes ? [`outcome IN (${params.texts(outcomes)})`] : []),
    ...(notOutcomes ? [`outcome NOT IN (${params.texts(notOutcomes)})`] : []),
    ...(stoppedAt ? [`outcome <> 'signed_in' AND end_stage IN (${params.texts(stoppedAt)})`] : []),
    ...(refused ? [holds(refused, params)] : []),
    ...(minDuration === undefined
      ? []
      : [`last - start >= ${params.integer(BigInt(minDuration) * microsPerSecond)}`]),
    ...(maxDuration === undefined
      ? []
      : [`last - start <= ${params.integer(BigInt(maxDuration) * microsPerSecond)}`]),
    ...(minEvents === undefined ? [] : [`events >= ${params.integer(BigInt(minEvents))}`]),
    ...(maxEvents === undefined ? [] : [`events <= ${params.integer(BigInt(maxEvents))}`]),
  ];
};
