import { useQuery } from '@tanstack/react-query';
import type { Attempt } from '../../../contract/attempts.ts';
import { messageOf } from '../../api/api-error.ts';
import { oneAttemptQuery } from '../../api/attempts.ts';
import { useOpenRow } from '../../audit/explorer/use-open-row.ts';

type Shown = {
  /** The attempts loaded, and whether that has happened. */
  readonly rows: readonly Attempt[];
  readonly isLoaded: boolean;
  readonly zone: string;
  /** The one that was looked at last, before somebody came back here. */
  readonly left: string | undefined;
};

/** The attempt whose panel is open: one of those loaded, else it is asked for. */
export const useOpenAttempt = (
  inUrl: string | undefined,
  select: (id: string | undefined) => void,
  { rows, isLoaded, zone, left }: Shown,
) => {
  // its page leads on to others of the list: who comes back goes on from the last one
  const row = useOpenRow(inUrl, select, inUrl === undefined ? undefined : left);
  const { id } = row;
  const loaded = id === undefined ? undefined : rows.find((attempt) => attempt.request_id === id);
  const asked = useQuery({
    ...oneAttemptQuery(id ?? '', undefined, zone),
    enabled: id !== undefined && isLoaded && loaded === undefined,
  });
  return {
    ...row,
    attempt: loaded ?? asked.data?.attempt,
    absent: asked.isError ? messageOf(asked.error) : 'Loading…',
  };
};
