import type { DuckDBConnection } from '@duckdb/node-api';
import { type FieldName, fields } from '../../../contract/fields.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { canonicalRecord, contentHashOf, keptText } from '../../records/content.ts';
import { contentNumber } from '../dedupe.ts';
import { extrasJson, parseExtra } from './extra.ts';
import { rewriteChanged } from './rewrite.ts';
import { Params, type Row, rowsOf, textIn, integerIn, instantIn } from './sql.ts';
import { type Table, textColumn } from './tables.ts';
import { LongTexts } from './texts/long-texts.ts';
import { isStandIn, readStandIn, storedText } from './texts/stand-in.ts';
import { type Texts, wholeRecord } from './texts/whole.ts';

/** Whether a value stands for the JSON of a list or an object. */
const isJsonStandIn = (value: unknown): boolean => isStandIn(value) && readStandIn(value)?.kind === 'j';

/** What becomes of an event whose extras have a property that is a column now. */
type Lift = {
  readonly sequence: bigint;
  readonly texts: Readonly<Partial<Record<FieldName, string>>>;
  /** The JSON of the extras that are left; undefined when none are. */
  readonly extra: string | undefined;
  /** The content of an event of which a number or a boolean became its text; undefined when it is what it was. */
  readonly content: bigint | undefined;
};

/** The extras of an event, parted. */
type Parted = Pick<Lift, 'texts' | 'extra'> & {
  readonly isConverted: boolean;
  /** Names of which a value stays among the extras. */
  readonly stay: readonly FieldName[];
};

/**
 * Part the extras of an event into texts for the columns of these names and the rest. Lists and objects are not what a
 * property of the contract can be, and stay.
 */
export const partExtras = (extra: string, names: readonly FieldName[]): Parted => {
  const members = parseExtra(extra);
  const mentioned = names.filter((name) => Object.hasOwn(members, name));
  const isEmpty = (name: FieldName): boolean => members[name] === '';
  const isStaying = (name: FieldName): boolean =>
    members[name] !== null && (keptText(members[name]) === undefined || isJsonStandIn(members[name]));
  const going = mentioned.filter((name) => !isStaying(name) && !isEmpty(name));
  const rest = Object.entries(members).filter(([name]) => !going.some((each) => each === name));
  return {
    texts: Object.fromEntries(
      going.flatMap((name) => {
        const text = keptText(members[name]);
        return text === undefined ? [] : [[name, text]];
      }),
    ),
    extra: rest.length === 0 ? undefined : extrasJson(rest),
    isConverted: going.some((name) => members[name] !== null && typeof members[name] !== 'string'),
    stay: mentioned.filter(isStaying),
  };
};

/** Reads the texts that stand-ins stand for. */
type ReadTexts = (standIns: readonly string[]) => Promise<Texts>;

/** Texts as their columns hold them, which may be longer than what the extras hold. */
const asColumns = async (texts: Lift['texts'], read: ReadTexts): Promise<Lift['texts']> => {
  const standIns = Object.values(texts).filter((text) => isStandIn(text));
  if (standIns.length === 0) return texts;
  const found = await read(standIns);
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, storedText(found.get(text) ?? text, name)]),
  );
};

/** What an event's record is known by once values of it are lifted. */
const contentAfter = async (row: Row, { texts, extra }: Parted, read: ReadTexts): Promise<bigint> => {
  const stored = fields.flatMap(({ name }) => (typeof row[name] === 'string' ? [[name, row[name]]] : []));
  const record: AuditRecord = {
    ...(Object.fromEntries(stored) as AuditRecord),
    ...texts,
    ...(extra === undefined ? {} : parseExtra(extra)),
  };
  const whole = wholeRecord(record, await read(Object.values(record).filter((value) => isStandIn(value))));
  const canonical = canonicalRecord(whole, instantIn(row, 'time'));
  return contentNumber({ contentHash: contentHashOf(canonical) });
};

