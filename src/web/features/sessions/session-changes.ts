import type { SessionAnswer } from '../../../contract/attempt-context.ts';
import { labelOf } from '../../../contract/fields.ts';
import { isEmail } from '../../../contract/record.ts';

/** A change within a session in the words of the page; the values as they were recorded beside them. */
export type ToldChange = {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly recorded: string;
  readonly time: string;
  readonly requestId: string | undefined;
};

type Answer = Pick<SessionAnswer, 'changes' | 'attempts' | 'browsers' | 'users'>;

const addressesOf = ({ attempts }: Pick<Answer, 'attempts'>): ReadonlyMap<string, string> =>
  new Map(
    attempts.flatMap(({ user_id: id, email }) =>
      id === undefined || email === undefined ? [] : [[id, email]],
    ),
  );

/** The people of a session by their addresses; by id whoever has none. */
export const sessionPeople = (answer: Pick<Answer, 'attempts' | 'users'>): string[] => {
  const addresses = addressesOf(answer);
  return [...new Set(answer.users.map((user) => addresses.get(user) ?? user))];
};

/**
 * What changed within a session, in the order of time. A person is named by the address where it is known, so
 * that the ids changing with it are no second change; browsers by their names, where these tell them apart.
 */
export const tellChanges = (answer: Answer): ToldChange[] => {
  const addresses = addressesOf(answer);
  const browsers = new Map(answer.browsers.map(({ user_agent: agent, browser }) => [agent, browser]));
  const told = new Map<string, ToldChange>();
  for (const change of answer.changes.toSorted((a, b) => a.time.localeCompare(b.time))) {
    const { property, time, request_id: requestId } = change;
    const names = property === 'user_agent' ? browsers : addresses;
    const [from, to] = [names.get(change.from) ?? change.from, names.get(change.to) ?? change.to];
    const isSame = from === to;
    const isPerson = property === 'user_id' || property === 'upstream_user_id';
    const what = isPerson && isEmail(from) && isEmail(to) ? 'User' : labelOf(property);
    // the id and the address of a person are recorded at different steps of one attempt
    const key = [what, from, to, isPerson ? (requestId ?? time) : time].join('\n');
    if (told.has(key)) continue;
    told.set(key, {
      what: property === 'user_agent' && !isSame ? 'Browser' : what,
      from: isSame ? change.from : from,
      to: isSame ? change.to : to,
      recorded: `${labelOf(property)}: ${change.from} → ${change.to}`,
      time,
      requestId,
    });
  }
  return [...told.values()];
};

/** What changed when an attempt of the session began or while it lasted: “User”, “Source IP”. */
export const changedIn = (changes: readonly ToldChange[], requestId: string): string[] => [
  ...new Set(changes.filter((change) => change.requestId === requestId).map(({ what }) => what)),
];
