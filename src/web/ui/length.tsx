import { formatDuration, secondsWords } from '../lib/duration.ts';

/** A length of time in microseconds at a glance; to the digit in the tooltip. */
export const Length = ({ of }: { readonly of: bigint }) => (
  <span className="mono" title={formatDuration(of)}>
    {secondsWords(Number(of) / 1_000_000)}
  </span>
);
