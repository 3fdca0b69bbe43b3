/** What an `ExactNumber` is to `JSON.stringify`: a text that begins with half of a pair, which no record's text does. */
const mark = '\ud800';

const marked = /"\\ud800(-?\d[\d.eE+-]*)"/g;

/** A number's JSON text as digits without zeros around them, and how many of them are before the point. */
const partsOf = (text: string) => {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = whole + fraction;
  let [first, end] = [0, all.length];
  while (all[first] === '0') first += 1;
  while (end > first && all[end - 1] === '0') end -= 1;
  return { sign, digits: all.slice(first, end), point: whole.length - first + Number(power) };
};

/**
 * A number's JSON text in the one form that all texts of its value have: what JavaScript would write if its numbers held
 * any digits. An exponent that is itself beyond a double is left as it was written.
 */
export const canonicalNumber = (text: string): string => {
  const { sign, digits, point } = partsOf(text);
  const count = digits.length;
  if (count === 0) return '0';
  if (!Number.isSafeInteger(point)) return text.toLowerCase();
  if (point >= count && point <= 21) return `${sign}${digits}${'0'.repeat(point - count)}`;
  if (point > 0 && point <= 21) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  if (point > -6 && point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const power = `e${point > 0 ? '+' : '-'}${Math.abs(point - 1)}`;
  return `${sign}${digits[0] ?? ''}${count === 1 ? '' : `.${digits.slice(1)}`}${power}`;
};

/** Numbers of no more characters are told apart by doubles, unless they have an exponent. */
export const surelyHeld = 15;

/**
 * Whether a double holds the number that a JSON text writes: the double's own shortest text is one of the same value.
 * `1.0`, `1e2`, `-0` and `0.1` are held, as 1, 100, 0 and 0.1; 9007199254740993, 1e400 and 0.10000000000000000001 are not.
 */
export const isHeld = (text: string): boolean =>
  (text.length <= surelyHeld && !/e/i.test(text)) || String(Number(text)) === canonicalNumber(text);

/** A number that no double holds: the digits that came. Whoever writes it uses `writeJson`. */
export class ExactNumber {
  /** Its JSON text, as it came. */
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }

  toString(): string {
    return this.digits;
  }

  toJSON(): string {
    return mark + this.digits;
  }
}

/** The number that a JSON text writes. */
export const parseNumber = (text: string): number | ExactNumber =>
  isHeld(text) ? Number(text) : new ExactNumber(text);

/** Whether a value of JSON is neither a list nor an object. */
export const isScalar = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || value instanceof ExactNumber;

/** Whether a value of JSON is an object. */
export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  !isScalar(value) && !Array.isArray(value);

/** JSON that was written by `JSON.stringify`, with the digits of its numbers. */
export const withDigits = (json: string): string =>
  json.includes('"\\ud800') ? json.replaceAll(marked, '$1') : json;

/** `JSON.stringify` for values with numbers of any digits. */
export const writeJson = (value: unknown, indent?: number): string =>
  withDigits(JSON.stringify(value, null, indent));
