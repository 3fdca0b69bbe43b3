import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { visible } from '../../../contract/fields.ts';
import { noFilters, withValue } from '../../../contract/filters.ts';
import { legendOf } from '../../lib/marks.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { eventsPath, ever } from '../looks/paths.ts';
import css from './record-page.module.css';
import { ValueMenuProvider } from '../filters/value-menu.tsx';

type Props = {
  /** What the page is about: “Sign-in attempt”. */
  readonly kind: string;
  readonly id: string;
  readonly idLabel: string;
  /** What can be done with the whole. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
};

/** A page about what one id holds together. Filtering by one of its values leads to the explorer. */
export const RecordPage = ({ kind, id, idLabel, tools, children }: Props) => {
  const navigate = useNavigate();
  const legend = legendOf(id);
  return (
    <ValueMenuProvider
      onFilter={(list, property, value) =>
        void navigate(eventsPath(withValue(noFilters, list, property, value), ever))
      }
    >
      <title>{`${kind} ${visible(id)} · Authentication Audit`}</title>
      <div className={css['page']}>
        <header className={css['head']}>
          <h1 className={css['title']}>{kind}</h1>
          <span className={css['id']}>
            <span className={css['idLabel']}>{idLabel}</span> <code>{visible(id)}</code>
            <CopyButton text={id} label={`Copy ${idLabel}`} />
          </span>
          {legend !== undefined && <small className={css['idLabel']}>{legend}</small>}
          {tools !== undefined && <span className={css['tools']}>{tools}</span>}
        </header>
        {children}
      </div>
    </ValueMenuProvider>
  );
};

/** What such a page holds, part below part. */
export const RecordBody = ({
  children,
  busy = false,
}: {
  readonly children: ReactNode;
  readonly busy?: boolean;
}) => (
  <div className={css['body']} aria-busy={busy}>
    {children}
  </div>
);

/** A quiet line: what is under way, or what is left out. */
export const RecordNote = ({ children }: { readonly children: ReactNode }) => (
  <p className={css['note']}>{children}</p>
);
