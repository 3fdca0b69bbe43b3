import { Link } from 'react-router';
import { failures } from '../../../contract/outcome.ts';
import type { BreakdownAnswer, BreakdownName } from '../../../contract/overview.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { addressPath, userPath } from '../../audit/looks/paths.ts';
import { formatCount } from '../../lib/format.ts';
import { PointsNote } from './change-note.tsx';
import { failureRate } from './measures.ts';
import { type LinkView, queryLink, spanEntries } from './overview-links.ts';
import { rateWords } from './rate-table.tsx';
import { titleWithName } from '../../audit/looks/person-name.tsx';
import { type BreakdownShare, mostUnsuccessful, shareChange, shareKey } from './share-data.ts';

/** So many are listed. */
export const worstLimit = 10;

type Props = {
  readonly answer: BreakdownAnswer;
  readonly by: BreakdownName;
  readonly noun: string;
  readonly label: string;
  readonly view: LinkView;
};

/** The page about a value, or the attempts that have it where there is none. */
const pageOf = (by: BreakdownName, { value, label, query }: BreakdownShare, view: LinkView): string => {
  if (value !== null && by === 'user') return userPath(label ?? value, spanEntries(view));
  if (value !== null && by === 'source_ip') return addressPath(value, spanEntries(view));
  return queryLink('attempts', query, view);
};

/** Where most could not sign in: how many of how many, and whether that is new. */
export const Worst = ({ answer, by, noun, label, view }: Props) => (
  <FactsTable
    fit
    label={`${label} by unsuccessful attempts`}
    columns={[
      { id: 'value', heading: noun },
      { id: 'unsuccessful', heading: 'Unsuccessful', number: true },
      { id: 'decided', heading: 'Decided', number: true, spare: true },
      { id: 'rate', heading: 'Failure rate', number: true },
      { id: 'before', heading: 'Before', number: true, spare: true },
      { id: 'change', heading: 'Change', number: true },
    ]}
    none="No unsuccessful attempt."
    rows={mostUnsuccessful(answer.values, worstLimit).map((share) => ({
      key: shareKey(share),
      cells: {
        value: (
          <Link
            to={pageOf(by, share, view)}
            title={titleWithName(share.label ?? share.value ?? '', share.name) || undefined}
          >
            {share.label ?? share.value ?? 'Not recorded'}
          </Link>
        ),
        unsuccessful: (
          <Link
            to={queryLink('attempts', share.query, view, failures)}
            aria-label={`${formatCount(share.now.unsuccessful)}, show these attempts`}
          >
            {formatCount(share.now.unsuccessful)}
          </Link>
        ),
        decided: formatCount(share.now.decided),
        rate: rateWords(share.now),
        before: rateWords(share.before),
        change: (
          <PointsNote
            now={failureRate(share.now)}
            before={share.before && failureRate(share.before)}
            change={shareChange(share, answer.before !== undefined)}
          />
        ),
      },
    }))}
  />
);
