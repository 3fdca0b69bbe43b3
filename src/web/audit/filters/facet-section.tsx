import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Filters } from '../../../contract/filters.ts';
import type { AttemptSelection } from '../../api/attempts.ts';
import { facetsQuery } from '../../api/facets.ts';
import type { Scope } from '../../api/scope.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useKept } from '../../lib/use-kept.ts';
import { FacetFrame, FacetMissing, FacetValue } from './facet-frame.tsx';
import css from './facet-panel.module.css';
import {
  type FacetAnswer,
  type FacetOf,
  chosenCount,
  linesOf,
  withChoice,
  withMissing,
} from './facet-values.ts';
import { valueWord } from '../looks/result-look.ts';

type Props = FacetOf & {
  /** The most frequent values; undefined until they are known. */
  readonly facet: FacetAnswer | undefined;
  readonly scope: Scope | AttemptSelection;
  readonly onFilters: (change: (filters: Filters) => Filters) => void;
};

/** One property: its most frequent values, to choose from. */
export const FacetSection = (props: Props) => {
  const { property, title, facet, scope } = props;
  return (
    <FacetFrame
      name={property}
      title={title}
      chosen={chosenCount(scope.filters, property)}
      counts={facet?.values.map(({ value, count }) => ({ word: valueWord(property, value), count }))}
    >
      <FacetValues {...props} />
    </FacetFrame>
  );
};

const many = 50;

/** Results are few, and the rare ones are the ones looked for: they are all shown. */
const firstShown = (property: string): number => (property === 'step_result' ? 10 : 6);

const FacetValues = ({ property, title, facet, scope, onFilters }: Props) => {
  const { filters } = scope;
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const contains = useDebounced(text.trim(), 200);
  const asking = all || contains !== '';
  const asked = useQuery({
    ...facetsQuery(scope, { properties: [property], limit: many, contains }),
    enabled: asking,
  });
  const longer = useKept(asked.data?.[property]).value;
  const first = facet && { ...facet, values: facet.values.slice(0, firstShown(property)) };
  const shown = (asking ? longer : undefined) ?? first;
  const isMore = facet !== undefined && (facet.more || facet.values.length > firstShown(property));
  const lines = linesOf(shown, filters, property);
  return (
    <>
      {(all || text !== '') && (
        <TextInput
          size="xs"
          aria-label={`Find in ${title}`}
          placeholder="Find"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <ul className={css['values']} aria-label={title}>
        {lines.map((line) => (
          <FacetValue
            key={line.value}
            line={line}
            word={valueWord(property, line.value)}
            onChoose={(choice) => onFilters((now) => withChoice(now, choice, property, line.value))}
          />
        ))}
        {shown !== undefined &&
          (shown.missing > 0 || filters.missing.includes(property)) &&
          contains === '' && (
            <FacetMissing
              title={title}
              count={shown.missing}
              chosen={filters.missing.includes(property)}
              onToggle={() => onFilters((now) => withMissing(now, property))}
            />
          )}
      </ul>
      {contains !== '' && asked.data && lines.length === 0 && <p className={css['closed']}>No such value.</p>}
      {!all && isMore && (
        <button type="button" className={css['more']} onClick={() => setAll(true)}>
          More, find…
        </button>
      )}
      {asking && shown?.more === true && (
        <p className={css['closed']}>The {many} most frequent. Find others.</p>
      )}
    </>
  );
};
