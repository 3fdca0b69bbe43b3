import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import type { FindingKind } from '../../../contract/finding-kinds.ts';
import { formatCount, plural } from '../../lib/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { SeverityMark } from '../looks/severity-mark.tsx';
import { EvidenceLink, type FindingWays, IncidentDetails } from './finding-details.tsx';
import css from './incident-list.module.css';
import {
  type IncidentLine,
  type Incidents,
  type WholeIncident,
  findingsIn,
  incidentKey,
  allIn,
  incidentLines,
  moreOfKind,
  unlistedIn,
} from './incident-lines.ts';
import { incidentWhen } from './incident-when.ts';
import { useHashOpen, useOpened } from './use-opened.ts';

/** So many lines are told before all are asked for. */
const few = 5;

type Props = {
  readonly answer: Incidents;
  readonly ways: FindingWays;
  /** Where all findings are listed, or those of a kind; without it what is more opens on the spot. */
  readonly listOf?: ListOf | undefined;
};

type ListOf = (kind?: FindingKind) => string;

type Opened = ReturnType<typeof useOpened>;

/** What deserves a look, an incident a line: the gravest, and behind a button the rest. */
export const IncidentList = ({ answer, ways, listOf }: Props) => {
  const lines = incidentLines(answer);
  const [isAll, toggleAll] = useHashOpen('all-findings');
  const opened = useOpened();
  const id = useId();
  const rest = lines.slice(few);
  const shared = { ways, opened };
  return (
    <>
      <ul className={css['lines']} aria-label="Findings">
        {lines.slice(0, few).map((line) => (
          <Line
            key={incidentKey(line.incident)}
            line={line}
            list={
              listOf && {
                path: listOf(line.incident.told[0].kind),
                count: moreOfKind(answer, line.incident),
              }
            }
            {...shared}
          />
        ))}
      </ul>
      {listOf && (
        <Link className={css['more']} to={listOf()}>
          All {plural(allIn(answer), 'finding')}
        </Link>
      )}
      {rest.length > 0 && !listOf && (
        <button
          type="button"
          className={css['more']}
          aria-expanded={isAll}
          aria-controls={id}
          onClick={toggleAll}
        >
          <Icon name={isAll ? 'up' : 'down'} size={12} /> {plural(findingsIn(rest), 'more finding')}
        </button>
      )}
      {rest.length > 0 && isAll && !listOf && (
        <ul id={id} className={css['lines']} aria-label="More findings">
          {rest.map((line) => (
            <Line key={incidentKey(line.incident)} line={line} {...shared} />
          ))}
        </ul>
      )}
      {!listOf && <Unlisted count={unlistedIn(answer, lines)} />}
    </>
  );
};

/** How many more there are than the answer lists. */
const Unlisted = ({ count }: { readonly count: number }) =>
  count > 0 && (
    <p className={css['unlisted']}>
      {plural(count, 'more finding')} {count === 1 ? 'is' : 'are'} not listed. A narrower time or filter lists{' '}
      {count === 1 ? 'it' : 'them'}.
    </p>
  );

type LineProps = { readonly ways: FindingWays; readonly opened: Opened };

/** An incident, and below it others of its kind. */
const Line = ({
  line: { incident, more, unlisted },
  list,
  ways,
  opened,
}: LineProps & {
  readonly line: IncidentLine;
  /** Where those of its kind are listed, and how many there are besides. */
  readonly list?: { readonly path: string; readonly count: number } | undefined;
}) => {
  const id = useId();
  const key = `more ${incidentKey(incident)}`;
  const isOpen = opened.isOpen(key);
  const count = more.length + unlisted;
  if (list)
    return (
      <Row
        incident={incident}
        ways={ways}
        opened={opened}
        more={
          count > 0 && (
            <Link className={css['more']} to={list.path}>
              {formatCount(list.count)} more of this kind
            </Link>
          )
        }
      />
    );
  return (
    <Row
      incident={incident}
      ways={ways}
      opened={opened}
      more={
        count > 0 && (
          <button
            type="button"
            className={css['more']}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => opened.toggle(key)}
          >
            <Icon name={isOpen ? 'up' : 'down'} size={12} /> {formatCount(count)} more of this kind
          </button>
        )
      }
    >
      {count > 0 && isOpen && (
        <div id={id} className={css['kind']}>
          {more.length > 0 && (
            <ul className={css['lines']} aria-label={`More of “${incident.label}”`}>
              {more.map((each) => (
                <Row key={incidentKey(each)} incident={each} ways={ways} opened={opened} />
              ))}
            </ul>
          )}
          <Unlisted count={unlisted} />
        </div>
      )}
    </Row>
  );
};

type RowProps = LineProps & {
  readonly incident: WholeIncident;
  /** Opens what stands below. */
  readonly more?: ReactNode;
  /** What stands below. */
  readonly children?: ReactNode;
};

/** An incident in one line, which opens to what it is made of. */
const Row = ({ incident, ways, opened, more, children }: RowProps) => {
  const id = useId();
  const key = incidentKey(incident);
  const isOpen = opened.isOpen(key);
  const { severity, label, title, told } = incident;
  return (
    <li className={css['line']}>
      <button
        type="button"
        className={css['head']}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => opened.toggle(key)}
      >
        <Icon name={isOpen ? 'up' : 'down'} size={12} />
        <span className={css['severity']}>
          <SeverityMark severity={severity} />
        </span>
        <span className={css['label']}>{label}</span>
        <span className={css['title']} title={title}>
          {title}
        </span>
      </button>
      {more}
      <span className={css['when']}>{incidentWhen(incident, ways.zone)}</span>
      <span className={css['evidence']}>
        <EvidenceLink finding={told[0]} ways={ways} />
      </span>
      {isOpen && (
        <div id={id} className={css['details']}>
          <IncidentDetails incident={incident} ways={ways} />
        </div>
      )}
      {children}
    </li>
  );
};
