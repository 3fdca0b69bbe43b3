import type { z } from 'zod';
import { fold } from '../../../contract/fold.ts';
import { formatInstant } from '../../../contract/instant.ts';
import type { NamesAnswer, namesQuerySchema } from '../../../contract/names.ts';
import { isEmail } from '../../../contract/record.ts';
import type { Named } from '../../store/questions/events.ts';
import type { Answering } from '../answering.ts';
import { personKey } from '../person.ts';

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

const namedAnswer = ({ value, count, last }: Named) => ({ value, count, last: formatInstant(last) });

/** People, applications and addresses that are named in a text, the best fit first. */
export const answerNames = async (
  { store, asking }: Answering,
  { text, limit }: z.output<typeof namesQuerySchema>,
): Promise<NamesAnswer> => {
  const names = await store.events.names({ words: wordsOfText(text), limit }, asking);
  const of = (property: Named['property']) => names.filter((name) => name.property === property);
  const users = of('user_id');
  const emails = await store.events.emails({ userIds: users.map(({ value }) => value) }, asking);
  const upstream = of('upstream_user_id').map((name) => ({
    property: isEmail(name.value) ? ('email' as const) : ('upstream_user_id' as const),
    ...namedAnswer(name),
  }));
  const owners = await store.events.owners({ ids: upstream.map(({ value }) => value) }, asking);
  const others = users.map((name) => {
    const email = emails[name.value];
    return { property: 'user_id' as const, ...namedAnswer(name), ...(email === undefined ? {} : { email }) };
  });
  const people = new Map<string, NamesAnswer['people'][number]>();
  for (const each of [...upstream, ...others]) {
    const owner = each.property === 'user_id' ? each.value : owners[each.value];
    const key = personKey({ id: owner ?? fold(each.value), isUserId: owner !== undefined });
    // somebody is there once, by what fits best
    if (!people.has(key)) people.set(key, each);
  }
  return {
    people: [...people.values()].slice(0, limit),
    applications: of('application_name').map((name) => ({
      property: 'application_name',
      ...namedAnswer(name),
    })),
    addresses: of('source_ip').map((name) => ({ property: 'source_ip', ...namedAnswer(name) })),
  };
};
