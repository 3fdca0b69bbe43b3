import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { ErrorNote } from '../../audit/looks/error-note.tsx';
import css from './context-blocks.module.css';

type Props<Answer> = {
  readonly title: string;
  readonly query: UseQueryResult<Answer>;
  readonly children: (answer: Answer) => ReactNode;
};

/** A block of what surrounds an attempt. It is asked for by itself, and says in words why it has nothing to tell. */
export const ContextBlock = <Answer extends { readonly sentence: string }>({
  title,
  query: { data, error, isFetching, refetch },
  children,
}: Props<Answer>) => {
  const id = useId();
  return (
    <section className={css['block']} aria-labelledby={id} aria-busy={isFetching}>
      <h2 id={id} className={css['title']}>
        {title}
      </h2>
      {error && !data && (
        <ErrorNote
          what="This could not be loaded."
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      )}
      {!error && !data && <p className={css['loading']}>Looking…</p>}
      {data && (
        <>
          <p className={css['sentence']}>{data.sentence}</p>
          {children(data)}
        </>
      )}
    </section>
  );
};
