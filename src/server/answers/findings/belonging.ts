import type { z } from 'zod';
import type { rangeQuerySchema } from '../../../contract/attempt-context.ts';
import type { Attempt } from '../../../contract/attempts.ts';
import type { Finding, OwnFindingsAnswer } from '../../../contract/findings.ts';
import type { FindingKind } from '../../../contract/finding-kinds.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { fold } from '../../../contract/fold.ts';
import {
  type Micros,
  micros,
  microsPerHour,
  parseInstant,
  representable,
  microsOfMinutes,
} from '../../../contract/instant.ts';
import { overviewQuerySchema } from '../../../contract/overview.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import type { Answering } from '../answering.ts';
import type { AttemptQuery } from '../attempts/attempt.ts';
import type { Presented } from '../attempts/present-attempt.ts';
import { refuseUnknownAddress } from '../people/address.ts';
import { personsOf } from '../person.ts';
import { findUser } from '../people/user.ts';
import { filterQuery } from '../overview/range.ts';
import { answered, everyFinding, lookFor } from './findings.ts';

/** A bound of the work: of a finding that ends longer before an attempt, or begins longer after it, it is no part. */
const around = 6n * microsPerHour;

/** How long after its last attempt a finding of a kind still holds what follows: until whoever got in is told. */
const minutesAfter = ({
  worth_a_look: { others_minutes: minutes },
  second_step_fatigue: fatigue,
}: Thresholds): Readonly<Record<FindingKind, number>> => ({
  brute_force: minutes,
  spray: minutes,
  second_step_fatigue: fatigue.minutes,
  provider_stands_out: 0,
  application_stands_out: 0,
  new_device: 0,
  new_address: 0,
  retrying: 0,
});

const isSame = (one: string, other: string): boolean => fold(one) === fold(other);

/** Whether all that a finding is about is what the attempt is about. */
const isAbout = ({ subject }: Finding, attempt: Attempt, people: readonly string[]): boolean => {
  const { user, source_ip: address, upstream_idp: provider, application_name: application } = subject;
  return (
    (user === undefined || people.some((id) => isSame(user, id))) &&
    (address === undefined || address === attempt.source_ip) &&
    (provider === undefined || provider === attempt.upstream_idp) &&
    (application === undefined || application === (attempt.application_name ?? attempt.client_id))
  );
};

const holds = (
  { kind, first, last }: Finding,
  { start, last: end }: { readonly start: Micros; readonly last: Micros },
  after: Readonly<Record<FindingKind, number>>,
): boolean => {
  const [from, to] = [parseInstant(first), parseInstant(last)];
  if (from === undefined || to === undefined) return false;
  return from <= end && start <= to + microsOfMinutes(after[kind]);
};

/** That much fails at a provider or in an application is nothing that a sign-in there belongs to. */
const isOfThose = ({ subject: { user, source_ip: address } }: Finding, { outcome }: Attempt): boolean =>
  user !== undefined || address !== undefined || outcome !== 'signed_in';

/** The findings that an attempt belongs to: of those in the hours around it. */
export const answerFindingsOfAttempt = async (
  answering: Answering,
  { attempt, stored, person }: Presented,
  { tz }: AttemptQuery,
): Promise<OwnFindingsAnswer> => {
  const { upstream_user_id: upstream } = attempt;
  const [named] = upstream === undefined ? [] : await personsOf(answering, [{ upstream_user_id: upstream }]);
  const people = [person, named].flatMap((each) => each?.id ?? []);
  const found = await everyFinding(answering, {
    tz,
    from: representable(micros(stored.start - around)),
    to: representable(micros(stored.last + around)),
  });
  const after = minutesAfter(answering.thresholds);
  const titled = found.titled.filter(
    ({ finding }) =>
      isAbout(finding, attempt, people) && isOfThose(finding, attempt) && holds(finding, stored, after),
  );
  return answered({ ...found, titled }, answering);
};

type RangeQuery = z.output<typeof rangeQuerySchema>;

/** What is found among the attempts with one value, of somebody or of an address. */
const foundWith = async (
  answering: Answering,
  filters: Filters,
  query: RangeQuery,
): Promise<OwnFindingsAnswer> => {
  const found = await lookFor(answering, overviewQuerySchema.parse({ ...query, ...filterQuery(filters) }));
  // of a provider or an application too few are told here to say anything about it
  const titled = found.titled.filter(
    ({ finding: { subject } }) => (subject.user ?? subject.source_ip) !== undefined,
  );
  return answered({ ...found, titled }, answering);
};

/** The findings among one user’s attempts. @throws NothingThere when no event names the user; BadParameter by name */
export const answerFindingsOfUser = async (
  answering: Answering,
  user: string,
  query: RangeQuery,
): Promise<OwnFindingsAnswer> => foundWith(answering, (await findUser(answering, user)).filters, query);

/** The findings among the attempts from one address. @throws as for a user */
export const answerFindingsOfAddress = async (
  answering: Answering,
  address: string,
  query: RangeQuery,
): Promise<OwnFindingsAnswer> => {
  await refuseUnknownAddress(answering, address);
  return foundWith(answering, { ...noFilters, any: { source_ip: [address] } }, query);
};
