import { parseArgs } from 'node:util';

export const usage = `npm run bench -- [--events N] [--pulled N] [--json FILE] [--compare FILE] [--keep FOLDER] [--skip-browser] [--only PART]

  --events N       events to load (default 1000000)
  --pulled N       records to pull beside their import as a file (default 100000)
  --json FILE      write the results there, too
  --compare FILE   what an earlier run wrote by --json: list what became worse since by over a tenth
  --keep FOLDER    keep the loaded store there, and use it again in the next run
  --skip-browser   without Chromium
  --only PART      questions, attempts, overview, readers, ingest, pull or browser; may be repeated`;

const parts = ['questions', 'attempts', 'overview', 'readers', 'ingest', 'pull', 'browser'] as const;
export type Part = (typeof parts)[number];

export type Options = {
  readonly events: number;
  readonly pulled: number;
  readonly json: string | undefined;
  readonly compare: string | undefined;
  readonly keep: string | undefined;
  readonly parts: readonly Part[];
};

const countIn = <Name extends string>(values: Readonly<Record<Name, string>>, name: Name): number => {
  const count = Number(values[name]);
  if (!Number.isSafeInteger(count) || count < 20_000)
    throw new Error(`--${name} must be a whole number from 20000 on, not ${values[name]}`);
  return count;
};

/** Read the command line. @throws Error with a sentence that says what is wrong */
export const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '1000000' },
      pulled: { type: 'string', default: '100000' },
      json: { type: 'string' },
      compare: { type: 'string' },
      keep: { type: 'string' },
      'skip-browser': { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
    },
  });
  const [events, pulled] = [countIn(values, 'events'), countIn(values, 'pulled')];
  const wrong = values.only?.find((name) => !parts.some((part) => part === name));
  if (wrong !== undefined) throw new Error(`--only must be one of ${parts.join(', ')}, not ${wrong}`);
  return {
    events,
    pulled,
    json: values.json,
    compare: values.compare,
    keep: values.keep,
    parts: parts.filter(
      (part) =>
        (values.only === undefined || values.only.includes(part)) &&
        !(part === 'browser' && values['skip-browser']),
    ),
  };
};
