import type { Attempt } from '../../../contract/attempts.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { isEmail } from '../../../contract/record.ts';

/** By what attempts are taken to be one person’s. */
export type SamePerson = {
  readonly basis: 'user' | 'address_and_browser';
  readonly filters: Filters;
};

const by = (any: Filters['any']): Filters => ({ ...noFilters, any });

/**
 * Which attempts are the same person’s: those of the same user; else, as an inference, those from the same address
 * and browser. An account that matches no user here is a name nobody else knows them by.
 * @returns undefined when the attempt tells neither
 */
export const samePerson = (attempt: Attempt): SamePerson | undefined => {
  const { user_id: user, upstream_user_id: upstream, source_ip: address, user_agent: agent } = attempt;
  if (user !== undefined) return { basis: 'user', filters: by({ user_id: [user] }) };
  const isStranger = attempt.verdict.code === 'no_such_user';
  if (upstream !== undefined && !isStranger) {
    const property = isEmail(upstream) ? 'email' : 'upstream_user_id';
    return { basis: 'user', filters: by({ [property]: [upstream] }) };
  }
  if (address === undefined || agent === undefined) return undefined;
  return { basis: 'address_and_browser', filters: by({ source_ip: [address], user_agent: [agent] }) };
};
