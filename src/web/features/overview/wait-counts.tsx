import { labelOf } from '../../../contract/fields.ts';
import { waits } from '../../../contract/outcome.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { waitLabel } from '../../audit/looks/waiting-words.ts';
import { formatCount } from '../../lib/format.ts';
import css from './charts.module.css';
import type { FunnelStep } from './funnel-steps.ts';

type Props = {
  readonly steps: readonly FunnelStep[];
  readonly nameOf: (stage: string | null) => string;
};

/** Who was waited for where attempts did not finish, by stage; nothing where every attempt was ended. */
export const WaitCounts = ({ steps, nameOf }: Props) => {
  const waiting = steps.filter((step) => step.waiting.length > 0);
  if (waiting.length === 0) return null;
  const occurring = waits.filter((who) =>
    waiting.some((step) => step.waiting.some((each) => each.who === who)),
  );
  return (
    <>
      <h3 className={css['waiting']}>Who was waited for, where nothing ended them</h3>
      <FactsTable
        fit
        label="Who was waited for, by stage"
        columns={[
          { id: 'stage', heading: labelOf('step') },
          ...occurring.map((who) => ({ id: who, heading: waitLabel(who), number: true })),
        ]}
        none=""
        rows={waiting.map(({ stage, waiting }) => ({
          key: nameOf(stage),
          cells: {
            ...Object.fromEntries(occurring.map((who) => [who, '0'])),
            ...Object.fromEntries(waiting.map(({ who, count }) => [who, formatCount(count)])),
            stage: nameOf(stage),
          },
        }))}
      />
    </>
  );
};
