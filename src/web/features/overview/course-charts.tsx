import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hoursQuery, secondStepQuery, stepsQuery } from '../../api/overview.ts';
import { Block } from './block.tsx';
import type { Shade } from './hours-grid.ts';
import { Hours, ShadeChoice } from './hours.tsx';
import css from './overview-page.module.css';
import { SecondStep, TriesChart } from './second-step.tsx';
import type { Overview } from './use-overview.ts';
import { Waits } from './waits.tsx';

const noSecondStep = 'No attempt was asked for a second step.';

/** The course that attempts take: when in the week, how second steps go, and where time is spent. */
export const CourseCharts = ({ overview }: { readonly overview: Overview }) => {
  const { view, zone, scope, compared, viewKey, ready } = overview;
  const [shade, setShade] = useState<Shade>('unsuccessful');
  const hours = useQuery({ ...hoursQuery(scope, zone), enabled: ready });
  const second = useQuery({ ...secondStepQuery(compared, zone), enabled: ready });
  const steps = useQuery({ ...stepsQuery(compared, zone), enabled: ready });
  return (
    <div className={css['grid']}>
      <Block
        title="By hour and weekday"
        about={`Attempts by the hour they began in, ${zone}. Failure rates are in percent.`}
        tools={<ShadeChoice shade={shade} onShade={setShade} />}
        query={hours}
        viewKey={viewKey}
        wide
        room={230}
      >
        {(answer) => <Hours answer={answer} view={view} shade={shade} />}
      </Block>
      <Block
        title="Second step"
        about="The last word on it, of attempts that were asked."
        query={second}
        viewKey={viewKey}
        room={240}
        empty={({ asked }) => (asked.now === 0 ? noSecondStep : undefined)}
      >
        {(answer) => <SecondStep answer={answer} view={view} />}
      </Block>
      <Block
        title="Tries until the second step is passed"
        about="Answers up to the first that was accepted."
        query={second}
        viewKey={viewKey}
        room={240}
        empty={({ asked }) => (asked.now === 0 ? noSecondStep : undefined)}
      >
        {(answer) => <TriesChart answer={answer} />}
      </Block>
      <Block
        title="Slowest steps"
        about="Waits between an event and the next of the same attempt, by their medians. The bar begins at a thousandth of a second; each tenfold is as long."
        query={steps}
        viewKey={viewKey}
        wide
        room={280}
      >
        {(answer) => <Waits answer={answer} />}
      </Block>
    </div>
  );
};
