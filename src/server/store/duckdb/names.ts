import { plainOf, soughtWords } from '../plain-words.ts';
import { calledBy } from '../called-by.ts';
import type { Named, NamesQuestion } from '../questions/events.ts';
import type { Asking } from '../questions/scope.ts';
import { textMark } from '../../records/column-text.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { countedPeople } from './directory/counted-people.ts';
import { Params, instantIn, numberIn, textIn } from './sql.ts';

const properties = ['upstream_user_id', 'user_id', 'application_name', 'source_ip'] as const;

/** So many words are all in a name that is typed; of more, some are about other things. */
const mostTyped = 6;

const any = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`;

/** Every value of the properties, with how often and when it was seen last. */
const valuesSql = properties
  .map(
    (
      property,
    ) => `SELECT '${property}' AS property, ${property} AS value, count(*) AS count, max(time) AS last
      FROM events WHERE ${property} IS NOT NULL GROUP BY ${property}`,
  )
  .join(' UNION ALL ');

/** The parts of a name; digits at the end of a part are none of it. */
const partsSql = `list_filter(list_transform(
    string_split_regex(name, '[^\\p{L}\\p{N}]+'),
    lambda part: regexp_replace(part, '([^0-9])[0-9]+$', '\\1')), lambda part: part <> '')`;

/** Names of people, applications and addresses that fit words: see the port for what fits. */
export const findNames = async (
  engine: Engine,
  catalogue: Catalogue,
  { words: given, limit }: NamesQuestion,
  { signal }: Asking,
): Promise<readonly Named[]> => {
  const { words, initials, joined } = soughtWords(given.map(plainOf));
  const long = words.filter((word) => word.length >= 2);
  if (long.length === 0) return [];
  const params = new Params();
  // where people are at home is no part of their name, unless it is written with its @
  const holds = (word: string) => `contains(${word.includes('@') ? 'plain' : 'name'}, ${params.text(word)})`;
  const isPerson = `property IN ('user_id', 'upstream_user_id')`;
  const typed =
    words.length > mostTyped
      ? 'false'
      : words
          .map((word, at) => {
            const short = [initials[at] ?? '', ...(joined[at] ?? [])];
            return `(${holds(word)} OR ${isPerson} AND list_has_any(parts, ${params.list(short)}))`;
          })
          .join(' AND ');
  const [whole, short] = [params.list(words), params.list(initials)];
  const both = params.list(joined.flat());
  const isNamed = `(list_contains(${whole}, part) OR ${isPerson} AND list_contains(${both}, part))`;
  const isShort = `(${isPerson} AND length(part) = 1 AND list_contains(${short}, part))`;
  const named = `(len(list_filter(parts, lambda part: NOT (${isNamed} OR ${isShort}))) = 0
    AND len(list_filter(parts, lambda part: length(part) >= 3 AND ${isNamed})) > 0)`;
  const isAddress = words.length === 1 ? holds(words[0] ?? '') : 'false';
  const full = long.map((word) => `CAST(${holds(word)} AS INTEGER)`).join(' + ');
  const begins = any(long.map((word) => `starts_with(name, ${params.text(word)})`));
  // in a table, or the engine folds the value of every event before it groups them: fifty times as long
  const counted = engine.temporary();
  await engine.ask(`CREATE TEMP TABLE ${counted} AS ${valuesSql}`, new Params(), signal);
  const sql = `WITH folded AS (SELECT *, lower(strip_accents(value)) AS plain FROM ${counted}
        WHERE NOT starts_with(value, '${textMark}')),
      named AS (SELECT *, CASE WHEN ${isPerson} THEN regexp_replace(plain, '@[^@]*$', '') ELSE plain END AS name FROM folded),
      near AS (SELECT * FROM named WHERE ${any(long.map(holds))}),
      parted AS (SELECT *, ${partsSql} AS parts FROM near),
      fit AS (SELECT *, ${full} AS fullness, ${begins} AS begins FROM parted
        WHERE CASE WHEN property = 'source_ip' THEN ${isAddress} ELSE ${typed} OR ${named} END),
      ranked AS (SELECT *, row_number() OVER
          (PARTITION BY property ORDER BY fullness DESC, begins DESC, count DESC, value) AS rank FROM fit)
    SELECT property, value, count, last FROM ranked WHERE rank <= ${limit} ORDER BY property, rank`;
  const found = (await engine.ask(sql, params, signal)).flatMap((row): Named[] => {
    const property = properties.find((each) => each === row['property']);
    if (!property) return [];
    return [
      { property, value: textIn(row, 'value'), count: numberIn(row, 'count'), last: instantIn(row, 'last') },
    ];
  });
  const called = calledBy(catalogue.directory.called(), { words, initials, joined }, mostTyped);
  return [...(await countedPeople(engine, catalogue, called, limit, signal)), ...found];
};
