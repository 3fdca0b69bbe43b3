import {
  type Finding,
  type FindingKind,
  type Severity,
  type Thresholds,
  maxFindings,
} from '../../../contract/findings.ts';
import { type Micros, formatInstant, micros } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { isEmail } from '../../../contract/record.ts';
import { type FindingCode, findingSentence, thresholdTexts } from './finding-texts.ts';
import type { Burst, NewestFindings, Person } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { type Narrowing, narrowed, personIs } from '../narrowing.ts';
import { attemptQuery } from '../overview/range.ts';

/** What findings are looked for with. */
export type Looking = {
  readonly store: Store;
  readonly scope: OverviewScope;
  readonly zone: string;
  readonly thresholds: Thresholds;
  readonly asking: Asking;
};

/** Findings of one kind and how many there are. */
export type Told = {
  readonly kind: FindingKind;
  readonly findings: readonly Finding[];
  readonly total: number;
};

export type Subject = Finding['subject'];

/** What a finder says of one finding; the words and the evidence’s form are made of it. */
export type Telling = {
  readonly severity: Severity;
  readonly code?: FindingCode;
  readonly params: Readonly<Record<string, string>>;
  readonly burst: Burst;
  readonly subject: Subject;
  readonly evidence: Finding['evidence'];
};

/** How many microseconds a threshold in minutes is. */
export const microsOfMinutes = (minutes: number): bigint => BigInt(Math.round(minutes * 60e6));

export const limit = maxFindings;

/** Findings of a kind, in words. */
export const told = <Each>(
  kind: FindingKind,
  thresholds: Thresholds,
  { found, total }: NewestFindings<Each>,
  tell: (each: Each) => Telling,
): Told => ({
  kind,
  total,
  findings: found.map((each) => {
    const { severity, code = kind, params, burst, subject, evidence } = tell(each);
    const all = { ...params, count: String(burst.count) };
    return {
      kind,
      severity,
      code,
      params: all,
      sentence: findingSentence(code, all),
      threshold: thresholdTexts[kind](thresholds),
      first: formatInstant(burst.first),
      last: formatInstant(burst.last),
      count: burst.count,
      subject,
      evidence,
    };
  }),
});

/** Whom a finding is about, and what its sentence calls them. */
type Named = { readonly subject: Subject; readonly name: string };

/** Look up what people are called: by the address that is known for them. */
export const namesOf = async (
  { store, asking }: Pick<Looking, 'store' | 'asking'>,
  people: readonly Person[],
): Promise<(person: Person) => Named> => {
  const userIds = people.flatMap(({ id, isUserId }) => (isUserId ? [id] : []));
  const emails = await store.events.emails({ userIds }, asking);
  return ({ id, isUserId, upstream }) => {
    const recorded = isUserId ? id : (upstream ?? id);
    const email = isUserId ? emails[id] : isEmail(recorded) ? recorded : undefined;
    return {
      subject: { user: recorded, ...(email === undefined ? {} : { email }) },
      name: email ?? recorded,
    };
  };
};

export const personFilters = ({ id, isUserId }: Person): Narrowing[] => personIs(id, isUserId);

/** The attempts that a finding counts: of the scope, with more filters, of some outcomes and of a shorter range. */
export const attemptEvidence = (
  scope: OverviewScope,
  filters: readonly Narrowing[],
  range: { readonly from: Micros; readonly to: Micros },
  outcomes?: readonly Outcome[],
): Finding['evidence'] => ({
  of: 'attempts',
  query: attemptQuery({
    ...scope,
    ...range,
    filters: narrowed(scope.filters, filters),
    ...(outcomes
      ? { outcomes: outcomes.filter((outcome) => scope.outcomes?.includes(outcome) ?? true) }
      : {}),
  }),
});

/** The range of instants from the first to the last, both included. */
export const throughout = ({ first, last }: Pick<Burst, 'first' | 'last'>) => ({
  from: first,
  to: micros(last + 1n),
});
