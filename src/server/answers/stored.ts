import type { z } from 'zod';
import type { ExtentAnswer, FacetsAnswer, FieldsAnswer, facetsQuerySchema } from '../../contract/audits.ts';
import { extraPrefix, labelOf, properties, readingNamed } from '../../contract/fields.ts';
import { formatInstant } from '../../contract/instant.ts';
import { retentionText } from '../../contract/retention.ts';
import type { Answering } from './answering.ts';
import { withUserNames } from './facet-names.ts';
import { anybody } from '../store/questions/scope.ts';
import type { Store } from '../store/store.ts';
import { scopeOf } from './scope.ts';

/** The most frequent values of properties. @throws BadParameter by name */
export const answerFacets = async (
  { store, now, asking }: Answering,
  { property, limit, contains, ...query }: z.output<typeof facetsQuerySchema>,
): Promise<FacetsAnswer> =>
  withUserNames(
    { store, asking },
    await store.events.facets(
      {
        ...scopeOf(query, now),
        properties: [...new Set(property ?? ['result', 'event_name'])],
        limit,
        ...(contains === undefined ? {} : { contains }),
      },
      asking,
    ),
  );

/** How many events are stored: whoever may look at the server may know. */
export const countStored = (store: Store): Promise<number> => store.events.count({}, anybody);

/** The first and the last stored instant, and what was removed by rule. */
export const answerExtent = async ({ store, asking }: Answering): Promise<ExtentAnswer> => {
  const extent = await store.events.extent({}, asking);
  const { rule, keptFrom, removedBefore } = await store.retention();
  return {
    ...(extent ? { first: formatInstant(extent.first), last: formatInstant(extent.last) } : {}),
    ...(rule ? { retention: retentionText(rule) } : {}),
    ...(keptFrom === undefined ? {} : { kept_from: formatInstant(keptFrom) }),
    ...(removedBefore === undefined ? {} : { removed_before: formatInstant(removedBefore) }),
  };
};

const ofReading = (name: string): { of?: string[] } => {
  const reading = readingNamed(name);
  return reading ? { of: [...reading.of] } : {};
};

/** The properties of records: those of the contract with their readings, and those that were seen besides. */
export const answerFields = async ({ store, asking }: Answering): Promise<FieldsAnswer> => ({
  fields: [
    ...properties.map(({ name, param, label, group, about, facet }) => ({
      name,
      param,
      label,
      group,
      about,
      facet,
      ...ofReading(name),
    })),
    ...(await store.events.extras({}, asking)).map((name) => ({
      name: `${extraPrefix}${name}`,
      param: `${extraPrefix}${name}`,
      label: labelOf(`${extraPrefix}${name}`),
      group: 'extra' as const,
      about: 'Not a property of the contract; seen in the data.',
      facet: true,
    })),
  ],
});
