import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AttemptFilters } from '../../../contract/attempt-filters.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { type AttemptSelection, attemptHistogramQuery } from '../../api/attempts.ts';
import { FacetFrame, FacetValue } from '../../audit/filters/facet-frame.tsx';
import css from '../../audit/filters/facet-panel.module.css';
import type { Choice } from '../../audit/filters/facet-values.ts';
import { outcomeLook, outcomeMeaning, stackedOutcomes } from '../../audit/looks/outcome-look.ts';
import { useKept } from '../../lib/use-kept.ts';
import { withOutcomeChoice } from '../../audit/explorer/attempts-url.ts';

type Props = {
  readonly scope: AttemptSelection;
  readonly zone: string;
  /** Whether the rows are there: what is counted beside them must not delay them. */
  readonly ready: boolean;
  readonly onChange: (filters: AttemptFilters) => void;
};

/** How attempts ended, counted whatever outcome is filtered by, so that several can be chosen. */
export const OutcomeFacet = ({ scope, zone, ready, onChange }: Props) => {
  const { attempts: filters } = scope;
  const { outcomes = [], notOutcomes = [] } = filters;
  const any = useMemo(() => {
    const { outcomes: _any, notOutcomes: _none, ...attempts } = scope.attempts;
    return { ...scope, attempts };
  }, [scope]);
  // without such a filter this is the question of the chart, and asked once
  const asked = useQuery({ ...attemptHistogramQuery(any, zone), enabled: ready });
  const counts = useKept(asked.data?.by).value;
  const choiceOf = (outcome: Outcome): Choice => {
    if (outcomes.includes(outcome)) return 'any';
    return notOutcomes.includes(outcome) ? 'none' : undefined;
  };
  const lines = stackedOutcomes
    .map((outcome) => ({ outcome, count: counts?.[outcome] ?? 0, choice: choiceOf(outcome) }))
    .filter(({ count, choice }) => count > 0 || choice !== undefined);
  return (
    <FacetFrame
      name="outcome"
      title="Outcome"
      chosen={outcomes.length + notOutcomes.length}
      counts={counts && lines.map(({ outcome, count }) => ({ word: outcomeLook(outcome).word, count }))}
    >
      <ul className={css['values']} aria-label="Outcome">
        {lines.map(({ outcome, count, choice }) => (
          <FacetValue
            key={outcome}
            line={{ value: outcome, count: counts && count, choice }}
            word={outcomeLook(outcome).word}
            title={outcomeMeaning(outcome)}
            onChoose={(kind) => onChange(withOutcomeChoice(filters, kind, outcome))}
          />
        ))}
      </ul>
    </FacetFrame>
  );
};
