import type { FacetsAnswer } from '../../contract/audits.ts';
import type { Answering } from './answering.ts';
import { directoryNames } from './directory-names.ts';

type Value = FacetsAnswer[string]['values'][number];

/** Counted values with the names of the users whose they are: of user_ids, and of addresses that one user alone has. */
export const withUserNames = async (
  answering: Pick<Answering, 'store' | 'asking'>,
  facets: FacetsAnswer,
): Promise<FacetsAnswer> => {
  const { store, asking } = answering;
  const valuesOf = (property: string): readonly string[] =>
    facets[property]?.values.map(({ value }) => value) ?? [];
  const upstream = valuesOf('upstream_user_id');
  const owners = upstream.length === 0 ? {} : await store.events.owners({ ids: upstream }, asking);
  const names = await directoryNames(answering, [...valuesOf('user_id'), ...Object.values(owners)]);
  const named = (property: string, ownerOf: (value: string) => string | undefined): FacetsAnswer => {
    const facet = facets[property];
    if (!facet) return {};
    const values = facet.values.map((each): Value => {
      const owner = ownerOf(each.value);
      const name = owner === undefined ? undefined : names[owner];
      return name === undefined ? each : { ...each, name };
    });
    return { [property]: { ...facet, values } };
  };
  return {
    ...facets,
    ...named('user_id', (value) => value),
    ...named('upstream_user_id', (value) => owners[value]),
  };
};
