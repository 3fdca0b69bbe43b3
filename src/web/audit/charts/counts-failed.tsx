import { messageOf } from '../../api/api-error.ts';
import css from './histogram.module.css';

type Props = {
  /** What kept the counts away; null when they came. */
  readonly error: unknown;
  readonly onRetry: () => void;
};

/** Says that there are no new counts, over the bars of before where there are some. */
export const CountsFailed = ({ error, onRetry }: Props) =>
  Boolean(error) && (
    <p className={css['failed']} role="alert">
      The counts could not be loaded. {messageOf(error)}{' '}
      <button type="button" onClick={onRetry}>
        Retry
      </button>
    </p>
  );
