import { useQuery } from '@tanstack/react-query';
import { pulledOf, sourcesQuery } from '../../api/sources.ts';
import { laterPart } from '../../lib/later-part.ts';
import { PagePart } from '../../ui/page-part.tsx';

const CompleteLine = laterPart(async () => (await import('./complete-line.tsx')).CompleteLine, {
  isAhead: false,
});

type Props = {
  readonly zone: string;
  /** The place of the line, of which there is none where nothing is said. */
  readonly className?: string | undefined;
  /** Whether what is waited for is there: this must not delay it. */
  readonly ready?: boolean;
};

/** Until when records are complete, where that is known: of sources that are pulled. */
export const CompleteUntil = ({ zone, className, ready = true }: Props) => {
  const { data, dataUpdatedAt } = useQuery({ ...sourcesQuery, enabled: ready });
  if (!data || pulledOf(data).length === 0) return null;
  return (
    <div className={className}>
      <PagePart isSaid={false}>
        <CompleteLine answer={data} asked={dataUpdatedAt} zone={zone} />
      </PagePart>
    </div>
  );
};
