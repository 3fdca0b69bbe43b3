import type { DuckDBConnection } from '@duckdb/node-api';
import { HashSet64 } from '../../hash-set.ts';
import { hash64 } from '../../hash.ts';
import { StoreError } from '../../store-error.ts';
import { holdsFolded, isFolded } from '../fold-sql.ts';
import { Params, type Row, rowsOf, textIn, integerIn, numberIn } from '../sql.ts';
import { batchesByBytes } from './batches-by-bytes.ts';
import { type LongKey, type LongTextPiece, longKeyTable, longTextTable } from '../tables.ts';
import { type LongText, readStandIn, standInsOf } from './stand-in.ts';

/** Characters of a piece: small ones fold into the file in little memory, however many there are. */
const pieceLength = 1_024;

/** Asks the database. */
type Ask = (sql: string, params: Params) => Promise<readonly Row[]>;

/** A text in pieces that are texts themselves: none begins or ends within a character. */
const piecesOf = (text: string): string[] => {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + pieceLength);
    const unit = text.charCodeAt(to - 1);
    if (to < text.length && unit >= 0xd800 && unit < 0xdc00) to += 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
};

// stored behind a letter, because the engine's client takes a byte order mark off the beginning of a text
const before = '.';

/** The numbers of texts by key, of those that are stored. */
const numbersOf = async (keys: readonly string[], ask: Ask): Promise<Map<string, bigint>> => {
  if (keys.length === 0) return new Map();
  const params = new Params();
  const rows = await ask(
    `SELECT DISTINCT key, number FROM ${longKeyTable.name} WHERE key IN (SELECT unnest(${params.list(keys)}))`,
    params,
  );
  return new Map(rows.map((row) => [textIn(row, 'key'), integerIn(row, 'number')]));
};

/** A condition on the pieces of these texts, which lie in the order of their numbers. */
const ofNumbers = (numbers: readonly bigint[], params: Params): string => {
  const ascending = numbers.toSorted((a, b) => Number(a - b));
  const [first, last] = [params.integer(ascending[0] ?? 0n), params.integer(ascending.at(-1) ?? 0n)];
  return `number BETWEEN ${first} AND ${last} AND number IN (SELECT unnest(${params.integers(ascending)}))`;
};

/** Texts by number. */
const textsOf = async (numbers: readonly bigint[], ask: Ask): Promise<ReadonlyMap<bigint, string>> => {
  const params = new Params();
  const rows = await ask(
    `SELECT number, text FROM ${longTextTable.name} WHERE ${ofNumbers(numbers, params)} ORDER BY number, piece`,
    params,
  );
  const pieces = new Map<bigint, string[]>();
  for (const row of rows) {
    const number = integerIn(row, 'number');
    const own = pieces.get(number) ?? [];
    pieces.set(number, own);
    own.push(textIn(row, 'text').slice(before.length));
  }
  return new Map([...pieces].map(([number, own]) => [number, own.join('')]));
};

const useOf = (key: string, property: string): bigint => hash64(`${key} ${property}`);

/** What is new of long texts in events that are about to be stored. */
export type LearnedTexts = { readonly keys: readonly LongKey[]; readonly pieces: readonly LongTextPiece[] };

/** The texts that stand-ins stand for: in pieces, each text once. */
export class LongTexts {
  /** Texts by key, and where they were recorded. */
  readonly #known = new HashSet64();
  #next = 1n;

  /** Read what is stored. */
  static async load(connection: DuckDBConnection): Promise<LongTexts> {
    const texts = new LongTexts();
    for (const row of await rowsOf(connection, `SELECT key, number, property FROM ${longKeyTable.name}`)) {
      texts.#know(textIn(row, 'key'), textIn(row, 'property'), integerIn(row, 'number'));
    }
    return texts;
  }

