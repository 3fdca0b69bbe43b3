import { useQuery } from '@tanstack/react-query';
import { breakdownQuery, stopsQuery } from '../../api/overview.ts';
import { Block } from './block.tsx';
import { Ends } from './ends.tsx';
import { FindingsBlock } from './findings-block.tsx';
import { Funnel } from './funnel.tsx';
import { OutcomesChart } from './outcomes-chart.tsx';
import css from './overview-page.module.css';
import { RateChart } from './rate-chart.tsx';
import { Shares } from './shares.tsx';
import { wholeLimit } from './share-data.ts';
import type { Overview } from './use-overview.ts';

/** Results over time, what deserves a look, and results by what people use and by how far they came. */
export const Charts = ({ overview }: { readonly overview: Overview }) => {
  const { view, zone, scope, compared, viewKey, ready, numbers } = overview;
  const applications = useQuery({
    ...breakdownQuery(compared, 'application_name', wholeLimit),
    enabled: ready,
  });
  const providers = useQuery({ ...breakdownQuery(compared, 'upstream_idp', wholeLimit), enabled: ready });
  const stops = useQuery({ ...stopsQuery(scope, zone), enabled: ready });
  const time = {
    view,
    zone,
    instants: overview.instants,
    onRange: overview.change.setRange,
  };
  return (
    <div className={css['grid']}>
      <Block title="Outcomes over time" query={numbers} viewKey={viewKey} room={240}>
        {(answer) => <OutcomesChart answer={answer} {...time} />}
      </Block>
      <FindingsBlock overview={overview} />
      <Block title="Failure rate over time" query={numbers} viewKey={viewKey} room={240}>
        {(answer) => <RateChart answer={answer} {...time} />}
      </Block>
      <Block title="By application" query={applications} viewKey={viewKey} room={300}>
        {(answer) => <Shares answer={answer} noun="Application" view={view} />}
      </Block>
      <Block title="By identity provider" query={providers} viewKey={viewKey} room={300}>
        {(answer) => <Shares answer={answer} noun="Identity provider" view={view} />}
      </Block>
      <Block
        title="Where attempts stop"
        about="From the first request to the token. Not every attempt takes every step: a renewal is a step of its own."
        query={stops}
        viewKey={viewKey}
        room={320}
      >
        {(answer) => <Funnel answer={answer} view={view} />}
      </Block>
      <Block
        title="How they end"
        about="Attempts that did not sign in, by the event that decided; where none did, by the one that asks."
        query={stops}
        viewKey={viewKey}
        room={320}
      >
        {(answer) => <Ends answer={answer} view={view} />}
      </Block>
    </div>
  );
};
