import { useQuery } from '@tanstack/react-query';
import { extentQuery } from '../../api/extent.ts';
import type { Instants } from './range.ts';
import { removedWords } from './removed-words.ts';

export type RemovedProps = {
  /** The time that is looked at; all there is unless told. */
  readonly instants?: Instants;
  readonly zone: string;
};

/** What is not stored, as it was removed by rule. */
export const RemovedLine = ({ instants, zone }: RemovedProps) => {
  const { data } = useQuery(extentQuery);
  const words = data && removedWords(data, zone, instants);
  return words === undefined ? null : (
    <p role="note" aria-label="Removed by rule">
      {words}
    </p>
  );
};
