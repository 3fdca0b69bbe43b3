import { severities } from '../../../contract/finding-kinds.ts';
import type { FindingFilterName, FindingFilters } from '../../api/findings.ts';
import { FacetFrame, FacetValue } from '../../audit/filters/facet-frame.tsx';
import { FacetAside } from '../../audit/filters/facet-panel.tsx';
import css from '../../audit/filters/facet-panel.module.css';
import { severityLook } from '../../audit/looks/severity-look.ts';
import { filterLabels, withFindingChoice } from './findings-url.ts';
import type { FindingsData } from './use-findings-data.ts';

type Props = {
  readonly data: FindingsData;
  readonly filters: FindingFilters;
  readonly onChange: (filters: FindingFilters) => void;
  readonly onClose: () => void;
};

/** How many findings there are by severity and kind, to choose among. */
export const FindingFacets = ({ data, filters, onChange, onClose }: Props) => {
  const { counts, countsStale: stale } = data;
  const grave = severities.map((value) => ({
    value,
    word: severityLook[value].word,
    count: counts?.severities[value] ?? 0,
  }));
  const kinds = (counts?.looked_for ?? []).map(({ kind, label, threshold }) => ({
    value: kind,
    word: label,
    title: threshold,
    count: counts?.kinds[kind] ?? 0,
  }));
  return (
    <FacetAside onClose={onClose}>
      <div data-stale={stale || undefined} className={css['facets']}>
        <Facet name="severity" lines={grave} filters={filters} onChange={onChange} known={Boolean(counts)} />
        <Facet name="kind" lines={kinds} filters={filters} onChange={onChange} known={Boolean(counts)} />
      </div>
    </FacetAside>
  );
};

type FacetProps = Pick<Props, 'filters' | 'onChange'> & {
  readonly name: FindingFilterName;
  readonly lines: readonly {
    readonly value: string;
    readonly word: string;
    readonly title?: string;
    readonly count: number;
  }[];
  readonly known: boolean;
};

/** All values, those that nothing has too: that they were looked for is an answer. */
const Facet = ({ name, lines, filters, onChange, known }: FacetProps) => {
  const chosen = filters[name] ?? [];
  return (
    <FacetFrame
      name={name}
      title={filterLabels[name]}
      chosen={chosen.length}
      counts={known ? lines.filter(({ count }) => count > 0) : undefined}
    >
      <ul className={css['values']} aria-label={filterLabels[name]}>
        {lines.map(({ value, word, title, count }) => (
          <FacetValue
            key={value}
            line={{
              value,
              count: known ? count : undefined,
              choice: chosen.includes(value) ? 'any' : undefined,
            }}
            word={word}
            {...(title !== undefined && { title })}
            onlyAny
            onChoose={() => onChange(withFindingChoice(filters, name, value))}
          />
        ))}
      </ul>
    </FacetFrame>
  );
};
