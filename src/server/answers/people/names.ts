import type { z } from 'zod';
import { fold } from '../../../contract/fold.ts';
import { formatInstant } from '../../../contract/instant.ts';
import type { NamesAnswer, namesQuerySchema } from '../../../contract/names.ts';
import { isEmail } from '../../../contract/record.ts';
import type { Named } from '../../store/questions/events.ts';
import type { Answering } from '../answering.ts';
import { personKey } from '../person.ts';
import { directoryNames } from '../directory-names.ts';

/** So many words of a text are looked for. */
const mostWords = 40;

/** The words of a text: a part of an address keeps its points. */
const wordsOfText = (text: string): readonly string[] =>
  [
    ...new Set(
      text
        .split(/[\s,;()<>[\]{}"“”„«»!?|]+/)
        .map((word) => word.replaceAll(/^[^\p{L}\p{N}:]+|[^\p{L}\p{N}:]+$/gu, '').replace(/(?<!:):$/, ''))
        .filter((word) => word !== ''),
    ),
  ].slice(0, mostWords);

const namedAnswer = ({ value, count, last }: Named) => ({
  value,
  count,
  ...(last === undefined ? {} : { last: formatInstant(last) }),
});

type NamedPerson = NamesAnswer['people'][number];

/** People, applications and addresses that are named in a text, the best fit first. */
export const answerNames = async (
  answering: Answering,
  { text, limit }: z.output<typeof namesQuerySchema>,
): Promise<NamesAnswer> => {
  const { store, asking } = answering;
  const names = await store.events.names({ words: wordsOfText(text), limit }, asking);
  const of = (property: Named['property']) => names.filter((name) => name.property === property);
  const [called, users] = [of('person'), of('user_id')];
  const upstream = of('upstream_user_id').map((name) => ({
    property: isEmail(name.value) ? ('email' as const) : ('upstream_user_id' as const),
    ...namedAnswer(name),
  }));
  const owners = await store.events.owners({ ids: upstream.map(({ value }) => value) }, asking);
  const userIds = [...[...called, ...users].map(({ value }) => value), ...Object.values(owners)];
  const [emails, addresses, known] = await Promise.all([
    store.events.emails({ userIds }, asking),
    store.events.ownAddresses({ userIds }, asking),
    directoryNames(answering, userIds),
  ]);
  const withName = (userId: string | undefined): { readonly name?: string } => {
    const name = userId === undefined ? undefined : known[userId];
    return name === undefined ? {} : { name };
  };
  const others = users.map((name): NamedPerson => {
    const email = emails[name.value];
    return { property: 'user_id', ...namedAnswer(name), ...(email === undefined ? {} : { email }) };
  });
  /** By their address, where it is theirs alone: records can have that without the user_id. */
  const people = called.map((name): NamedPerson & { readonly userId: string } => {
    const { value: userId } = name;
    const [email, own] = [emails[userId], addresses[userId] ?? []];
    const address = own.find((each) => each === email) ?? own[0];
    const found = namedAnswer(name);
    return address === undefined
      ? { userId, property: 'user_id', ...found, ...(email === undefined ? {} : { email }) }
      : { userId, property: 'email', ...found, value: address };
  });
  const seen = people.filter(({ count }) => count > 0);
  const unseen = people.filter(({ count }) => count === 0);
  const byPerson = new Map<string, NamedPerson>();
  for (const { userId, ...each } of [...seen, ...[...upstream, ...others].map(withoutId), ...unseen]) {
    const owner = userId ?? (each.property === 'user_id' ? each.value : owners[each.value]);
    const key = personKey({ id: owner ?? fold(each.value), isUserId: owner !== undefined });
    // somebody is there once, by what fits best
    if (!byPerson.has(key)) byPerson.set(key, { ...each, ...withName(owner) });
  }
  return {
    people: [...byPerson.values()].slice(0, limit),
    applications: of('application_name').map((name) => ({
      property: 'application_name',
      ...namedAnswer(name),
    })),
    addresses: of('source_ip').map((name) => ({ property: 'source_ip', ...namedAnswer(name) })),
  };
};

const withoutId = (person: NamedPerson): NamedPerson & { readonly userId?: undefined } => person;
