import type { FieldName } from '../../../contract/fields.ts';
import { isEmail } from '../../../contract/record.ts';
import { pageOf } from '../../lib/base-path.ts';
import { addressIn, isNetwork } from '../../../contract/ip-address.ts';
import { shownOf, valueOf } from '../../lib/marks.ts';
import { namedIds } from './named-ids.ts';
import { idOfPath, routes } from '../looks/paths.ts';

/** What a text that was typed or pasted says, each value once and in the order in which it stands there. */
export type TextReading = {
  readonly emails: readonly string[];
  readonly hosts: readonly string[];
  readonly networks: readonly string[];
  /** Ids, by their shape or because the text calls them so. */
  readonly ids: readonly string[];
  /** What may be an id or a name of a host: the data knows. */
  readonly words: readonly string[];
  /** What the text says that its id is of. */
  readonly property: FieldName | undefined;
  /** The page of the dashboard that the text is a link to. */
  readonly page: string | undefined;
  /** Whether the text is one value as it stands, so that searching for the text can find it. */
  readonly whole: boolean;
  /** So many characters at the end were not read. */
  readonly unread: number;
};

/** So much of a text is read (characters), and so many words of it may be ids. */
export const readAtMost = 65_536;
const mostWords = 100;
const longestId = 2_000;
const longestWord = 2_000;

// what nobody sees, and mail programs and tickets leave in a text
const unseen = /[\u034f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const blanks = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u0085]/g;

const tidied = (text: string): string =>
  text
    .replaceAll(unseen, '')
    .replaceAll(blanks, ' ')
    .replaceAll(/[“”„‟«»″]/g, '"')
    .replaceAll(/[‘’‚‛‹›′]/g, "'")
    // dashes that text processors put in place of the plain one, and wide signs
    .replaceAll(/[\u2010-\u2012\u2212\ufe63\uff0d]/g, '-')
    .replaceAll('：', ':')
    .replaceAll('＝', '=')
    .replaceAll('＠', '@')
    .replaceAll(/[，；、（）]/g, ' ')
    // written so that nobody opens them: `192[.]0[.]2[.]1`, `ana[@]x[.]org`
    .replaceAll(/[[({]([.@:])[\])}]/g, '$1')
    // JSON within JSON
    .replaceAll('\\"', '"');

