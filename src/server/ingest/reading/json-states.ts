/** What may come next. Those up to `after` are between the parts of a text, where blanks may be. */
export const expected = {
  value: 0,
  firstValue: 1,
  firstName: 2,
  name: 3,
  colon: 4,
  after: 5,
  inString: 6,
  literal: 7,
  minus: 8,
  zero: 9,
  integer: 10,
  point: 11,
  fraction: 12,
  exponent: 13,
  sign: 14,
  power: 15,
} as const;
export type Expected = (typeof expected)[keyof typeof expected];

const [minus, plus, point, zero, nine] = [0x2d, 0x2b, 0x2e, 0x30, 0x39];

export const isDigit = (byte: number): boolean => byte >= zero && byte <= nine;
const isE = (byte: number): boolean => byte === 0x65 || byte === 0x45;

/** Whether a number may end here. */
export const isNumberWhole = (now: Expected): boolean =>
  now === expected.zero || now === expected.integer || now === expected.fraction || now === expected.power;

/** What comes after a byte of a number; undefined when the byte is none. */
export const afterNumber = (now: Expected, byte: number): Expected | undefined => {
  if (isDigit(byte)) {
    if (now === expected.minus) return byte === zero ? expected.zero : expected.integer;
    if (now === expected.integer || now === expected.fraction || now === expected.power) return now;
    if (now === expected.point) return expected.fraction;
    return now === expected.zero ? undefined : expected.power;
  }
  if (byte === point) return now === expected.zero || now === expected.integer ? expected.point : undefined;
  if (isE(byte)) return isNumberWhole(now) && now !== expected.power ? expected.exponent : undefined;
  return now === expected.exponent && (byte === plus || byte === minus) ? expected.sign : undefined;
};
