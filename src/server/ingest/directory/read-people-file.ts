import { CsvError, parse } from 'csv-parse/sync';

/** An entry of a file, with the line on which it begins. */
export type FiledEntry = { readonly line: number; readonly value: unknown };

/** What a file lacks to be read, as a sentence that names the line. */
export class BadPeopleFile extends Error {}

const expected =
  'Expected JSON ({"users": […]}, {"guid_to_name_list": […]}, a list, or one entry a line) or CSV with the names of the properties in its first line.';

/** The lines on which the objects of a list begin, in their order, wherever in a JSON document it is. */
const linesOfObjects = (text: string, depth: number): readonly number[] => {
  const lines: number[] = [];
  let [line, at, isText] = [1, 0, false];
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (letter === '\n') line += 1;
    if (isText) {
      if (letter === '\\') index += 1;
      else if (letter === '"') isText = false;
    } else if (letter === '"') isText = true;
    else if (letter === '{' || letter === '[') {
      if (at === depth) lines.push(line);
      at += 1;
    } else if (letter === '}' || letter === ']') at -= 1;
  }
  return lines;
};

/** Properties of which an entry has one: by them it is told from something else. */
const marks = ['id', 'guid', 'email', 'display_name', 'last_name'];

const listNames = ['users', 'guid_to_name_list'] as const;

type Found = { readonly entries: readonly unknown[]; readonly depth: number };

/** The entries of a JSON value, and how deep they are in it; undefined where it has none that are known. */
const entriesIn = (value: unknown): Found | undefined => {
  if (Array.isArray(value)) {
    // a list of whole answers: pages that somebody has gathered
    const pages = value.map((each) => (Array.isArray(each) ? undefined : entriesOfPage(each)));
    if (pages.length > 0 && pages.every((page) => page !== undefined))
      return { entries: pages.flat(), depth: 3 };
    return { entries: value, depth: 1 };
  }
  const page = entriesOfPage(value);
  if (page) return { entries: page, depth: 2 };
  const isOne = typeof value === 'object' && value !== null && marks.some((name) => name in value);
  return isOne ? { entries: [value], depth: 0 } : undefined;
};

const entriesOfPage = (value: unknown): readonly unknown[] | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name of listNames) {
    const list = (value as Readonly<Record<string, unknown>>)[name];
    if (Array.isArray(list)) return list;
  }
  return undefined;
};

const parsed = (text: string): { readonly value: unknown } | { readonly error: Error } => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: error as Error };
  }
};

/** Where a document breaks off, as the engine tells it. */
const lineOf = (text: string, { message }: Error): number => {
  const [, place] = /position (\d+)/.exec(message) ?? [];
  return text.slice(0, place === undefined ? text.length : Number(place)).split('\n').length;
};

const jsonLines = (text: string): readonly FiledEntry[] =>
  text.split('\n').flatMap((each, index): readonly FiledEntry[] => {
    if (each.trim() === '') return [];
    const line = index + 1;
    const read = parsed(each);
    if ('error' in read) throw new BadPeopleFile(`line ${line} is not JSON. ${expected}`);
    const found = entriesIn(read.value);
    if (!found) throw new BadPeopleFile(`line ${line} holds no people. ${expected}`);
    return found.entries.map((value) => ({ line, value }));
  });

const jsonEntries = (text: string): readonly FiledEntry[] => {
  const read = parsed(text);
  if ('error' in read) {
    const first = text.trimStart().split('\n', 1)[0] ?? '';
    if ('value' in parsed(first)) return jsonLines(text);
    throw new BadPeopleFile(`line ${lineOf(text, read.error)} is not JSON. ${expected}`);
  }
  const found = entriesIn(read.value);
  if (!found) throw new BadPeopleFile(`line 1 holds no people. ${expected}`);
  const lines = linesOfObjects(text, found.depth);
  // members that are no objects are refused by themselves, where the list begins
  const isEach = lines.length === found.entries.length;
  return found.entries.map((value, at) => ({ line: (isEach ? lines[at] : undefined) ?? 1, value }));
};

/** Names of columns as they stand in spreadsheets: `First name` is `first_name`. */
const columnOf = (name: string): string => {
  const column = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return column === 'user_id' ? 'id' : column;
};

type CsvRow = {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
};

const csvEntries = (given: string): readonly FiledEntry[] => {
  // lines are counted as editors do, whatever ends them
  const text = given.replaceAll(/\r\n?/g, '\n');
  let columns: readonly string[] = [];
  const [head = ''] = text.split('\n', 1);
  const delimiter = [',', ';', '\t'].find((each) => head.includes(each)) ?? ',';
  try {
    const rows = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count_less: true,
      skip_empty_lines: true,
      columns: (names: readonly string[]) => {
        columns = names.map(columnOf);
        if (!columns.includes('id') && !columns.includes('guid'))
          throw new BadPeopleFile(
            `line 1 has no column “id” or “guid”: it has ${columns
              .slice(0, 8)
              .map((name) => `“${name}”`)
              .join(', ')}. ${expected}`,
          );
        return [...columns];
      },
    }) as unknown as readonly CsvRow[];
    return rows.map(({ record, info }) => ({
      line: info.lines - Object.values(record).join('').split('\n').length + 1,
      value: record,
    }));
  } catch (error) {
    if (error instanceof CsvError) throw new BadPeopleFile(`${error.message}.`, { cause: error });
    throw error;
  }
};

/**
 * The entries of a file: saved answers of `GET /users` or `GET /users/guids`, a list of entries, one a line, or CSV with the
 * names of the properties in its first line.
 * @throws BadPeopleFile
 */
export const readPeopleFile = (bytes: Buffer): readonly FiledEntry[] => {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const [first] = text.trimStart();
  if (first === undefined) throw new BadPeopleFile(`line 1 is empty. ${expected}`);
  return first === '{' || first === '[' ? jsonEntries(text) : csvEntries(text);
};
