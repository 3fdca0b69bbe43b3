import { type ComponentProps, memo, useMemo } from 'react';
import type { ListedFinding } from '../../../contract/finding-list.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { ValueRow, timeCell, valueCell } from '../../audit/explorer/grid-cells.tsx';
import { SeverityMark } from '../../audit/looks/severity-mark.tsx';
import { type TimeLook, timeLook } from '../../audit/time/time-look.ts';
import { formatCount } from '../../lib/format.ts';
import { titleOf } from '../../lib/marks.ts';
import { useNarrow } from '../../lib/use-media.ts';
import { useStable } from '../../lib/use-stable.ts';
import { gridCell } from '../../ui/grid-row.tsx';
import { type RowPlace, VirtualGrid } from '../../ui/virtual-grid.tsx';
import css from './findings-page.module.css';
import { filterLabels } from './findings-url.ts';
import { subjectOf } from './subject.ts';

type Grid = ComponentProps<typeof VirtualGrid>;

type Props = Omit<Grid, 'label' | 'ids' | 'headings' | 'tracks' | 'least' | 'renderRow'> & {
  readonly findings: readonly ListedFinding[];
  readonly zone: string;
};

type Column = { readonly id: string; readonly label: string; readonly track: string; readonly number?: true };

/** In their order; where it is narrow, whom it is about comes before when it was. */
const columnsFor = (zone: string, narrow: boolean): readonly Column[] => {
  const time = { id: 'last', label: `Last (${zone})`, track: 'var(--time-track)' };
  const severity = { id: 'severity', label: 'Severity', track: '6.5rem' };
  const kind = { id: 'kind', label: 'Kind', track: '10.5rem' };
  const subject = { id: 'subject', label: 'Who or what', track: 'minmax(13rem, 2fr)' };
  const sentence = { id: 'sentence', label: 'What was found', track: 'minmax(18rem, 3fr)' };
  const count = { id: 'count', label: 'Count', track: '5rem', number: true as const };
  return narrow
    ? [severity, subject, kind, time, count, sentence]
    : [time, severity, kind, subject, count, sentence];
};

const tinted = { high: 'failed', medium: 'blocked', low: undefined };

/** The table of findings: a click or Enter opens what belongs to one. */
export const FindingsTable = ({ findings, zone, ...grid }: Props) => {
  'use no memo'; // as the grid: rows keep themselves
  const narrow = useNarrow();
  const ids = useMemo(() => findings.map(({ id }) => id), [findings]);
  const open = useStable(grid.onOpen);
  const columns = useMemo(() => columnsFor(zone, narrow), [zone, narrow]);
  const lastAt = (index: number) => parseInstant(findings[index]?.last ?? '');
  return (
    <VirtualGrid
      {...grid}
      label="Findings"
      ids={ids}
      headings={columns.map(({ id, label, number }) => ({
        id,
        label,
        content: label,
        ...(number && { number }),
      }))}
      tracks={columns.map(({ track }) => track).join(' ')}
      least="64rem"
      renderRow={({ first, ...place }) => {
        const finding = findings[place.index];
        return (
          finding && (
            <FindingRow
              key={finding.id}
              finding={finding}
              columns={columns}
              zone={zone}
              {...timeLook(lastAt(place.index), [lastAt(place.index - 1), lastAt(place.index + 1)], zone)}
              {...(first && { dated: true })}
              selected={finding.id === grid.selected}
              onOpen={open}
              {...place}
            />
          )
        );
      }}
    />
  );
};

type RowProps = Omit<RowPlace, 'first'> &
  TimeLook & {
    readonly finding: ListedFinding;
    readonly columns: readonly Column[];
    readonly zone: string;
    readonly selected: boolean;
    readonly onOpen: (id: string) => void;
  };

const FindingRow = memo(({ finding, columns, zone, dated, fine, ...place }: RowProps) => (
  <ValueRow id={finding.id} kind={tinted[finding.severity]} {...place}>
    {columns.map(({ id }) => gridCell(id, cellOf(id, finding, zone, { dated, fine })))}
  </ValueRow>
));
FindingRow.displayName = 'FindingRow';

const cellOf = (column: string, finding: ListedFinding, zone: string, look: TimeLook) => {
  const { last, severity, kind, label, sentence, count } = finding;
  switch (column) {
    case 'last':
      return timeCell(parseInstant(last), zone, look);
    case 'severity':
      return valueCell(
        { label: filterLabels.severity, text: severity, property: 'severity', onlyAny: true },
        <SeverityMark severity={severity} />,
      );
    case 'kind':
      return valueCell({ label: filterLabels.kind, text: kind, property: 'kind', onlyAny: true }, label);
    case 'subject':
      return subjectCell(finding);
    case 'sentence':
      return (
        <span className={css['sentence']} title={titleOf(sentence)}>
          {sentence}
        </span>
      );
    default:
      return <span className={css['number']}>{formatCount(count)}</span>;
  }
};

/** Whom or what it is about, and beside a person where from. */
const subjectCell = ({ subject }: ListedFinding) => {
  const told = subjectOf(subject);
  if (!told) return null;
  const { property, value, shown, name, aside } = told;
  return valueCell(
    { label: filterLabels[property], text: value, property, onlyAny: true, name },
    <>
      {shown}
      {aside !== undefined && <span className={css['aside']}> {aside}</span>}
    </>,
  );
};
