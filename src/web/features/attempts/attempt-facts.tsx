import { labelOf } from '../../../contract/fields.ts';
import { Link } from 'react-router';
import type { Attempt } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { addressPath, eventsWithPath, userPath } from '../../audit/looks/paths.ts';
import { PersonName } from '../../audit/looks/person-name.tsx';
import { type SummaryEntry, SummaryList } from '../../audit/looks/summary-list.tsx';
import { Moment } from '../../audit/time/moment.tsx';
import { ValueButton } from '../../audit/filters/value-button.tsx';
import { waitWords } from '../../audit/looks/waiting-words.ts';
import { secondsWords } from '../../lib/duration.ts';
import { plural } from '../../lib/format.ts';
import css from './attempt-page.module.css';

type Props = { readonly attempt: Attempt; readonly zone: string };

const absent = <span className={css['absent']}>not recorded</span>;

const filterable = (label: string, property: string, text: string | undefined) =>
  text === undefined ? absent : <ValueButton label={label} text={text} filter={{ property, value: text }} />;

/** What an attempt waits for, and what it is when it is no sign-in. */
const stateOf = ({ waiting_for: wait, upstream_idp: provider, renewal }: Attempt): SummaryEntry[] => [
  ...(wait === undefined ? [] : [{ label: 'Waiting for', value: waitWords(wait, provider) }]),
  ...(renewal ? [{ label: 'Kind', value: 'renewal of a session: nobody did anything' }] : []),
];

/** Who, from where, to what, when: each with its page or its menu. */
export const factsOf = (attempt: Attempt, zone: string): SummaryEntry[] => {
  const who = attempt.email ?? attempt.user_id ?? attempt.upstream_user_id;
  const start = parseInstant(attempt.start);
  const { source_ip: ip, browser, user_agent: agent } = attempt;
  return [
    {
      label: 'Who',
      value:
        who === undefined ? (
          absent
        ) : (
          <>
            <Link to={userPath(who)}>{who}</Link>
            <PersonName name={attempt.name} />
          </>
        ),
    },
    {
      label: 'From',
      value:
        ip === undefined ? (
          absent
        ) : (
          <Link to={addressPath(ip)} className="mono">
            {ip}
          </Link>
        ),
    },
    {
      label: 'Browser',
      value:
        agent === undefined ? (
          absent
        ) : (
          <ValueButton
            label="User agent"
            text={browser ?? agent}
            filter={{ property: 'user_agent', value: agent }}
          />
        ),
    },
    {
      label: labelOf('application_name'),
      value: filterable(labelOf('application_name'), 'application_name', attempt.application_name),
    },
    {
      label: labelOf('upstream_idp'),
      value: filterable(labelOf('upstream_idp'), 'upstream_idp', attempt.upstream_idp),
    },
    {
      label: labelOf('org_name'),
      value: filterable(labelOf('org_name'), 'org_name', attempt.org_name),
    },
    ...stateOf(attempt),
    {
      label: 'Started',
      value: <Moment at={start} zone={zone} />,
    },
    {
      label: 'Took',
      value: (
        <span className="mono">
          {attempt.events_count === 1 ? 'one event' : secondsWords(attempt.duration)}
        </span>
      ),
    },
    {
      label: 'Events',
      value: (
        <Link to={eventsWithPath('request_id', attempt.request_id)}>
          {plural(attempt.events_count, 'event')}
        </Link>
      ),
    },
  ];
};

/** The same above the matter of the attempt's page. */
export const AttemptFacts = ({ attempt, zone }: Props) => (
  <section aria-label="Summary" className={css['facts']}>
    <SummaryList entries={factsOf(attempt, zone)} />
  </section>
);
