import { useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { noFilters } from '../../contract/filters.ts';
import { usePageActions } from '../lib/page-actions.ts';
import { withOffer } from '../audit/filters/offers.ts';
import { SearchBox } from '../audit/filters/search-box.tsx';
import { eventsPath, ever, routes } from '../audit/looks/paths.ts';
import { useKeys } from '../lib/use-keys.ts';
import css from './layout.module.css';

/** Pages with a search of their own, which filters what they show. */
const searching: readonly string[] = [routes.home, routes.events, routes.attempts, routes.overview];

/** The search in the bar of every page that has none of its own. */
export const HeaderSearch = () => {
  const { pathname } = useLocation();
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  // another page, another search: what was typed belongs to the one that was left
  return searching.includes(path) ? null : <SearchEverything key={path} />;
};

const anyTime = {};

/** Search over all time: it leads to the page of what is found, or to the events that have it. */
const SearchEverything = () => {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const toField = () => field.current?.focus();
  useKeys({ '/': toField });
  usePageActions(() => [{ label: 'Search', keys: '/', run: toField }]);
  return (
    <div className={css['search']} role="search" aria-label="Everything">
      <SearchBox
        ref={field}
        q={undefined}
        eager={false}
        instants={anyTime}
        onChange={(q) => {
          if (q !== undefined) void navigate(eventsPath({ ...noFilters, q }, ever));
        }}
        onOffer={(offer) => void navigate(eventsPath(withOffer(noFilters, offer), ever))}
      />
    </div>
  );
};
