import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Link, useLocation } from 'react-router';
import type { UserAnswer } from '../../../contract/attempt-context.ts';
import { noFilters, readFilters } from '../../../contract/filters.ts';
import { isEmail } from '../../../contract/record.ts';
import { type SoughtPerson, personSought } from '../../audit/explorer/nameless.ts';
import { NamelessNote } from '../../audit/explorer/nameless-note.tsx';
import { userFindingsQuery, userQuery } from '../../api/people.ts';
import { addressPath, attemptsPath, eventsPath, idOfPath, userPath } from '../../audit/looks/paths.ts';
import { writeRange } from '../../audit/time/range.ts';
import { FindingsSection } from '../../audit/record/findings-section.tsx';
import { HowItWent } from '../../audit/record/how-it-went-line.tsx';
import { ResultBadge } from '../../audit/looks/result-badge.tsx';
import { SeenTable } from '../../audit/record/seen-table.tsx';
import {
  SpanBars,
  SpanPage,
  SpanPair,
  SpanSection,
  SpanStack,
  useSpan,
} from '../../audit/record/span-page.tsx';
import { VerdictCard } from '../../audit/record/verdict-card.tsx';
import { formatCount, plural } from '../../lib/format.ts';
import { shownOf } from '../../lib/marks.ts';
import { DirectoryFactsList } from './directory-facts-list.tsx';
import { UserAttempts } from './user-attempts.tsx';
import css from './user-page.module.css';

/** One user, by e-mail address or id: how their sign-ins went, from where and to what. */
export const UserPage = () => {
  const user = idOfPath(useLocation().pathname) ?? '';
  const view = useSpan(`user ${user}`);
  const query = useQuery(userQuery(user, view.span, view.zone));
  return (
    <SpanPage
      kind="User"
      id={user}
      idLabel="E-mail or id"
      view={view}
      query={query}
      about={aboutIn(view.zone)}
      never={({ unrecorded }) => unrecorded === true}
      elsewhere={<Nameless user={user} view={view} />}
      empty={({ attempts, addresses, shared_by: sharedBy }) =>
        attempts.count === 0 && addresses.values.length === 0 && sharedBy.length === 0
      }
    >
      {(answer) => <UserBody answer={answer} view={view} />}
    </SpanPage>
  );
};

/** What the directory says of them, in a zone. */
const aboutIn =
  (zone: string) =>
  ({ directory }: UserAnswer) =>
    directory && <DirectoryFactsList facts={directory} zone={zone} />;

type NamelessProps = {
  readonly user: string;
  readonly view: ReturnType<typeof useSpan>;
  readonly brief?: boolean;
  readonly by?: SoughtPerson | undefined;
};

/** Where attempts of a user may be that have no name. */
const Nameless = ({ user, view: { range, instants }, by, brief = false }: NamelessProps) => (
  <NamelessNote
    person={by ?? { property: isEmail(user) ? 'email' : 'user_id', value: user }}
    filters={noFilters}
    range={range}
    instants={instants}
    brief={brief}
  />
);

type Props = { readonly answer: UserAnswer; readonly view: ReturnType<typeof useSpan> };

const UserBody = ({ answer, view }: Props) => {
  const { zone, range, span } = view;
  const findings = useQuery(userFindingsQuery(answer.user, span, zone));
  const { filters } = readFilters(
    Object.entries(answer.query).flatMap(([param, values]) =>
      values.map((value): [string, string] => [param, value]),
    ),
  );
  const spans = writeRange(range);
  const pathOf = (address: string) => addressPath(address, spans);
  const tries = Object.entries(answer.mfa);
  return (
    <>
      <SpanPair>
        <VerdictCard
          title="Last failure"
          attempt={answer.last_failure}
          none="No failure in this time."
          zone={zone}
        />
        <VerdictCard
          title="Last success"
          attempt={answer.last_success}
          none="No success in this time."
          zone={zone}
        />
      </SpanPair>
      <Others
        ids={answer.shared_by}
        what="Nobody alone has this address: attempts that record a user id as well are on the page of"
        spans={spans}
      />
      <HowItWent
        by={answer.attempts.by}
        renewals={answer.renewals}
        others={{ addresses: answer.addresses.values.length }}
      />
      <FindingsSection
        title="Deserves a look"
        query={findings}
        zone={zone}
        spans={spans}
        self={answer.email ?? answer.user}
      />
      <SpanSection
        title="Attempts"
        to={attemptsPath(filters, spans)}
        more={`Show ${plural(answer.attempts.count, 'attempt')}`}
      >
        <SpanBars histogram={answer.attempts} view={view} filters={filters} />
        <UserAttempts
          filters={filters}
          span={view.span}
          zone={zone}
          total={answer.attempts.count}
          all={attemptsPath(filters, spans)}
        />
        <Nameless user={answer.user} view={view} by={personSought(filters)} brief />
      </SpanSection>
      <SpanPair>
        <SpanStack>
          <SpanSection title="Addresses" to={eventsPath(filters, spans)} more="Show their events">
            <SeenTable
              label="Address"
              property="source_ip"
              seen={answer.addresses}
              zone={zone}
              pathOf={pathOf}
            />
          </SpanSection>
          <SpanSection title="Browsers">
            <SeenTable label="Browser" property="user_agent" seen={answer.browsers} zone={zone} />
          </SpanSection>
          <SpanSection title="User ids">
            <SeenTable label="User ID" property="user_id" seen={answer.user_ids} zone={zone} />
          </SpanSection>
        </SpanStack>
        <SpanStack>
          <SpanSection title="Applications">
            <SeenTable
              label="Application"
              property="application_name"
              seen={answer.applications}
              zone={zone}
            />
          </SpanSection>
          <SpanSection title="Identity providers">
            <SeenTable label="Provider" property="upstream_idp" seen={answer.providers} zone={zone} />
          </SpanSection>
          <SpanSection title="Ids at the identity providers">
            <SeenTable
              label="Upstream user ID"
              property="upstream_user_id"
              seen={answer.upstream_user_ids}
              zone={zone}
            />
            <Others
              ids={answer.shared_addresses}
              what="Others have it, too: attempts that record no user id are on the page of"
              spans={spans}
            />
          </SpanSection>
          <SpanSection title="Second step">
            <ul className={css['mfa']}>
              {tries.map(([result, count]) => (
                <li key={result}>
                  <ResultBadge value={result} /> {formatCount(count)}
                </li>
              ))}
              {tries.length === 0 && <li className={css['none']}>Never asked for in this time.</li>}
            </ul>
          </SpanSection>
        </SpanStack>
      </SpanPair>
    </>
  );
};

type OthersProps = {
  readonly ids: readonly string[];
  readonly what: string;
  readonly spans: ReturnType<typeof writeRange>;
};

/** Ways to the pages of those with whom an address is shared, and of the address itself. */
const Others = ({ ids, what, spans }: OthersProps) =>
  ids.length > 0 && (
    <p className={css['rest']}>
      {what}{' '}
      {ids.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <Link to={userPath(id, spans)}>{shownOf(id)}</Link>
        </Fragment>
      ))}
      .
    </p>
  );
