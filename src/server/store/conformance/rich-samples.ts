import fc from 'fast-check';
import { formatInstant } from '../../../contract/instant.ts';
import { type AuditRecord, eventNames, results } from '../../../contract/record.ts';
import type { PreparedEvent } from '../store.ts';
import { microsPerMinute } from './attempt-samples.ts';
import { placeOf } from './naive-judge.ts';
import { long, pools, withItsOwn } from './rich-pools.ts';
import { prepared } from './samples.ts';

/*
 * Histories of sign-ins that have everything in them that could lead an engine astray: several people behind an address
 * and several addresses of a person, names that look alike or like SQL, texts that are long, empty, or begin with a byte
 * order mark, events of one instant, renewals, sign-ins that broke off, and events that come late.
 */

/** Where they begin: three days before the clocks of Berlin change. */
export const beginning = BigInt(Date.UTC(2026, 2, 27, 21)) * 1000n;
export const days = 4;

type Pools = typeof pools;
export type Pooled = keyof Pools;

export const pooled = Object.keys(pools) as readonly Pooled[];
export const requestIds = [
  'r%',
  `r'"; --`,
  long,
  'R1',
  ...Array.from({ length: 90 }, (_, index) => `r${index}`),
];

export const stageThatFails = 'Identity Provider Authentication';
const names: Readonly<Record<string, string>> = {
  AR: 'Authentication Request',
  AS: 'Assertion Request',
  IP: stageThatFails,
  CB: 'Identity Provider Callback',
  PE: 'Policy Evaluation',
  MF: 'MFA Challenge',
  TK: 'Token',
  RF: 'Refresh',
};

/** How sign-ins go; each may break off anywhere. */
const flows = [
  'AR/InProgress PE/Authenticate IP/InProgress IP/Success CB/Success PE/DoMfa PE/Success TK/Create MF/InProgress MF/Failure MF/Create MF/Success AR/CodeIssued TK/Create AR/Success',
  'AR/InProgress IP/InProgress IP/Success CB/Success PE/Success AR/CodeIssued TK/Create AR/Success',
  'AR/InProgress IP/InProgress IP/Failure AR/Failure',
  'AR/InProgress IP/InProgress CB/Success PE/Denied AR/Denied',
  'PE/DoMfa MF/Create MF/Denied MF/DoMfa MF/Timeout AR/Failure',
  'MF/Create MF/InProgress MF/Create',
  'MF/Create MF/Failure MF/Success MF/Timeout',
  'Zone/Odd TK/Odd Device/Even',
  'IP/Failure',
  'IP/Failure',
  'IP/Success AR/Success',
  'TK/Success',
  'TK/Create TK/SessionExpired',
  'RF/Success',
  'RF/Failure',
  'AS/Success',
].map((flow) => flow.split(' '));

const anyStep = fc
  .tuple(fc.constantFrom('', 'Device', 'Zone', ...eventNames), fc.constantFrom('', 'Odd', 'Even', ...results))
  .map(([stage, result]) => `${stage}/${result}`);

const steps: fc.Arbitrary<readonly string[]> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...flows), fc.nat(15))
      .map(([flow, length]) => flow.slice(0, Math.max(1, length))),
  },
  { weight: 1, arbitrary: fc.array(anyStep, { minLength: 1, maxLength: 5 }) },
);

const valuesOf = (present: number) =>
  fc.record(
    Object.fromEntries(
      pooled.map((name) => [
        name,
        fc.option(fc.constantFrom<string | number>(...pools[name]), { nil: undefined, freq: present }),
      ]),
    ),
  );

/** An attempt: what is the same in its events, what some of them have otherwise, and when each of them is. */
const attempts = fc.record({
  id: fc.constantFrom(...requestIds),
  steps,
  same: valuesOf(4),
  other: valuesOf(2),
  /** Places among the events; -1 is the last. */
  otherAt: fc.uniqueArray(fc.constantFrom<number>(0, 1, 3, -1, -1), { maxLength: 2 }),
  isLegacy: fc.nat(9).map((chance) => chance === 0),
  isUnlinked: fc.nat(19).map((chance) => chance === 0),
  /** Minutes after a day's beginning: few, so that what happens comes close together and at once. */
  begins: fc.tuple(fc.nat(days - 1), fc.constantFrom<number>(0, 0, 1, 2, 3, 5, 119, 180, 181, 1_439)),
  /** Seconds between one event and the next. */
  gaps: fc.array(fc.constantFrom(0, 0, 1, 1, 20, 60, 300, 20_000), { minLength: 15, maxLength: 15 }),
  isAtOnce: fc.nat(2).map((chance) => chance === 0),
});
type Attempt = typeof attempts extends fc.Arbitrary<infer Each> ? Each : never;

