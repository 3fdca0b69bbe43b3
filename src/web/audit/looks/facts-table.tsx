import type { ReactNode } from 'react';
import css from './facts-table.module.css';

type FactsColumn = {
  readonly id: string;
  readonly heading: string;
  /** Numbers stand to the right. */
  readonly number?: boolean;
  /** Left out where it is narrow; `soon`: also where two tables share a screen of middle width. */
  readonly spare?: boolean | 'soon';
};

/** A row and what stands in each of its columns. */
type FactsRow = { readonly key: string; readonly cells: Readonly<Record<string, ReactNode>> };

type Props = {
  readonly label: string;
  readonly columns: readonly FactsColumn[];
  readonly rows: readonly FactsRow[];
  /** What stands in place of rows when there are none. */
  readonly none: string;
  /** Said below when there are more than are listed. */
  readonly more?: string | undefined;
  /** Whether it takes the width there is, all its rows, and cuts what names them; else it scrolls. */
  readonly fit?: boolean;
};

/** A small table of what is known: the first cell of a row names it. */
export const FactsTable = ({ label, columns, rows, none, more, fit = false }: Props) => {
  if (rows.length === 0) return <p className={css['none']}>{none}</p>;
  return (
    <div
      className={css[fit ? 'fit' : 'scroll']}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys
      {...(!fit && { tabIndex: 0, role: 'group', 'aria-label': label })}
    >
      <table className={css['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, heading, number, spare }) => (
              <th key={id} scope="col" data-number={number} data-spare={spare}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {columns.map(({ id, number, spare }, index) =>
                index === 0 ? (
                  <th key={id} scope="row">
                    {cells[id]}
                  </th>
                ) : (
                  <td key={id} data-number={number} data-spare={spare}>
                    {cells[id]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {more !== undefined && <p className={css['none']}>{more}</p>}
    </div>
  );
};
