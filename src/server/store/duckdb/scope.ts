import { micros } from '../../../contract/instant.ts';
import type { EventScope } from '../questions/scope.ts';
import { type Run, runsOf } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { conditionsOf, fromRuns, searchAlternatives, unsearched } from './conditions.ts';
import type { Params } from './sql.ts';
import { hoursConditions } from './week-hours.ts';

/** The part of a scope's range in which events are stored, or undefined when there is none. */
export const boundsOf = (catalogue: Catalogue, { from, to }: EventScope): Run | undefined => {
  const extent = catalogue.extent();
  if (!extent) return undefined;
  const end = micros(extent.last + 1n);
  const run = {
    from: from !== undefined && from > extent.first ? from : extent.first,
    to: to !== undefined && to < end ? to : end,
  };
  return run.from < run.to ? run : undefined;
};

/**
 * A FROM clause of the events in scope, read from the days that can hold them; undefined when none can.
 * @param columns what is told of them
 */
export const eventsIn = (
  catalogue: Catalogue,
  scope: EventScope,
  params: Params,
  columns?: string,
): string | undefined => {
  const bounds = boundsOf(catalogue, scope);
  const runs = bounds ? runsOf(catalogue.daysFor(scope.filters), bounds) : [];
  if (runs.length === 0) return undefined;
  const conditions = [
    ...conditionsOf(unsearched(scope.filters), catalogue.addresses.usersOf, params),
    ...hoursConditions(catalogue, scope.filters, 'time', params),
  ];
  const alternatives = searchAlternatives(scope.filters, params);
  return fromRuns(
    runs,
    params,
    alternatives.map((one) => [...conditions, one].join(' AND ')),
    columns,
  );
};
