import { parseInstantIfGiven } from '../../../contract/instant.ts';
import { formatEdge } from '../time/time-format.ts';
import css from './found-as-of.module.css';

type Props = {
  /** As an answer tells it. */
  readonly instant: string | undefined;
  readonly zone: string;
  /** Whether it stands below a list. */
  readonly atFoot?: boolean;
};

/** That findings are of a while ago, where they are. */
export const FoundAsOf = ({ instant, zone, atFoot = false }: Props) => {
  const time = parseInstantIfGiven(instant);
  if (time === undefined) return null;
  return (
    <p className={atFoot ? `${css['note']} ${css['at-foot']}` : css['note']}>
      Found as of {formatEdge(time, zone, 'second')}. What has come since is looked at within five minutes.
    </p>
  );
};
