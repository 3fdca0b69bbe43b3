import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import type { AddressAnswer } from '../../../contract/attempt-context.ts';
import { isNetwork } from '../../../contract/ip-address.ts';
import { isFailure } from '../../../contract/outcome.ts';
import { noFilters, withValue } from '../../../contract/filters.ts';
import { addressFindingsQuery, addressQuery } from '../../api/people.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { isOutcome } from '../../audit/looks/outcome-look.ts';
import { PersonName } from '../../audit/looks/person-name.tsx';
import { attemptsPath, eventsPath, idOfPath, userPath } from '../../audit/looks/paths.ts';
import { writeRange } from '../../audit/time/range.ts';
import { FindingsSection } from '../../audit/record/findings-section.tsx';
import { HowItWent } from '../../audit/record/how-it-went-line.tsx';
import { SeenTable, secondOf } from '../../audit/record/seen-table.tsx';
import { SpanBars, SpanPage, SpanPair, SpanSection, useSpan } from '../../audit/record/span-page.tsx';
import { SummaryList } from '../../audit/looks/summary-list.tsx';
import { formatCount, plural } from '../../lib/format.ts';
import css from './address-page.module.css';

/** One source address, or a network: who tried from it, and how it went. */
export const AddressPage = () => {
  const address = idOfPath(useLocation().pathname) ?? '';
  const view = useSpan(`address ${address}`);
  const query = useQuery(addressQuery(address, view.span, view.zone));
  return (
    <SpanPage
      kind={isNetwork(address) ? 'Network' : 'Address'}
      id={address}
      idLabel="Source IP"
      view={view}
      query={query}
      empty={({ attempts, browsers }) => attempts.count === 0 && browsers.values.length === 0}
    >
      {(answer) => <AddressBody answer={answer} view={view} />}
    </SpanPage>
  );
};

type Props = { readonly answer: AddressAnswer; readonly view: ReturnType<typeof useSpan> };

const AddressBody = ({ answer, view }: Props) => {
  const { zone, range, span } = view;
  const findings = useQuery(addressFindingsQuery(answer.address, span, zone));
  const spans = writeRange(range);
  const filters = withValue(noFilters, 'any', 'source_ip', answer.address);
  return (
    <>
      <SummaryList
        entries={[
          { label: 'First attempt', value: <Instant text={answer.first} zone={zone} /> },
          { label: 'Last attempt', value: <Instant text={answer.last} zone={zone} /> },
          { label: 'Users', value: formatCount(answer.total_users) },
          {
            label: 'Attempts',
            value: <Link to={attemptsPath(filters, spans)}>{plural(answer.attempts.count, 'attempt')}</Link>,
          },
          { label: 'Events', value: <Link to={eventsPath(filters, spans)}>Show its events</Link> },
        ]}
      />
      <HowItWent by={answer.attempts.by} renewals={answer.renewals} others={{ users: answer.total_users }} />
      <FindingsSection
        title="Deserves a look"
        query={findings}
        zone={zone}
        spans={spans}
        self={answer.address}
      />
      <SpanSection title="Attempts">
        <SpanBars histogram={answer.attempts} view={view} filters={filters} />
      </SpanSection>
      <SpanSection title="Users tried from here">
        <UsersTable answer={answer} zone={zone} spans={spans} />
      </SpanSection>
      <SpanPair>
        <SpanSection title="Browsers and programs">
          <SeenTable label="Browser" property="user_agent" seen={answer.browsers} zone={zone} />
        </SpanSection>
        <SpanSection title="Applications">
          <SeenTable label="Application" property="application_name" seen={answer.applications} zone={zone} />
        </SpanSection>
      </SpanPair>
    </>
  );
};

const Instant = ({ text, zone }: { readonly text: string | undefined; readonly zone: string }) =>
  text === undefined ? 'none in this time' : <span className="mono">{secondOf(text, zone)}</span>;

type UsersProps = {
  readonly answer: AddressAnswer;
  readonly zone: string;
  readonly spans: readonly (readonly [string, string])[];
};

const failuresIn = (by: AddressAnswer['users'][number]['by']): number =>
  Object.entries(by).reduce(
    (sum, [outcome, count]) => (isOutcome(outcome) && isFailure(outcome) ? sum + count : sum),
    0,
  );

const UsersTable = ({ answer: { users, total_users: total }, zone, spans }: UsersProps) => (
  <FactsTable
    label="Users tried from here"
    columns={[
      { id: 'user', heading: 'User' },
      { id: 'attempts', heading: 'Attempts', number: true },
      { id: 'signed_in', heading: 'Signed in', number: true },
      { id: 'kept_out', heading: 'Unsuccessful', number: true },
      { id: 'unfinished', heading: 'Did not finish', number: true },
      { id: 'first', heading: `First (${zone})` },
      { id: 'last', heading: 'Last' },
    ]}
    none="Nobody in this time."
    more={
      users.length < total
        ? `${formatCount(users.length)} of ${formatCount(total)} users are listed.`
        : undefined
    }
    rows={users.map(
      ({ user, user_id: id, upstream_user_id: upstream, email, name: called, count, by, first, last }) => {
        const name = email ?? upstream ?? id ?? user;
        return {
          key: user === undefined ? 'nobody' : `=${user}`,
          cells: {
            user:
              name === undefined ? (
                <span className={css['nobody']}>Nobody gave a name</span>
              ) : (
                <>
                  <Link to={userPath(name, spans)}>{name}</Link>
                  <PersonName name={called} />
                </>
              ),
            attempts: formatCount(count),
            signed_in: formatCount(by.signed_in ?? 0),
            kept_out: formatCount(failuresIn(by)),
            unfinished: formatCount((by.did_not_finish ?? 0) + (by.in_progress ?? 0)),
            first: <span className="mono">{secondOf(first, zone)}</span>,
            last: <span className="mono">{secondOf(last, zone)}</span>,
          },
        };
      },
    )}
  />
);
