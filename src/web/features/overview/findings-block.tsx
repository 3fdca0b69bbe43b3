import { useQuery } from '@tanstack/react-query';
import { findingsQuery } from '../../api/overview.ts';
import { useNarrow } from '../../lib/use-media.ts';
import { Block } from './block.tsx';
import { Findings } from './findings.tsx';
import type { Overview } from './use-overview.ts';

/** What crossed a threshold. */
export const FindingsBlock = ({
  overview: { view, zone, scope, viewKey, ready },
}: {
  readonly overview: Overview;
}) => {
  const narrow = useNarrow();
  const query = useQuery({ ...findingsQuery(scope, zone), enabled: ready });
  return (
    <Block
      title="Deserves a look"
      query={query}
      viewKey={viewKey}
      wide
      // that of five lines, and kept where there are fewer: what follows does not jump when the findings come
      room={narrow ? 480 : 232}
      keepsRoom
    >
      {(answer) => <Findings answer={answer} view={view} zone={zone} />}
    </Block>
  );
};
