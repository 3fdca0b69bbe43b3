import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { parseInstant } from '../../../contract/instant.ts';
import { attemptsQuery } from '../../api/attempts.ts';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Icon } from '../../ui/icons.tsx';
import { attemptPath } from '../looks/paths.ts';
import { type AttemptListing, listingOf, openFrom } from './attempt-listing.ts';
import css from './neighbours.module.css';

/** The attempts before and after this one in the list that it was opened from; nothing where it was opened by a link. */
export const Neighbours = ({ requestId }: { readonly requestId: string }) => {
  const listing = listingOf(requestId);
  return listing && <ListNeighbours requestId={requestId} listing={listing} />;
};

type Props = { readonly requestId: string; readonly listing: AttemptListing };

const ListNeighbours = ({ requestId, listing }: Props) => {
  const { scope, order, tz, limit } = listing;
  const navigate = useNavigate();
  const list = useInfiniteQuery(attemptsQuery(scope, order, tz, limit));
  const rows = (list.data?.pages ?? []).flatMap(({ attempts }) => attempts);
  const index = rows.findIndex(({ request_id: id }) => id === requestId);
  const open = (attempt: (typeof rows)[number] | undefined) => {
    if (!attempt) return;
    openFrom(listing, attempt.request_id);
    // the list stays one step back, however many attempts are looked through
    void navigate(attemptPath(attempt.request_id, parseInstant(attempt.start)), { replace: true });
  };
  const earlier = index > 0;
  const later = index !== -1 && (index + 1 < rows.length || list.hasNextPage);
  const goBack = () => {
    if (earlier) open(rows[index - 1]);
  };
  const goOn = async () => {
    if (!later || list.isFetchingNextPage) return;
    if (index + 1 < rows.length) return open(rows[index + 1]);
    const { data } = await list.fetchNextPage();
    return open(data?.pages.flatMap(({ attempts }) => attempts)[index + 1]);
  };
  useKeys({ '[': goBack, ']': () => void goOn() });
  if (index === -1) return null;
  return (
    <span className={css['neighbours']} role="group" aria-label="The list it was opened from">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Icon name="left" />}
        disabled={!earlier}
        aria-label="Previous attempt"
        title="Previous attempt of the list ([)"
        onClick={goBack}
      >
        Previous
      </Button>
      <span className={css['place']}>
        {formatCount(index + 1)} of {formatCount(rows.length)}
        {list.hasNextPage && '+'}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        rightSection={<Icon name="right" />}
        disabled={!later}
        loading={list.isFetchingNextPage}
        aria-label="Next attempt"
        title="Next attempt of the list (])"
        onClick={() => void goOn()}
      >
        Next
      </Button>
    </span>
  );
};
