import type { Filters } from '../../../../contract/filters.ts';
import { fold } from '../../../../contract/fold.ts';
import { type StoredFilters, type TextPlace, type TextPlaces, holdsText, learnedOf } from '../conditions.ts';
import type { Engine } from '../engine.ts';
import { isLocated } from '../presence.ts';
import { Params, integerIn, numberIn, textsIn, utcDay } from '../sql.ts';

/** More places cost more to plan than they save to read. */
const mostPlaces = 12;

/** So much of a text is looked for among pairs of characters. */
const mostLooked = 40;

/** Places in order as few: those that lie beside each other and tell of the same columns, then as many as it takes. */
export const joinPlaces = (places: readonly TextPlace[], most = mostPlaces): readonly TextPlace[] => {
  const joined: TextPlace[] = [];
  for (const place of places) {
    const last = joined.at(-1);
    const isSame = last?.upTo === place.after && last.columns.join() === place.columns.join();
    if (last && isSame) joined[joined.length - 1] = { ...last, upTo: place.upTo };
    else joined.push(place);
  }
  const each = Math.ceil(joined.length / most);
  return Array.from({ length: Math.ceil(joined.length / Math.max(1, each)) }, (_, at) => {
    const some = joined.slice(at * each, (at + 1) * each);
    const [first, last] = [some[0], some.at(-1)];
    const columns = [...new Set(some.flatMap((place) => place.columns))].toSorted();
    return { after: first?.after ?? 0n, upTo: last?.upTo ?? 0n, columns };
  });
};

/** To look on which days so many events lie costs more than it saves. */
const mostDated = 1_000_000n;

/** The days on which events of the places lie, and those that came after all that is told of, unless they are many. */
const daysIn = async (
  engine: Engine,
  { places, told }: TextPlaces,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<number> | undefined> => {
  const events = places.reduce((sum, { after, upTo }) => sum + upTo - after, 0n);
  if (told === 0n || events > mostDated) return undefined;
  const params = new Params();
  const within = [
    ...places.map(
      ({ after, upTo }) => `sequence > ${params.integer(after)} AND sequence <= ${params.integer(upTo)}`,
    ),
    `sequence > ${params.integer(told)}`,
  ];
  const all = within.map((each) => `SELECT DISTINCT ${utcDay('time')} AS day FROM events WHERE ${each}`);
  const rows = await engine.ask(`SELECT DISTINCT day FROM (${all.join(' UNION ALL ')})`, params, signal);
  return new Set(rows.map((row) => numberIn(row, 'day')));
};

/** Where a text can be. */
const placesOf = async (
  engine: Engine,
  { q = '', long = [] }: StoredFilters,
  signal: AbortSignal | undefined,
): Promise<TextPlaces> => {
  const params = new Params();
  const text = fold(q).slice(0, mostLooked);
  const pairs = Array.from({ length: Math.max(0, text.length - 1) }, (_, at) =>
    params.text(`${text.slice(at, at + 2)}|`),
  );
  const mayHold = pairs.map((pair) => `contains(pairs, ${pair})`).join(' AND ') || 'true';
  const rows = await engine.ask(
    `WITH held AS MATERIALIZED (SELECT number, property FROM text_values
       WHERE ${holdsText('value', q, long, params)} OR property = 'user_id' AND ${learnedOf('value', q, params)}),
     told AS (SELECT DISTINCT after, property FROM text_lists JOIN held USING (number))
     SELECT block.after, block.up_to, list(block.property ORDER BY block.property) FILTER (CASE
       WHEN listed THEN told.after IS NOT NULL WHEN pairs IS NOT NULL THEN ${mayHold} ELSE true END) AS columns
     FROM text_blocks block LEFT JOIN told ON told.after = block.after AND told.property = block.property
     GROUP BY block.after, block.up_to ORDER BY block.after`,
    params,
    signal,
  );
  const blocks = rows.map((row) => ({
    after: integerIn(row, 'after'),
    upTo: integerIn(row, 'up_to'),
    columns: textsIn(row, 'columns'),
  }));
  const found = {
    places: joinPlaces(blocks.filter(({ columns }) => columns.length > 0)),
    told: blocks.at(-1)?.upTo ?? 0n,
  };
  const days = await daysIn(engine, found, signal);
  return days ? { ...found, days } : found;
};

/** A question with the places where the free text can be; as it is when it has none, or an identifier tells where to look. */
export const withPlaces = async <Question extends object>(
  engine: Engine,
  question: Question & { readonly filters?: Filters },
  signal: AbortSignal | undefined,
): Promise<Question> => {
  const { filters } = question;
  if (filters?.q === undefined || isLocated(filters)) return question;
  return { ...question, filters: { ...filters, places: await placesOf(engine, filters, signal) } };
};
