/** What may come next. Those up to `after` are between the parts of a text, where blanks may be. */
export const next = {
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
export type Next = (typeof next)[keyof typeof next];

const [minus, plus, point, zero, nine] = [0x2d, 0x2b, 0x2e, 0x30, 0x39];

export const isDigit = (byte: number): boolean => byte >= zero && byte <= nine;
const isE = (byte: number): boolean => byte === 0x65 || byte === 0x45;

/** Whether a number may end here. */
export const isNumberWhole = (now: Next): boolean =>
  now === next.zero || now === next.integer || now === next.fraction || now === next.power;

/** What comes after a byte of a number; undefined when the byte is none. */
export const afterNumber = (now: Next, byte: number): Next | undefined => {
  if (isDigit(byte)) {
    if (now === next.minus) return byte === zero ? next.zero : next.integer;
    if (now === next.integer || now === next.fraction || now === next.power) return now;
    if (now === next.point) return next.fraction;
    return now === next.zero ? undefined : next.power;
  }
  if (byte === point) return now === next.zero || now === next.integer ? next.point : undefined;
  if (isE(byte)) return isNumberWhole(now) && now !== next.power ? next.exponent : undefined;
  return now === next.exponent && (byte === plus || byte === minus) ? next.sign : undefined;
};