/** The same again and again: one person, or one after another, at one address or several, at near-equal intervals. */
const crowds = fc
  .record({
    same: valuesOf(9),
    other: fc.constantFrom({}, { upstream_user_id: 'other@x.example', source_ip: '192.0.2.9' }),
    steps: fc.constantFrom(
      'IP/InProgress IP/Failure',
      'IP/InProgress IP/Failure',
      'IP/Failure',
      'IP/Failure',
      'PE/DoMfa MF/Create MF/Denied AR/Denied',
      'MF/Create',
      'TK/Success',
      'AS/Success',
      'AS/Success',
    ),
    begins: fc.tuple(fc.nat(days - 1), fc.constantFrom(0, 2, 119, 1_435)),
    minutes: fc.array(fc.constantFrom(1, 1, 1, 1, 5), { minLength: 3, maxLength: 9 }),
    changing: fc.constantFrom(undefined, undefined, 'user_id', 'source_ip', 'source_ip', 'user_agent'),
    isNameless: fc.boolean(),
    endsWell: fc.boolean(),
  })
  .map(({ same: all, other, changing, begins, minutes, ...crowd }) => {
    const { user_id: user, ...nameless } = all;
    const same = crowd.isNameless ? nameless : { ...nameless, user_id: user };
    let minute = begins[1];
    return minutes.map((gap, index): Omit<Attempt, 'id'> => {
      const changed = changing && { [changing]: pools[changing][index % 3] };
      minute += gap;
      return {
        steps: (crowd.endsWell && index === minutes.length - 1 ? 'AS/Success' : crowd.steps).split(' '),
        same: { ...same, ...changed },
        other,
        otherAt: [1],
        isLegacy: false,
        isUnlinked: false,
        begins: [begins[0], minute],
        gaps: [],
        isAtOnce: false,
      };
    });
  });

const recordsOf = (attempt: Attempt): AuditRecord[] => {
  const { id, same, other, otherAt, isLegacy, isUnlinked, begins } = attempt;
  let time = beginning + BigInt(begins[0] * 1_440 + begins[1]) * microsPerMinute;
  return attempt.steps.flatMap((step, at) => {
    if (at > 0 && !attempt.isAtOnce) time += BigInt(attempt.gaps[at] ?? 0) * 1_000_000n;
    const isLast = at === attempt.steps.length - 1;
    const [stage = '', result = ''] = step.split('/');
    if (stage === '' && result === '') return [];
    const name = names[stage] ?? stage;
    // a challenge that is told the old way is no question's yet
    const told =
      isLegacy && name !== 'MFA Challenge'
        ? { event_name: '', stage: name, event: result }
        : { event_name: name, result, event: 'Success', stage: 'login' };
    const record = {
      ...same,
      ...(otherAt.includes(at) || (isLast && otherAt.includes(-1)) ? other : {}),
      ...told,
      ...(isUnlinked ? {} : { request_id: id }),
      time: formatInstant(time),
    };
    return [withItsOwn(JSON.parse(JSON.stringify(record)) as AuditRecord)];
  });
};

/** Who and what an attempt is about is told by the last event, or the first: of two in one place it is open by which. */
const agreeing = (records: readonly AuditRecord[]): AuditRecord[] => {
  const first = new Map<string, AuditRecord>();
  return records.map((record) => {
    const step = record.event_name || record.stage || '';
    const end = record.result || record.event || '';
    const key = JSON.stringify([record.request_id, record.time, placeOf({ step, end })]);
    const known = first.get(key) ?? record;
    first.set(key, known);
    const { event_name, result, stage, event, session, place } = record;
    const own = { event_name, result, stage, event, session, place };
    return JSON.parse(JSON.stringify({ ...known, ...own })) as AuditRecord;
  });
};

/** What comes first, and what comes late: to the first two days, so that the others stay as they were. */
export type History = { readonly first: readonly PreparedEvent[]; readonly late: readonly PreparedEvent[] };

/** About so many attempts besides so many crowds, of which a third of the events on the first days come late. */
export const historiesOf = (count: number, crowded = 1): fc.Arbitrary<History> =>
  fc
    .tuple(
      fc.array(attempts, { minLength: count, maxLength: count }),
      fc.array(crowds, { minLength: crowded, maxLength: crowded }),
      fc.array(fc.nat(2), { minLength: 97, maxLength: 97 }),
    )
    .map(([single, many, chances]) => {
      const all = [...single, ...many.flat().map((each, index) => ({ ...each, id: `c${index}` }))];
      const third = formatInstant(beginning + 2n * 1_440n * microsPerMinute);
      const records = agreeing(all.flatMap((each) => recordsOf(each)));
      const isLate = records.map(
        ({ time = '' }, index) => time < third && chances[index % chances.length] === 0,
      );
      const events = records.map((record, index) => prepared(record, `e${index}`));
      return {
        first: events.filter((_, index) => isLate[index] !== true),
        late: events.filter((_, index) => isLate[index] === true),
      };
    });
