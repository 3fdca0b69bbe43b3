import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { ErrorNote } from '../../audit/looks/error-note.tsx';
import css from './block.module.css';
import { useAnswer } from './use-answer.ts';

type Props<Answer> = {
  readonly title: string;
  /** A line below the title: what is counted, and how. */
  readonly about?: ReactNode;
  /** Beside the title. */
  readonly tools?: ReactNode;
  readonly query: UseQueryResult<Answer>;
  /** What decides what is counted: while only time goes by, nothing is dimmed. */
  readonly viewKey: string;
  /** Across both columns. */
  readonly wide?: boolean;
  /** Room that is kept before the first answer, in pixels. */
  readonly room: number;
  /** Whether an answer takes no less room than was kept for it. */
  readonly keepsRoom?: boolean;
  /** A sentence in place of an answer that holds nothing. */
  readonly empty?: (answer: Answer) => string | undefined;
  readonly children: (answer: Answer) => ReactNode;
};

/** A part of the overview: its own question, its own states. */
export const Block = <Answer,>({ title, about, tools, query, viewKey, ...props }: Props<Answer>) => {
  const { answer, stale } = useAnswer(query.data, viewKey);
  const id = useId();
  const none = answer === undefined ? undefined : props.empty?.(answer);
  return (
    <section
      className={css['block']}
      aria-labelledby={id}
      aria-busy={query.isFetching}
      data-wide={props.wide || undefined}
    >
      <div className={css['head']}>
        <h2 id={id}>{title}</h2>
        {tools !== undefined && <div className={css['tools']}>{tools}</div>}
      </div>
      {about !== undefined && <p className={css['about']}>{about}</p>}
      {query.error && (
        <ErrorNote
          what={`“${title}” could not be loaded.`}
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      {answer === undefined && !query.error && (
        <div className={css['skeleton']} style={{ height: props.room }}>
          <span className="visually-hidden">Loading…</span>
        </div>
      )}
      {answer !== undefined && (
        <div
          className={css['body']}
          data-stale={stale || undefined}
          style={props.keepsRoom ? { '--room': `${props.room}px` } : undefined}
        >
          {none === undefined ? props.children(answer) : <p className={css['none']}>{none}</p>}
        </div>
      )}
    </section>
  );
};
