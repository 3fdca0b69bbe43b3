import type { ReactNode } from 'react';
import type { FacetsAnswer } from '../../../contract/audits.ts';
import type { Filters } from '../../../contract/filters.ts';
import type { AttemptSelection } from '../../api/attempts.ts';
import type { Scope } from '../../api/scope.ts';
import { useZone } from '../time/zone-choice.ts';
import { FacetSection } from './facet-section.tsx';
import { facets } from './facet-values.ts';
import { HoursFacet } from './hours-facet.tsx';

type Props = {
  /** The most frequent values of each property; undefined where they could not be loaded. */
  readonly answer: FacetsAnswer | undefined;
  readonly scope: Scope | AttemptSelection;
  readonly onFilters: (change: (filters: Filters) => Filters) => void;
  /** A facet that stands before the others. */
  readonly children: ReactNode;
};

/** The facets, one below the other. */
export const FacetLists = ({ answer, scope, onFilters, children }: Props) => {
  const { zone } = useZone();
  return (
    <>
      {children}
      {facets.map((facet) => (
        <FacetSection
          key={facet.property}
          {...facet}
          facet={answer?.[facet.property]}
          scope={scope}
          onFilters={onFilters}
        />
      ))}
      <HoursFacet filters={scope.filters} zone={zone} onFilters={onFilters} />
    </>
  );
};
