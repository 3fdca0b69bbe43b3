import { CloseButton } from '@mantine/core';
import css from './explorer.module.css';

type Props = {
  readonly notices: readonly string[];
  readonly onDismiss: () => void;
  /** What it is called where there can be two. */
  readonly label?: string;
};

/** What of the address could not be used. */
export const Notices = ({ notices, onDismiss, label = 'Notice' }: Props) =>
  notices.length === 0 ? null : (
    <div role="status" aria-label={label} className={css['notice']}>
      <div>
        {notices.map((notice) => (
          <p key={notice}>{notice}</p>
        ))}
      </div>
      <CloseButton size="sm" aria-label="Dismiss" onClick={onDismiss} />
    </div>
  );