/** By sequence: the content of events whose content is another, so that they are known when they come again. */
const contentsAfter = async (
  connection: DuckDBConnection,
  slice: string,
  converted: ReadonlyMap<bigint, Parted>,
  read: ReadTexts,
): Promise<ReadonlyMap<bigint, bigint>> => {
  const contents = new Map<bigint, bigint>();
  if (converted.size === 0) return contents;
  const params = new Params();
  const columns = ['sequence', 'time', ...fields.map(({ name }) => name)].join(', ');
  const sql = `SELECT ${columns} FROM events
    WHERE ${slice} AND sequence IN (SELECT unnest(${params.integers([...converted.keys()])}))`;
  for (const row of await rowsOf(connection, sql, params)) {
    const sequence = integerIn(row, 'sequence');
    const parted = converted.get(sequence);
    if (parted) contents.set(sequence, await contentAfter(row, parted, read));
  }
  return contents;
};

/** Extras are the JSON that JavaScript writes, in which a name stands thus; so it may in a value, which is looked at. */
const mention = (names: readonly FieldName[], params: Params): string =>
  `(${names.map((name) => `contains(extra, ${params.text(JSON.stringify(name))})`).join(' OR ')})`;

/** What is to be lifted from the events of a slice, and names of which values stay. */
const liftsIn = async (
  connection: DuckDBConnection,
  slice: string,
  names: readonly FieldName[],
  read: ReadTexts,
): Promise<{ readonly lifts: readonly Lift[]; readonly stay: readonly FieldName[] }> => {
  const params = new Params();
  const sql = `SELECT sequence, extra FROM events WHERE ${slice} AND ${mention(names, params)}`;
  const found = (await rowsOf(connection, sql, params)).map(
    (row) => [integerIn(row, 'sequence'), partExtras(textIn(row, 'extra'), names)] as const,
  );
  const converted = new Map(found.filter(([, { isConverted }]) => isConverted));
  const contents = await contentsAfter(connection, slice, converted, read);
  const lifts: Lift[] = [];
  for (const [sequence, { texts, extra }] of found)
    lifts.push({
      sequence,
      texts: await asColumns(texts, read),
      extra,
      content: contents.get(sequence),
    });
  return {
    lifts,
    stay: found.flatMap(([, { stay }]) => stay),
  };
};

/** The table that lifts lie in while the events of a slice are rewritten. */
const liftTable = (names: readonly FieldName[]): Table<Lift> & { readonly name: 'changes' } => ({
  name: 'changes',
  columns: new Map([
    ['sequence', { type: 'BIGINT', write: (to, { sequence }) => to.appendBigInt(sequence) }],
    ['extra', textColumn(({ extra }) => extra)],
    [
      'content_hash',
      {
        type: 'UHUGEINT',
        write: (to, { content }) => (content === undefined ? to.appendNull() : to.appendUHugeInt(content)),
      },
    ],
    ...names.map((name) => [name, textColumn<Lift>(({ texts }) => texts[name])] as const),
  ]),
});

/**
 * Write the table of events anew, with what is lifted in its place.
 * @returns names of which values stay among the extras
 */
const rewrite = async (
  connection: DuckDBConnection,
  names: readonly FieldName[],
): Promise<ReadonlySet<FieldName>> => {
  const replaced = [
    'CASE WHEN changes.sequence IS NULL THEN stored.extra ELSE changes.extra END AS extra',
    ...['content_hash', ...names].map((name) => `coalesce(changes.${name}, stored.${name}) AS ${name}`),
  ];
  const staying = new Set<FieldName>();
  const long = await LongTexts.load(connection);
  const read: ReadTexts = (standIns) => long.read(standIns, (sql, params) => rowsOf(connection, sql, params));
  await rewriteChanged(connection, liftTable(names), replaced, async (slice) => {
    const { lifts, stay } = await liftsIn(connection, slice, names, read);
    for (const name of stay) staying.add(name);
    return lifts;
  });
  return staying;
};

/**
 * Move values of properties that were extras, and are columns now, from the extras of the stored events to their
 * columns, within the transaction that is open.
 * @returns whether any event may have changed
 */
export const liftExtras = async (
  connection: DuckDBConnection,
  names: readonly FieldName[],
): Promise<boolean> => {
  if (names.length === 0) return false;
  const params = new Params();
  const first = `SELECT 1 FROM events WHERE ${mention(names, params)} LIMIT 1`;
  if ((await rowsOf(connection, first, params)).length === 0) return false;
  const staying = await rewrite(connection, names);
  const gone = new Params();
  const list = gone.list(names.filter((name) => !staying.has(name)));
  await connection.run(
    `DELETE FROM extra_fields WHERE name IN (SELECT unnest(${list}))`,
    gone.values,
    gone.types,
  );
  return true;
};
