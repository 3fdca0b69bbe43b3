import { Link } from 'react-router';
import type { UserAnswer } from '../../../contract/attempt-context.ts';
import { visible } from '../../../contract/fields.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { formatCount } from '../../lib/format.ts';
import { FactsTable } from '../looks/facts-table.tsx';
import { formatEdge } from '../time/time-format.ts';
import { ValueButton } from '../filters/value-button.tsx';

type Props = {
  readonly label: string;
  /** The property whose values these are. */
  readonly property: string;
  readonly seen: UserAnswer['addresses'];
  readonly zone: string;
  /** The page of a value. */
  readonly pathOf?: (value: string) => string;
};

/** An instant of an answer, to the second. */
export const secondOf = (text: string, zone: string): string => {
  const instant = parseInstant(text);
  return instant === undefined ? text : formatEdge(instant, zone, 'second');
};

const Minute = ({ text, zone }: { readonly text: string; readonly zone: string }) => {
  const instant = parseInstant(text);
  return (
    <span className="mono" title={secondOf(text, zone)}>
      {instant === undefined ? text : formatEdge(instant, zone, 'minute')}
    </span>
  );
};

/** Values with when they were first and last seen, and in how many attempts. */
export const SeenTable = ({ label, property, seen: { values, more }, zone, pathOf }: Props) => (
  <FactsTable
    label={label}
    columns={[
      { id: 'value', heading: label },
      { id: 'first', heading: `First seen (${zone})` },
      { id: 'last', heading: 'Last seen' },
      { id: 'attempts', heading: 'Attempts', number: true },
    ]}
    none="None recorded."
    more={more ? `The ${values.length} last seen are listed; there are more.` : undefined}
    rows={values.map(({ value, label: words, first, last, attempts }) => ({
      key: value,
      cells: {
        value: pathOf ? (
          <Link to={pathOf(value)}>{visible(value)}</Link>
        ) : (
          <ValueButton label={label} text={words ?? value} filter={{ property, value }} />
        ),
        first: <Minute text={first} zone={zone} />,
        last: <Minute text={last} zone={zone} />,
        attempts: formatCount(attempts),
      },
    }))}
  />
);
