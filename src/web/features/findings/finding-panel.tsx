import { useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { noFilters, withValue } from '../../../contract/filters.ts';
import type { ListedFinding } from '../../../contract/finding-list.ts';
import { messageOf } from '../../api/api-error.ts';
import { type FindingsRange, togetherQuery } from '../../api/findings.ts';
import { RowPanel } from '../../audit/explorer/row-panel.tsx';
import { attemptsPath } from '../../audit/looks/paths.ts';
import { SeverityMark } from '../../audit/looks/severity-mark.tsx';
import { EvidenceLink, IncidentDetails } from '../../audit/record/finding-details.tsx';
import { type Range, writeRange } from '../../audit/time/range.ts';
import css from './findings-page.module.css';

type Entries = readonly (readonly [string, string])[];

type Props = Pick<ComponentProps<typeof RowPanel>, 'onStep' | 'onClose'> & {
  readonly id: string;
  /** The finding, where its row is loaded. */
  readonly row: ListedFinding | undefined;
  readonly scope: FindingsRange;
  readonly range: Range;
  readonly zone: string;
  readonly zoneEntries: Entries;
};

/** What was found, why it is told, what belongs to the same incident, and the ways to the rows behind it. */
export const FindingPanel = ({ id, row, scope, range, zone, zoneEntries, ...panel }: Props) => {
  const { data, error } = useQuery(togetherQuery(scope, id, zone));
  const finding = data?.auth_findings.find((each) => each.id === id) ?? row;
  const others = data?.auth_findings.filter((each) => each.id !== id) ?? [];
  const incident = data?.incidents[0];
  const spans = [...writeRange(range), ...zoneEntries];
  const ways = {
    zone,
    zoneEntries,
    spans,
    attemptsOf: (property: 'upstream_idp' | 'application_name', value: string) =>
      attemptsPath(withValue(noFilters, 'any', property, value), spans),
  };
  const absent = data
    ? 'Nothing like this is found in this time. A range that begins later can cut it off.'
    : 'Loading…';
  return (
    <RowPanel
      {...panel}
      noun="Finding"
      title={finding?.label ?? 'Finding'}
      absent={error ? messageOf(error) : absent}
      {...(finding && {
        actions: (
          <span className={css['evidence']}>
            <EvidenceLink finding={finding} ways={ways} />
          </span>
        ),
      })}
    >
      {finding && (
        <div className={css['details']}>
          <div>
            <SeverityMark severity={finding.severity} />
          </div>
          {/* the threshold is what a list of findings is asked for */}
          <IncidentDetails
            incident={{ told: [finding, ...others], why: incident?.why ?? [] }}
            ways={ways}
            whyOpen
          />
        </div>
      )}
    </RowPanel>
  );
};
