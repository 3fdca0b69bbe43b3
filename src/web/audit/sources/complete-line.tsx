import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { microsOfMs } from '../../../contract/instant.ts';
import type { SourcesAnswer } from '../../../contract/sources.ts';
import { pulledOf } from '../../api/sources.ts';
import { Icon } from '../../ui/icons.tsx';
import { routes } from '../looks/paths.ts';
import css from './complete-line.module.css';
import { completeLine } from './source-words.ts';

type Props = { readonly answer: SourcesAnswer; readonly asked: number; readonly zone: string };

/** What is counted over time, and from when on events are stored: of rows that are read nothing moves. */
const counted = new Set<unknown>(['extent', 'histogram', 'attempt-histogram']);

/** Count anew as older records come in. */
const useOlderRecords = (answer: SourcesAnswer): void => {
  const client = useQueryClient();
  const begin = pulledOf(answer)
    .map(({ name, complete_from: from }) => `${name} ${from}`)
    .join();
  const seen = useRef(begin);
  useEffect(() => {
    if (seen.current === begin) return;
    seen.current = begin;
    void client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => counted.has(kind) });
  }, [client, begin]);
};

/** Until when records are complete, in a line. */
export const CompleteLine = ({ answer, asked, zone }: Props) => {
  useOlderRecords(answer);
  const line = completeLine(answer, { zone, now: microsOfMs(asked) });
  if (!line) return null;
  return (
    <p className={css['line']} title={line.title}>
      {line.isTrouble && <Icon name="alert" />}
      <span>{line.text}</span> <Link to={routes.sources}>Sources</Link>
    </p>
  );
};
