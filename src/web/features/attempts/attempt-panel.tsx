import { Button } from '@mantine/core';
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import type { Attempt } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { RowPanel } from '../../audit/explorer/row-panel.tsx';
import { attemptPath, sessionPath } from '../../audit/looks/paths.ts';
import { LinkedValues, SummaryList } from '../../audit/looks/summary-list.tsx';
import { titleWithName } from '../../audit/looks/person-name.tsx';
import { titleOf } from '../../lib/marks.ts';
import { useCopy } from '../../ui/copy-button.tsx';
import { factsOf } from './attempt-facts.tsx';
import css from './attempt-panel.module.css';
import { AttemptSteps } from './attempt-steps.tsx';
import { VerdictSection } from './verdict-section.tsx';

type Props = Pick<ComponentProps<typeof RowPanel>, 'absent' | 'onStep' | 'onClose'> & {
  readonly attempt: Attempt | undefined;
  readonly zone: string;
  /** Its page is opened. */
  readonly onOpen: (id: string) => void;
};

/** Why an attempt went as it did, beside the table, and the way to its page. */
export const AttemptPanel = ({ attempt, zone, onOpen, ...panel }: Props) => {
  const who = attempt?.email ?? attempt?.user_id ?? attempt?.upstream_user_id ?? attempt?.source_ip;
  return (
    <RowPanel
      {...panel}
      noun="Attempt"
      title={<span title={titleWithName(who ?? '', attempt?.name)}>{who ?? 'Sign-in attempt'}</span>}
      {...(attempt && { actions: <AttemptActions attempt={attempt} onOpen={onOpen} /> })}
    >
      {attempt && (
        <div className={css['body']}>
          <VerdictSection attempt={attempt} brief />
          <section aria-label="Summary" className={css['facts']}>
            <SummaryList
              inRows
              entries={[
                ...factsOf(attempt, zone),
                { label: 'Sessions', value: <LinkedValues values={attempt.sessions} pathOf={sessionPath} /> },
              ]}
            />
          </section>
          <AttemptSteps attempt={attempt} zone={zone} />
        </div>
      )}
    </RowPanel>
  );
};

type ActionsProps = { readonly attempt: Attempt; readonly onOpen: (id: string) => void };

const AttemptActions = ({ attempt: { request_id: id, start }, onOpen }: ActionsProps) => {
  const { copy, words } = useCopy();
  return (
    <>
      <Button
        component={Link}
        to={attemptPath(id, parseInstant(start))}
        size="compact-sm"
        title="Open its page (Enter)"
        onClick={() => onOpen(id)}
      >
        Open attempt
      </Button>
      <Button size="compact-sm" variant="default" title={titleOf(id)} onClick={() => copy(id)}>
        {words === '' ? 'Copy request ID' : words}
      </Button>
      <span role="status" className="visually-hidden">
        {words}
      </span>
    </>
  );
};
