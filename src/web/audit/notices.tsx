import { CloseButton } from '@mantine/core';
import css from './explorer.module.css';

type Props = { readonly notices: readonly string[]; readonly onDismiss: () => void };

/** What of the address could not be used. */
export const Notices = ({ notices, onDismiss }: Props) =>
  notices.length === 0 ? null : (
    <div role="status" aria-label="Notice" className={css['notice']}>
      <div>
        {notices.map((notice) => (
          <p key={notice}>{notice}</p>
        ))}
      </div>
      <CloseButton size="sm" aria-label="Dismiss" onClick={onDismiss} />
    </div>
  );
