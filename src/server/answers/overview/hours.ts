import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import type { OutcomeCounts } from '../../../contract/attempts.ts';
import { type HoursAnswer, overviewQuerySchema } from '../../../contract/overview.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { overviewRange } from './range.ts';
import { tallyOf } from './tally.ts';

const week = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
  [...Array(24).keys()].map((hour) => ({ weekday, hour })),
);

/** Attempts by weekday and hour. @throws BadParameter by name */
export const answerHours = async (
  { store, now, asking }: Answering,
  query: z.output<typeof overviewQuerySchema>,
): Promise<HoursAnswer> => {
  const { tz } = query;
  refuseUnknownZone(tz);
  const { scope, answer } = await overviewRange(store, query, now, asking);
  const { before: _start, beforeEnd: _end, ...range } = scope;
  const counted = await store.overview.hours({ ...range, zone: tz }, asking);
  return {
    from: answer.from,
    to: answer.to,
    tz,
    hours: week.flatMap(({ weekday, hour }) => {
      const by: OutcomeCounts = {};
      for (const each of counted)
        if (each.weekday === weekday && each.hour === hour) by[each.outcome] = each.count;
      const tally = tallyOf(by);
      return tally.attempts === 0 ? [] : [{ weekday, hour, ...tally }];
    }),
  };
};
