import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { microsOfMs } from '../../../contract/instant.ts';
import { sourcesQuery } from '../../api/sources.ts';
import { type UnknownTime, unknownTimes } from './unknown-times.ts';

/** Of which times records may be lacking, as far as that is known. */
export const useUnknownTimes = (): {
  readonly times: readonly UnknownTime[];
  readonly isPending: boolean;
} => {
  const { data, dataUpdatedAt, isPending } = useQuery(sourcesQuery);
  const times = useMemo(() => unknownTimes(data, microsOfMs(dataUpdatedAt)), [data, dataUpdatedAt]);
  return { times, isPending };
};
