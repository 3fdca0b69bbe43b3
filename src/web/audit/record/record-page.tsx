import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { visible } from '../../../contract/fields.ts';
import { noFilters, withValue } from '../../../contract/filters.ts';
import { legendOf } from '../../lib/marks.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { RemovedNote } from '../time/removed-note.tsx';
import { StateMessage } from '../../ui/state-message.tsx';
import { ErrorNote } from '../looks/error-note.tsx';
import { isMissing } from '../looks/missing.ts';
import { eventsPath, ever } from '../looks/paths.ts';
import { CompleteUntil } from '../sources/complete-until.tsx';
import css from './record-page.module.css';
import { ValueMenuProvider } from '../filters/value-menu.tsx';

type Props = {
  /** What the page is about: “Sign-in attempt”. */
  readonly kind: string;
  readonly id: string;
  readonly idLabel: string;
  readonly zone: string;
  /** What can be done with the whole. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
};

/** A page about what one id holds together. Filtering by one of its values leads to the explorer. */
export const RecordPage = ({ kind, id, idLabel, zone, tools, children }: Props) => {
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
          <CompleteUntil className={css['complete']} zone={zone} />
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

type StatesProps = {
  /** What the page is about, within a sentence: “attempt”. */
  readonly what: string;
  readonly query: Pick<UseQueryResult, 'data' | 'error' | 'isFetching' | 'refetch'>;
  /** Said when the server knows of none. */
  readonly none?: ReactNode;
};

/** What such a page says in place of a record: that it is on its way, could not be loaded, or is not there. */
export const RecordStates = ({ what, query: { data, error, isFetching, refetch }, none }: StatesProps) => {
  const reload = () => void refetch();
  if (isMissing(error)) return none ?? <NoRecord what={what} onReload={reload} />;
  if (error)
    return (
      <ErrorNote
        what={`The ${what} could not be loaded.`}
        error={error}
        onRetry={reload}
        retrying={isFetching}
      />
    );
  return data === undefined && <RecordNote>Loading the {what}…</RecordNote>;
};

/** No event of what the page is about is stored. @param onReload looks for them again */
export const NoRecord = ({ what, onReload }: { readonly what: string; readonly onReload?: () => void }) => (
  <StateMessage
    title={`No events of this ${what} are stored`}
    {...(onReload && {
      actions: (
        <Button size="xs" variant="default" onClick={onReload}>
          Reload
        </Button>
      ),
    })}
  >
    <p>The id may be cut short, or its events have not arrived yet.</p>
    <RemovedNote zone="UTC" />
  </StateMessage>
);
