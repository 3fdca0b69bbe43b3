import { CloseButton } from '@mantine/core';
import { formatCount } from '../../lib/format.ts';
import css from './notices.module.css';

type Props = {
  readonly notices: readonly string[];
  readonly onDismiss: () => void;
  /** What it is called where there can be two. */
  readonly label?: string;
};

/** So many are said one by one: an address can hold thousands of what cannot be used. */
const most = 8;

/** What of the address could not be used. */
export const Notices = ({ notices, onDismiss, label = 'Notice' }: Props) => {
  const different = [...new Set(notices)];
  if (different.length === 0) return null;
  const more = different.length - most;
  return (
    <div role="status" aria-label={label} className={css['notice']}>
      <div>
        {different.slice(0, most).map((notice) => (
          <p key={notice}>{notice}</p>
        ))}
        {more > 0 && <p>So it is with {formatCount(more)} more of what the address says.</p>}
      </div>
      <CloseButton size="sm" aria-label="Dismiss" onClick={onDismiss} />
    </div>
  );
};
