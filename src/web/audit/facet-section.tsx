import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Filters } from '../../contract/filters.ts';
import { facetsQuery } from '../api/facets.ts';
import type { Scope } from '../api/scope.ts';
import { formatCount } from '../lib/format.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { useKept } from '../lib/use-kept.ts';
import { Icon } from '../ui/icons.tsx';
import css from './facet-panel.module.css';
import {
  type Facet,
  type FacetLine,
  type FacetOf,
  chosenCount,
  linesOf,
  withChoice,
  withMissing,
} from './facet-values.ts';
import { resultLook } from './result-look.ts';

type Props = FacetOf & {
  /** The most frequent values; undefined until they are known. */
  readonly facet: Facet | undefined;
  readonly scope: Scope;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onFilters: (filters: Filters) => void;
};

const wordOf = (property: string, value: string): string =>
  property === 'result' ? resultLook(value).word : value;

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** One property: closed, its most frequent values in a line; open, a list to choose from. */
export const FacetSection = ({ property, title, facet, scope, open, onToggle, onFilters }: Props) => {
  const id = useId();
  const chosen = chosenCount(scope.filters, property);
  return (
    <section className={css['facet']}>
      <h3>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={onToggle}>
          <Icon name={open ? 'down' : 'right'} size={12} />
          <span className={css['title']}>{title}</span>
          {chosen > 0 && <span className={css['chosen']}>{chosen} chosen</span>}
        </button>
      </h3>
      <div id={id}>
        {open ? (
          <FacetValues property={property} title={title} facet={facet} scope={scope} onFilters={onFilters} />
        ) : (
          <p className={css['closed']}>{closedWords(property, facet)}</p>
        )}
      </div>
    </section>
  );
};

const closedWords = (property: string, facet: Facet | undefined): string => {
  if (!facet) return '…';
  if (facet.values.length === 0) return 'none';
  return facet.values
    .slice(0, 4)
    .map(({ value, count }) => `${wordOf(property, value)} ${compact.format(count)}`)
    .join(' · ');
};

type ValuesProps = Omit<Props, 'open' | 'onToggle'>;

const many = 50;

/** Results are few, and the rare ones are the ones looked for: they are all shown. */
const firstShown = (property: string): number => (property === 'result' ? 10 : 6);

const FacetValues = ({ property, title, facet, scope, onFilters }: ValuesProps) => {
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
          <ValueLine
            key={line.value}
            line={line}
            word={wordOf(property, line.value)}
            onChoose={(choice) => onFilters(withChoice(filters, choice, property, line.value))}
          />
        ))}
        {shown !== undefined &&
          (shown.missing > 0 || filters.missing.includes(property)) &&
          contains === '' && (
            <li className={css['line']}>
              <label className={css['value']} title={`${title} is not recorded`}>
                <input
                  type="checkbox"
                  checked={filters.missing.includes(property)}
                  onChange={() => onFilters(withMissing(filters, property))}
                />
                <i>(none)</i>
                <span className={css['count']}>{formatCount(shown.missing)}</span>
              </label>
            </li>
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

type LineProps = {
  readonly line: FacetLine;
  readonly word: string;
  readonly onChoose: (choice: 'any' | 'none') => void;
};

const ValueLine = ({ line: { value, count, choice }, word, onChoose }: LineProps) => (
  <li className={css['line']} data-choice={choice}>
    <label className={css['value']} title={value}>
      <input type="checkbox" checked={choice === 'any'} onChange={() => onChoose('any')} />
      <span className={css['word']}>
        {choice === 'none' && <b>NOT </b>}
        {word}
      </span>
      {count !== undefined && <span className={css['count']}>{formatCount(count)}</span>}
    </label>
    <button
      type="button"
      className={css['exclude']}
      aria-label={`Exclude ${word}`}
      aria-pressed={choice === 'none'}
      title={choice === 'none' ? 'Exclude no longer' : 'Exclude'}
      onClick={() => onChoose('none')}
    >
      <Icon name="exclude" size={13} />
    </button>
  </li>
);
