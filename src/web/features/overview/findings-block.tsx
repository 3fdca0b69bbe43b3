import { useQuery } from '@tanstack/react-query';
import { findingsQuery } from '../../api/overview.ts';
import { Block } from './block.tsx';
import { Findings } from './findings.tsx';
import type { Overview } from './use-overview.ts';

/** What crossed a threshold. */
export const FindingsBlock = ({
  overview: { view, zone, scope, viewKey, ready },
}: {
  readonly overview: Overview;
}) => {
  const query = useQuery({ ...findingsQuery(scope, zone), enabled: ready });
  return (
    <Block
      title="Deserves a look"
      about="Found by counting, by thresholds that can be read below and recounted from the rows linked."
      query={query}
      viewKey={viewKey}
      // as much as leaves what follows below the first screen: it does not jump when the findings come
      room={560}
    >
      {(answer) => <Findings answer={answer} view={view} zone={zone} />}
    </Block>
  );
};
