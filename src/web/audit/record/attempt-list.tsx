import { labelOf } from '../../../contract/fields.ts';
import { Link } from 'react-router';
import type { Attempt } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { secondsWords } from '../../lib/duration.ts';
import { formatCount } from '../../lib/format.ts';
import { FactsTable } from '../looks/facts-table.tsx';
import { attemptPath } from '../looks/paths.ts';
import { AttemptBadge } from '../looks/result-badge.tsx';
import { secondOf } from './seen-table.tsx';
import { attemptTooltip } from '../looks/waiting-words.ts';

type Props = {
  readonly attempts: readonly Attempt[];
  readonly zone: string;
  readonly none: string;
  /** Which of the two is told of each: on a page of one user all are theirs. */
  readonly party?: 'who' | 'source_ip';
  /** One of them is opened. */
  readonly onOpen?: (requestId: string) => void;
};

const whoOf = ({ email, user_id: user, upstream_user_id: upstream }: Attempt) => email ?? user ?? upstream;

/** A few attempts, each a link to its page. */
export const AttemptList = ({ attempts, zone, none, party = 'who', onOpen }: Props) => (
  <FactsTable
    label="Attempts"
    columns={[
      { id: 'start', heading: `Start (${zone})` },
      { id: 'outcome', heading: 'Outcome' },
      { id: 'title', heading: 'What happened' },
      { id: 'party', heading: party === 'who' ? 'Who' : labelOf('source_ip') },
      { id: 'application', heading: labelOf('application_name') },
      { id: 'steps', heading: 'Steps', number: true },
      { id: 'took', heading: 'Took', number: true },
    ]}
    none={none}
    rows={attempts.map((attempt) => ({
      key: attempt.request_id,
      cells: {
        start: (
          <Link
            to={attemptPath(attempt.request_id, parseInstant(attempt.start))}
            className="mono"
            onClick={() => onOpen?.(attempt.request_id)}
          >
            {secondOf(attempt.start, zone)}
          </Link>
        ),
        outcome: <AttemptBadge attempt={attempt} />,
        title: <span title={attemptTooltip(attempt)}>{attempt.verdict.title}</span>,
        party:
          party === 'who' ? (
            <span title={whoOf(attempt)}>{whoOf(attempt)}</span>
          ) : (
            <span className="mono">{attempt.source_ip}</span>
          ),
        application: attempt.application_name,
        steps: formatCount(attempt.events_count),
        took: secondsWords(attempt.duration),
      },
    }))}
  />
);