  #know(key: string, property: string, number: bigint): void {
    this.#known.add(hash64(key));
    this.#known.add(useOf(key, property));
    if (number >= this.#next) this.#next = number + 1n;
  }

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  /** What is new of the texts. @param ask within the transaction that is to store it */
  async learn(long: readonly LongText[], ask: Ask): Promise<LearnedTexts> {
    const keys = new Map<bigint, Omit<LongKey, 'number'>>();
    const texts = new Map<string, string>();
    for (const { standIn, text, property } of long) {
      const { key, bytes } = readStandIn(standIn) ?? { key: '', bytes: 0 };
      const use = useOf(key, property);
      if (this.#known.has(use)) continue;
      keys.set(use, { key, property, bytes: BigInt(bytes) });
      texts.set(key, text);
    }
    const stored = [...texts.keys()].filter((key) => this.#known.has(hash64(key)));
    const numbers = await numbersOf(stored, ask);
    const pieces: LongTextPiece[] = [];
    let next = this.#next;
    for (const [key, text] of texts) {
      if (numbers.has(key)) continue;
      const number = next;
      next += 1n;
      numbers.set(key, number);
      for (const [piece, part] of piecesOf(text).entries())
        pieces.push({ number, piece, text: before + part });
    }
    return {
      keys: [...keys.values()].map((each) => ({ ...each, number: numbers.get(each.key) ?? 0n })),
      pieces,
    };
  }

  /** Remember what a commit has stored. */
  remember({ keys }: LearnedTexts): void {
    for (const { key, property, number } of keys) this.#know(key, property, number);
  }

  /**
   * The texts that these stand for, by stand-in.
   * @throws StoreError when one is not stored
   */
  async read(standIns: Iterable<string>, ask: Ask): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(standIns)].flatMap((standIn) => {
      const read = readStandIn(standIn);
      return read ? [{ standIn, ...read }] : [];
    });
    const numbers = await numbersOf([...new Set(wanted.map(({ key }) => key))], ask);
    const texts = new Map<string, string>();
    for (const batch of batchesByBytes(wanted, ({ bytes }) => bytes)) {
      const own = batch.map(({ key }) => numbers.get(key) ?? 0n);
      const found = await textsOf(own, ask);
      for (const { standIn, key } of batch) {
        const text = found.get(numbers.get(key) ?? 0n);
        if (text === undefined)
          throw new StoreError('failed', `A text that is stored in pieces is missing: ${key}.`);
        texts.set(standIn, text);
      }
    }
    return texts;
  }

  /**
   * Stand-ins of the texts recorded in one of the properties that hold a text, whatever its case: both that it can
   * have, whether they occur or not.
   */
  async holding(text: string, properties: readonly string[], ask: Ask): Promise<readonly string[]> {
    return this.#standInsWhere(properties, (column, params) => holdsFolded(column, text, params), ask);
  }

  /** Stand-ins of the texts recorded in a property that are one of these, whatever their case. */
  async folding(texts: readonly string[], property: string, ask: Ask): Promise<readonly string[]> {
    return this.#standInsWhere([property], (column, params) => isFolded(column, texts, params), ask);
  }

  async #standInsWhere(
    properties: readonly string[],
    condition: (column: string, params: Params) => string,
    ask: Ask,
  ): Promise<readonly string[]> {
    if (this.isEmpty) return [];
    const params = new Params();
    const rows = await ask(
      `SELECT DISTINCT number, key, bytes FROM ${longKeyTable.name}
       WHERE property IN (${params.texts(properties)}) ORDER BY number`,
      params,
    );
    const found: string[] = [];
    for (const batch of batchesByBytes(rows, ({ bytes }) => Number(bytes))) {
      const own = new Params();
      const numbers = ofNumbers(
        batch.map((row) => integerIn(row, 'number')),
        own,
      );
      const holding = await ask(
        `SELECT number FROM (
           SELECT number, string_agg(substr(text, ${before.length + 1}), '' ORDER BY piece) AS text
           FROM ${longTextTable.name} WHERE ${numbers} GROUP BY number)
         WHERE ${condition('text', own)}`,
        own,
      );
      const stored = new Set(holding.map((row) => integerIn(row, 'number')));
      for (const row of batch)
        if (stored.has(integerIn(row, 'number')))
          found.push(...standInsOf(textIn(row, 'key'), numberIn(row, 'bytes')));
    }
    return found;
  }
}
