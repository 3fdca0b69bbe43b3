import { parseInstant } from '../../../contract/instant.ts';
import { formatEdge } from '../time/time-format.ts';

type Props = {
  /** As an answer tells it. */
  readonly instant: string | undefined;
  readonly zone: string;
  readonly className?: string | undefined;
};

/** That findings are of a while ago, where they are. */
export const FoundAsOf = ({ instant, zone, className }: Props) => {
  const time = instant === undefined ? undefined : parseInstant(instant);
  if (time === undefined) return null;
  return (
    <p className={className}>
      Found as of {formatEdge(time, zone, 'second')}. What has come since is looked at within five minutes.
    </p>
  );
};