const between = /(?:[\s,;<>()"`[\]{}|\\→⇒]|[-=](?=>))+/;
const withinLinks = /[/?&#]/;

/** A word without what writing puts around it: bullets, quotes, the end of a sentence. */
const bare = (word: string): string =>
  word
    .replace(/^['•◦▪‣·●○■□–—→>*#.!?-]+/u, '')
    // looked for where a run begins: in a long text of points, no search begins at each of them
    .replace(/(?<!['.!?*…])['.!?*…]+$/u, '')
    .replaceAll(/^:(?!:)|(?<!:):$/g, '');

// UTF-8, percent-encoded, in one to four bytes a character
const encoded =
  /^(?:[^%]|%[0-7][\da-f]|%(?:c[2-9a-f]|d[\da-f])%[89ab][\da-f]|%e(?:0%[ab]|[1-9a-cef]%[89ab]|d%[89])[\da-f]%[89ab][\da-f]|%f(?:0%[9ab]|[1-3]%[89ab]|4%8)[\da-f](?:%[89ab][\da-f]){2})*$/i;

/**
 * A word without its percent-encoding; as it stands, where a % is a character like any other. It is looked at before: in a
 * long text thousands may be refused, and each error would take its time.
 */
const decoded = (word: string): string =>
  word.includes('%') && encoded.test(word) ? decodeURIComponent(word) : word;

const uuid = /(?<![0-9a-z])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z])/gi;
const hex32 = /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi;
const moment = /^(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d\d)/;

/** Pages about one value, and the property it is of. */
const pages: readonly (readonly [pattern: RegExp, property: FieldName | undefined])[] = [
  [/^\/attempts\/[^/]+\/?$/, 'request_id'],
  [/^\/sessions\/[^/]+\/?$/, 'session'],
  [/^\/traces\/[^/]+\/?$/, 'trace_id'],
  [/^\/addresses\/[^/]+\/?$/, 'source_ip'],
  [/^\/users\/[^/]+\/?$/, undefined],
];

/** The page of the dashboard that a text is a link to, whole or from its path on. */
const linkOf = (pasted: string) => {
  // in brackets or quotes, which no link holds as they are
  const bracketed = pasted.replace(/^[<"]([^<>"]*)[>"]$/, '$1');
  const text = /^(?:[\w.-]+(?::\d+)?)?\/(?:[^/?#]+\/)*(?:attempts|sessions|traces|addresses|users)\//.test(
    bracketed,
  )
    ? `http://${bracketed.startsWith('/') ? 'localhost' : ''}${bracketed}`
    : bracketed;
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return undefined;
  const { pathname: whole, search } = new URL(text);
  const pathname = pageOf(whole);
  const about = pages.find(([pattern]) => pattern.test(pathname));
  const lists: readonly string[] = [routes.events, routes.attempts, routes.overview];
  if (!about && !lists.includes(pathname)) return undefined;
  return {
    page: `${pathname}${search}`,
    property: about?.[1],
    value: about ? valueOf(idOfPath(pathname) ?? '') : undefined,
  };
};

/** The first link to a page of the dashboard among the words of a text, without what ends a sentence. */
const linkWithin = (text: string) => {
  for (const word of text.split(/[\s<>"]+/)) {
    const link = word.includes('/')
      ? linkOf(word.replace(/^[([{']+/, '').replace(/(?<![.,;:!)\]])[.,;:!)\]]+$/, ''))
      : undefined;
    if (link) return link;
  }
  return undefined;
};

type Found = Record<'emails' | 'hosts' | 'networks' | 'ids' | 'words', Set<string>>;

/** Sort one word in. @returns whether its shape says what it is */
const sortIn = (found: Found, word: string, isRest = false): boolean => {
  const text = decoded(word.replace(/^mailto:/i, ''));
  const host = addressIn(text);
  if (host !== undefined) found.hosts.add(host);
  else if (isNetwork(text)) found.networks.add(text);
  else {
    // `user=ana@x.org`, `from:192.0.2.1`
    const [, rest = ''] = /^[\p{L}_][\p{L}\p{N}_.-]*[=:](.+)$/su.exec(text) ?? [];
    if (!isRest && rest !== '' && sortIn(found, bare(rest), true)) return true;
    // a domain ends before a port, a path, a query
    const email = text.replace(/(?<=@)([^@/:?]*)[/:?].*$/s, '$1');
    if (isEmail(email) && !text.includes('://') && /^[^@/]*[\p{L}\p{N}][^@/]*@[\p{L}\p{N}]/u.test(email))
      found.emails.add(email);
    else {
      const inner = text.match(uuid) ?? text.match(hex32) ?? [];
      for (const id of inner) found.ids.add(id);
      return inner.length > 0;
    }
  }
  return true;
};

const isWord = (text: string): boolean =>
  text.length >= 6 &&
  text.length <= longestId &&
  /\d/.test(text) &&
  /[\p{L}\p{N}]/u.test(text) &&
  !moment.test(text);

/** The values without those that differ from one before in their case only. */
const firstsByCase = (values: ReadonlySet<string>): string[] => {
  const first = new Map<string, string>();
  for (const value of values) {
    const key = value.toLowerCase();
    if (!first.has(key)) first.set(key, value);
  }
  return [...first.values()];
};

const wordsOf = (text: string): string[] =>
  text
    .split(between)
    .flatMap((part) => (/:\/\/|@[^@]*@/.test(part) ? part.split(withinLinks) : [part]))
    .map(bare)
    .filter((word) => word !== '' && word.length <= longestWord);

/** What an id can look like that stands alone: one word, not too short. */
const anyId = /^\S{6,2000}$/;

/**
 * Read a text: a word, a line of a ticket or of a log, a list, a table, a record as JSON, a link.
 * @returns values as they are shown
 */
export const recognise = (pasted: string): TextReading => {
  const text = valueOf(pasted);
  const trimmed = text.trim();
  const tidy = tidied(text.slice(0, readAtMost)).trim();
  const found: Found = {
    emails: new Set(),
    hosts: new Set(),
    networks: new Set(),
    ids: new Set(),
    words: new Set(),
  };
  // as it stands, before anything that is read out of it: a value can hold whatever a text can
  if (anyId.test(trimmed)) found.words.add(trimmed).add(text).add(bare(tidy));
  const link = linkOf(tidy);
  const within = link ?? linkWithin(tidy.slice(0, 10_000));
  const named = link
    ? [{ property: link.property, value: link.value ?? '' }]
    : [
        ...(within?.value === undefined ? [] : [{ property: within.property, value: within.value }]),
        ...namedIds(text.slice(0, readAtMost)),
        ...namedIds(tidy),
      ];
  for (const { value } of named) {
    if (value !== '' && !sortIn(found, value)) found.ids.add(value).add(decoded(value));
  }
  if (!link) {
    for (const word of wordsOf(tidy))
      if (!sortIn(found, word) && isWord(word) && found.words.size < mostWords) found.words.add(word);
  }
  const { ids, words } = found;
  const shaped = [...found.emails, ...found.hosts, ...found.networks, ...ids];
  const property = new Set(named.map((each) => each.property)).size === 1 ? named[0]?.property : undefined;
  return {
    emails: firstsByCase(found.emails).map(shownOf),
    hosts: [...found.hosts],
    networks: [...found.networks],
    ids: [...ids].filter((id) => id.length <= longestId).map(shownOf),
    words: [...words].filter((word) => !shaped.includes(word)).map(shownOf),
    property,
    page: within?.page,
    whole: shaped.length === 0 ? link === undefined : shaped.length === 1 && shaped[0] === trimmed,
    unread: Math.max(0, text.length - readAtMost),
  };
};

/** Whether the text says by itself what it is, so that more is offered than a search for it. */
export const isTelling = ({ emails, hosts, networks, ids, page }: TextReading): boolean =>
  page !== undefined || [emails, hosts, networks, ids].some((values) => values.length > 0);

/** The ways in which an id may be stored that was written so: as it is, in small letters or capitals, a UUID with and without its dashes. */
export const idForms = (id: string): readonly string[] => {
  const plain = id.replaceAll('-', '');
  const isHex =
    /^[0-9a-f]{32}$/i.test(plain) &&
    [id.length - plain.length].every((dashes) => dashes === 0 || dashes === 4);
  const dashed = plain.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const all = isHex ? [id, plain, dashed] : [id];
  return [
    ...new Set([...all, ...all.map((form) => form.toLowerCase()), ...all.map((form) => form.toUpperCase())]),
  ];
};
