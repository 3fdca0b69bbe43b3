import { type Filters, noFilters } from '../../../contract/filters.ts';
import { isEmail } from '../../../contract/record.ts';
import type { Answering } from '../answering.ts';
import { narrowed } from '../narrowing.ts';
import { narrowingsOf } from '../person.ts';
import type { Presented } from './present-attempt.ts';

/** By what attempts are taken to be one person’s. */
export type SamePerson = {
  readonly basis: 'user' | 'address_and_browser';
  readonly filters: Filters;
};

const by = (any: Filters['any']): Filters => ({ ...noFilters, any });

/**
 * Which attempts are the same person’s; else, as an inference, those from the same address and browser. An account that
 * matches no user here is a name nobody else knows them by.
 * @returns undefined when the attempt tells neither
 */
export const samePerson = async (
  answering: Pick<Answering, 'store' | 'asking'>,
  { attempt, person }: Pick<Presented, 'attempt' | 'person'>,
): Promise<SamePerson | undefined> => {
  const { upstream_user_id: upstream, source_ip: address, user_agent: agent } = attempt;
  if (person && (person.isUserId || attempt.verdict.code !== 'no_such_user')) {
    // of whom an id that is no address is, only the events tell that have it
    if (!person.isUserId && upstream !== undefined && !isEmail(upstream))
      return { basis: 'user', filters: by({ upstream_user_id: [upstream] }) };
    const narrowingOf = await narrowingsOf(answering, [person]);
    return { basis: 'user', filters: narrowed(noFilters, narrowingOf(person)) };
  }
  if (address === undefined || agent === undefined) return undefined;
  return { basis: 'address_and_browser', filters: by({ source_ip: [address], user_agent: [agent] }) };
};
