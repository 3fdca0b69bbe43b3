import { useMemo } from 'react';
import { useLocation } from 'react-router';
import { leftOutState } from '../audit/explorer/left-out.ts';
import { routes } from '../audit/looks/paths.ts';
import { useZone } from '../audit/time/zone-choice.ts';
import { queryOf, shownQuery } from '../lib/marks.ts';
import { type ViewPage, carriedView, viewPageOf } from './carried-view.ts';

const names: readonly (readonly [page: ViewPage, name: string])[] = [
  ['overview', 'Overview'],
  ['events', 'Events'],
  ['attempts', 'Attempts'],
  ['findings', 'Findings'],
];

/** The pages by name. What is looked at on one of them goes along to the others; its own link begins anew. */
export const usePageLinks = () => {
  const { pathname, search } = useLocation();
  const { zone } = useZone();
  return useMemo(() => {
    const here = viewPageOf(pathname);
    return names.map(([page, name]) => {
      const path = { pathname: routes[page], search: '' };
      if (here === undefined || here === page) return { name, to: path, state: null };
      const carried = carriedView(here, page, shownQuery(new URLSearchParams(search)), zone);
      return {
        name,
        to: { ...path, search: queryOf(carried.search).toString() },
        state: leftOutState(carried.leftOut),
      };
    });
  }, [pathname, search, zone]);
};
