import type { ReactNode } from 'react';
import { Link } from 'react-router';
import css from './summary-list.module.css';
import { titleOf } from '../../lib/marks.ts';

export type SummaryEntry = { readonly label: string; readonly value: ReactNode };

type ListProps = {
  readonly entries: readonly SummaryEntry[];
  /** Whether each has a line of its own, where it is narrow; else they stand in lines beside each other. */
  readonly inRows?: boolean;
};

/** The facts above a page's matter. What is not recorded says so. */
export const SummaryList = ({ entries, inRows = false }: ListProps) => (
  <dl className={css[inRows ? 'rows' : 'summary']}>
    {entries.map(({ label, value }) => (
      <div key={label} className={css['entry']}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

type ValuesProps = { readonly values: readonly string[]; readonly mono?: boolean };

/** A few values in a line; beyond three the rest are counted, and named in the tooltip. */
export const Values = ({ values, mono = false }: ValuesProps) => {
  if (values.length === 0) return <span className={css['absent']}>not recorded</span>;
  const more = values.length - 3;
  return (
    <span className={`${css['values']}${mono ? ' mono' : ''}`} title={titleOf(values.join('\n'))}>
      {values.slice(0, 3).join(', ')}
      {more > 0 && ` and ${more} more`}
    </span>
  );
};

type LinkedProps = { readonly values: readonly string[]; readonly pathOf: (value: string) => string };

/** A few values in a line, each with its page; beyond four the rest are counted, and named in the tooltip. */
export const LinkedValues = ({ values, pathOf }: LinkedProps) =>
  values.length === 0 ? (
    <Values values={values} />
  ) : (
    <span className={css['linked']}>
      {values.slice(0, 4).map((value) => (
        <Link key={value} to={pathOf(value)} title={titleOf(value)}>
          {value}
        </Link>
      ))}
      {values.length > 4 && (
        <span title={titleOf(values.slice(4).join('\n'))}>and {values.length - 4} more</span>
      )}
    </span>
  );
