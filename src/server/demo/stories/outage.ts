import { type At, oneDay, oneHour, midnightOf, oneMinute } from '../clock.ts';
import type { Provider } from '../organisations.ts';

/** A stretch of time in which an identity provider refuses everybody. */
export type Outage = { readonly provider: Provider; readonly from: At; readonly to: At };

/** The outage of the demo: two days before its end, in the morning. */
export const outageBefore = (until: At): Outage => {
  const from = midnightOf(until) - 2 * oneDay + 9 * oneHour;
  return { provider: 'Okta', from, to: from + 40 * oneMinute };
};
