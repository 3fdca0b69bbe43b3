import { type Filters, withHours } from '../../../contract/filters.ts';

/** The same filters with these hours looked for or excluded, or neither where it is so already. */
export const withHoursChoice = (filters: Filters, kind: 'any' | 'none', text: string): Filters => {
  const { hours = [], notHours = [] } = filters;
  const isChosen = (kind === 'any' ? hours : notHours).includes(text);
  const [any, none] = [hours, notHours].map((list) => list.filter((each) => each !== text));
  const more = isChosen ? [] : [text];
  return withHours(
    filters,
    [...(any ?? []), ...(kind === 'any' ? more : [])],
    [...(none ?? []), ...(kind === 'none' ? more : [])],
  );
};
