import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { noAttemptFilters } from '../../../contract/attempt-filters.ts';
import type { Filters } from '../../../contract/filters.ts';
import { type AttemptSelection, attemptsQuery } from '../../api/attempts.ts';
import type { Span } from '../../api/people.ts';
import { ErrorNote } from '../../audit/looks/error-note.tsx';
import { AttemptList } from '../../audit/record/attempt-list.tsx';
import { openFrom } from '../../audit/record/attempt-listing.ts';
import { RecordNote } from '../../audit/record/record-page.tsx';
import { formatCount, plural } from '../../lib/format.ts';
import css from './user-page.module.css';

/** So many attempts are listed: what a support case is about is among the last ones. */
const shown = 10;

type Props = {
  readonly filters: Filters;
  readonly span: Span;
  readonly zone: string;
  /** How many attempts there are. */
  readonly total: number;
  /** Where all of them are. */
  readonly all: string;
};

/** A user's last attempts, newest first, each with what happened. */
export const UserAttempts = ({ filters, span, zone, total, all }: Props) => {
  const scope: AttemptSelection = { filters, ...span, attempts: noAttemptFilters };
  const { data, error, isFetching, refetch } = useInfiniteQuery(attemptsQuery(scope, 'desc', zone, shown));
  const [page] = data?.pages ?? [];
  if (error && !page)
    return (
      <ErrorNote
        what="The attempts could not be loaded."
        error={error}
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  if (!page) return <RecordNote>Loading the attempts…</RecordNote>;
  return (
    <>
      <AttemptList
        attempts={page.attempts}
        zone={zone}
        party="source_ip"
        none="No attempt in this time."
        onOpen={(id) => openFrom({ scope, order: 'desc', tz: zone, limit: shown }, id)}
      />
      {total > page.attempts.length && (
        <p className={css['rest']}>
          The newest {formatCount(page.attempts.length)}.{' '}
          <Link to={all}>Show all {plural(total, 'attempt')}</Link>
        </p>
      )}
    </>
  );
};
