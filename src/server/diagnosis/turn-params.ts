import { formatInstant } from '../../contract/instant.ts';
import type { TurnParams } from './params.ts';
import type { Turn } from './turn.ts';

/** What the words of a turn are made of. @param time when the attempt was decided */
export const turnParams = (turn: Turn, time: bigint): TurnParams & { readonly idp?: string } => {
  const ranges = ({ from, to }: { readonly from: bigint; readonly to: bigint }) => ({
    span: to - from,
    ...(time > from ? { before: time - from } : {}),
  });
  const every = (interval: number | undefined) =>
    interval === undefined ? {} : { interval: BigInt(Math.round(interval)) };
  switch (turn.kind) {
    case 'worth_a_look_address':
    case 'address_guessing':
      return { people: turn.people, within: turn.within };
    case 'provider_trouble': {
      const { provider, failed, all, from, to } = turn.course;
      return { idp: provider, failed, all, from: formatInstant(from), to: formatInstant(to) };
    }
    case 'retrying':
    case 'machine':
      return { count: turn.rhythm.count, ...ranges(turn.rhythm), ...every(turn.rhythm.interval) };
    case 'account_disabled':
    case 'account_pending': {
      const { source, since } = turn;
      return {
        source,
        ...(since === undefined ? {} : { from: formatInstant(since), before: time - since }),
      };
    }
    default:
      return {
        count: turn.count,
        ...ranges(turn),
        ...every(turn.interval),
        ...(turn.isStranger ? { stranger: true as const } : {}),
      };
  }
};
