import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { noFilters, withValue } from '../../../contract/filters.ts';
import type { OwnFindingsAnswer } from '../../../contract/findings.ts';
import { formatCount } from '../../lib/format.ts';
import { ErrorNote } from '../looks/error-note.tsx';
import { attemptsPath, ever } from '../looks/paths.ts';
import { FindingList } from './finding-list.tsx';
import css from './finding-list.module.css';
import { SpanSection } from './span-page.tsx';

type Props = {
  readonly title: string;
  readonly query: UseQueryResult<OwnFindingsAnswer>;
  readonly zone: string;
  /** The range of the page, which its links carry on: all time where it has none. */
  readonly spans?: readonly (readonly [string, string])[];
  /** Whose page it is. */
  readonly self?: string;
};

/** So many are told before all are asked for. */
const few = 5;

/** The findings that the subject of a page belongs to; nothing where there are none. */
export const FindingsSection = ({ title, query, zone, spans = ever, self }: Props) => {
  const [all, setAll] = useState(false);
  const { data, error, isFetching, refetch } = query;
  if (!data && !error) return null;
  const findings = data?.findings ?? [];
  if (data && findings.length === 0) return null;
  const shown = all ? findings : findings.slice(0, few);
  return (
    <SpanSection title={title}>
      <div className={css['inside']}>
        {data ? (
          <FindingList
            findings={shown}
            ways={{
              zone,
              spans,
              attemptsOf: (property, value) =>
                attemptsPath(withValue(noFilters, 'any', property, value), spans),
              ...(self === undefined ? {} : { self }),
            }}
          />
        ) : (
          <ErrorNote
            what="The findings could not be loaded."
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        )}
        {findings.length > shown.length && (
          <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
            Show all {formatCount(findings.length)}
          </Button>
        )}
      </div>
    </SpanSection>
  );
};
