import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import {
  type BreakdownAnswer,
  type BreakdownName,
  breakdownQuerySchema,
} from '../../../contract/overview.ts';
import type { Filters } from '../../../contract/filters.ts';
import { isEmail } from '../../../contract/record.ts';
import type { ValueOutcomes } from '../../store/questions/overview.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { type Narrowing, narrowed } from '../narrowing.ts';
import { directoryNames } from '../directory-names.ts';
import { isNobody, narrowingsOf } from '../person.ts';
import { attemptQuery, overviewRange } from './range.ts';
import { tallyOf } from './tally.ts';

/** By which filters the attempts of each value are found. */
const narrowings = async (
  answering: Pick<Answering, 'store' | 'asking'>,
  by: BreakdownName,
  shares: readonly ValueOutcomes[],
  filters: Filters,
): Promise<(share: ValueOutcomes) => readonly Narrowing[]> => {
  if (by !== 'user') return ({ value }) => [{ property: by, value }];
  const people = shares.flatMap(({ value, isUserId }) =>
    value === undefined ? [] : [{ id: value, isUserId }],
  );
  const narrowingOf = await narrowingsOf(answering, people, filters);
  return ({ value, isUserId }) => (value === undefined ? isNobody : narrowingOf({ id: value, isUserId }));
};

/** What users are called: by the address that is known for them. */
const labelsOf = async (
  store: Store,
  shares: readonly ValueOutcomes[],
  asking: Asking,
): Promise<(share: ValueOutcomes) => string | undefined> => {
  const userIds = shares.flatMap(({ value, isUserId }) => (isUserId && value !== undefined ? [value] : []));
  const emails = await store.events.emails({ userIds }, asking);
  return ({ value, isUserId }) => {
    if (value === undefined) return undefined;
    if (!isUserId) return isEmail(value) ? value : undefined;
    return emails[value];
  };
};

/** What fails most, of one kind. @throws BadParameter by name */
export const answerBreakdown = async (
  { store, now, asking }: Answering,
  query: z.output<typeof breakdownQuerySchema>,
): Promise<BreakdownAnswer> => {
  refuseUnknownZone(query.tz);
  const { scope, answer } = await overviewRange(store, query, now, asking);
  const { by, limit } = query;
  const { shares, total } = await store.overview.breakdown({ ...scope, by, limit }, asking);
  const narrowingOf = await narrowings({ store, asking }, by, shares, scope.filters);
  const labelOf = by === 'user' ? await labelsOf(store, shares, asking) : () => undefined;
  const ids = shares.flatMap(({ value, isUserId }) => (isUserId && value !== undefined ? [value] : []));
  const names = await directoryNames({ store, asking }, by === 'user' ? ids : []);
  return {
    ...answer,
    total,
    values: shares.map((share) => {
      const label = labelOf(share);
      const name = share.isUserId && share.value !== undefined ? names[share.value] : undefined;
      const filters = narrowed(scope.filters, narrowingOf(share));
      return {
        value: share.value ?? null,
        ...(label === undefined ? {} : { label }),
        ...(name === undefined ? {} : { name }),
        by: share.now,
        now: tallyOf(share.now),
        before: share.before ? tallyOf(share.before) : null,
        query: attemptQuery({ ...scope, filters }),
      };
    }),
  };
};
