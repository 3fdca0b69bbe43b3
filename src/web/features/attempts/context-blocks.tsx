import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { BeforeAnswer } from '../../../contract/attempt-before.ts';
import type { LastSuccessAnswer, OthersAnswer, SinceAnswer } from '../../../contract/attempt-context.ts';
import type { Attempt } from '../../../contract/attempts.ts';
import { labelOf } from '../../../contract/fields.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { beforeQuery, lastSuccessQuery, othersQuery, sinceQuery } from '../../api/attempt-context.ts';
import { attemptPath } from '../../audit/looks/paths.ts';
import { AttemptBadge } from '../../audit/looks/result-badge.tsx';
import { formatEdge } from '../../audit/time/time-format.ts';
import { ValueButton } from '../../audit/filters/value-button.tsx';
import { attemptTooltip, waitingOf } from '../../audit/looks/waiting-words.ts';
import { formatCount } from '../../lib/format.ts';
import { ContextBlock } from './context-block.tsx';
import css from './context-blocks.module.css';

type Props = { readonly attempt: Attempt; readonly zone: string };

/** What surrounds an attempt: each block is a question of its own, and they load beside each other. */
export const ContextBlocks = ({ attempt, zone }: Props) => {
  const requestId = attempt.request_id;
  const others = useQuery(othersQuery(requestId, zone));
  const before = useQuery(beforeQuery(requestId, zone));
  const since = useQuery(sinceQuery(requestId, zone));
  const last = useQuery(lastSuccessQuery(requestId, zone));
  return (
    <div className={css['blocks']}>
      <ContextBlock title="Only them?" query={others}>
        {(answer) => <Others {...answer} />}
      </ContextBlock>
      <ContextBlock title="Just before" query={before}>
        {(answer) => <JustBefore {...answer} of={attempt} zone={zone} />}
      </ContextBlock>
      <ContextBlock title="Since then" query={since}>
        {(answer) => <Since {...answer} zone={zone} />}
      </ContextBlock>
      <ContextBlock title="Compared with their last success" query={last}>
        {(answer) => <LastSuccess {...answer} zone={zone} />}
      </ContextBlock>
    </div>
  );
};

/** The table of what others share is shown only where those who failed share anything. */
const Others = ({ by }: OthersAnswer) =>
  by.every(({ failed }) => failed === 0) ? null : (
    <table className={css['table']}>
      <thead>
        <tr>
          <th scope="col">Others who share</th>
          <th scope="col">Failed</th>
          <th scope="col">Signed in</th>
        </tr>
      </thead>
      <tbody>
        {by.map(({ property, value, label, failed, signed_in: signedIn }) => (
          <tr key={property}>
            <th scope="row" title={labelOf(property)}>
              <ValueButton label={labelOf(property)} text={label} filter={{ property, value }} />
            </th>
            <td>{formatCount(failed)}</td>
            <td>{formatCount(signedIn)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );

const AttemptLink = ({ attempt, zone }: { readonly attempt: Attempt; readonly zone: string }) => {
  const start = parseInstant(attempt.start);
  return (
    <Link to={attemptPath(attempt.request_id, start)} className="mono">
      {start === undefined ? attempt.request_id : formatEdge(start, zone, 'second')}
    </Link>
  );
};

/** So many attempts are listed in a block. */
const listed = 5;

type RowsProps = {
  readonly attempts: readonly Attempt[];
  /** Whether there are more than these. */
  readonly more: boolean;
  readonly moreWords: string;
  readonly zone: string;
  /** Who tried, where that needs saying. */
  readonly whoOf?: (attempt: Attempt) => string | undefined;
};

const AttemptRows = ({ attempts, more, moreWords, zone, whoOf }: RowsProps) =>
  attempts.length === 0 ? null : (
    <>
      <ul className={css['attempts']}>
        {attempts.slice(0, listed).map((attempt) => (
          <li key={attempt.request_id} title={attemptTooltip(attempt)}>
            <AttemptLink attempt={attempt} zone={zone} />
            <AttemptBadge attempt={attempt} />
            <span className={css['waiting']}>{whoOf?.(attempt) ?? waitingOf(attempt)}</span>
          </li>
        ))}
      </ul>
      {(more || attempts.length > listed) && <p className={css['loading']}>{moreWords}</p>}
    </>
  );

const Since = ({ attempts, more, zone }: SinceAnswer & { readonly zone: string }) => (
  <AttemptRows attempts={attempts} more={more} moreWords="And more after these." zone={zone} />
);

const nameOf = ({ email, upstream_user_id: upstream, user_id: user }: Attempt): string | undefined =>
  email ?? upstream ?? user;

type BeforeProps = BeforeAnswer & { readonly of: Attempt; readonly zone: string };

/** The newest first; who it was is said of others. */
const JustBefore = ({ attempts, more, of, zone }: BeforeProps) => (
  <AttemptRows
    attempts={attempts}
    more={more}
    moreWords="And more before these."
    zone={zone}
    whoOf={(attempt) => (nameOf(attempt) === nameOf(of) ? undefined : nameOf(attempt))}
  />
);

const LastSuccess = ({ attempt, differences, zone }: LastSuccessAnswer & { readonly zone: string }) => (
  <>
    {differences.length > 0 && (
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">Differs</th>
            <th scope="col">This time</th>
            <th scope="col">Last success</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ property, label, this_time: now, last_time: before, used, usage }) => (
            <tr key={property}>
              <th scope="row" className={css['label']}>
                {label}
              </th>
              <td>
                {now}
                <small className={css['usage']} data-new={used.count === 0 || undefined}>
                  {usage}
                </small>
              </td>
              <td>{before ?? <span className={css['loading']}>not recorded</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {attempt && (
      <p className={css['after']}>
        Their last success: <AttemptLink attempt={attempt} zone={zone} />
      </p>
    )}
  </>
);
