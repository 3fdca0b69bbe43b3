import { Button } from '@mantine/core';
import { ApiError, messageOf } from '../../api/api-error.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import css from './error-note.module.css';

type Props = {
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly retrying?: boolean;
};

const isRepeatable = (error: unknown): boolean => !(error instanceof ApiError) || error.repeatable;

/** What failed, in plain words, with a way to try again and the id that finds the failure in the server's log. */
export const ErrorNote = ({ what, error, onRetry, retrying = false }: Props) => {
  const id = error instanceof ApiError ? error.id : undefined;
  return (
    <div role="alert" className={css['note']}>
      <p className={css['text']}>
        <strong>{what}</strong> {messageOf(error)}
      </p>
      {id !== undefined && (
        <span className={css['id']}>
          Error id <code>{id}</code>
          <CopyButton text={id} label="Copy error id" />
        </span>
      )}
      {isRepeatable(error) && (
        <Button size="compact-sm" variant="default" loading={retrying} onClick={onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
};
