import type { UseQueryResult } from '@tanstack/react-query';
import { noFilters, withValue } from '../../../contract/filters.ts';
import type { OwnFindingsAnswer } from '../../../contract/findings.ts';
import { ErrorNote } from '../looks/error-note.tsx';
import { attemptsPath, ever } from '../looks/paths.ts';
import { FoundAsOf } from './found-as-of.tsx';
import { IncidentList } from './incident-list.tsx';
import css from './incident-list.module.css';
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

/** The findings that the subject of a page belongs to; nothing where there are none. */
export const FindingsSection = ({ title, query, zone, spans = ever, self }: Props) => {
  const { data, error, isFetching, refetch } = query;
  if (!data && !error) return null;
  if (data?.findings.length === 0) return null;
  return (
    <SpanSection title={title}>
      <div className={css['inside']}>
        {data ? (
          <>
            <IncidentList
              answer={data}
              ways={{
                zone,
                spans,
                attemptsOf: (property, value) =>
                  attemptsPath(withValue(noFilters, 'any', property, value), spans),
                ...(self === undefined ? {} : { self }),
              }}
            />
            <FoundAsOf instant={data.as_of} zone={zone} />
          </>
        ) : (
          <ErrorNote
            what="The findings could not be loaded."
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        )}
      </div>
    </SpanSection>
  );
};
