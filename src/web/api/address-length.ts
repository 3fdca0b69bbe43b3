import { maxAddressLength } from '../../contract/address.ts';

/** What is said where an address would be longer than the server takes, of what makes it so. */
export const tooLongWords = (what: string): string =>
  `${what} too long for an address, which holds ${maxAddressLength.toLocaleString('en')} characters at most.`;

/** Whether an address, percent-encoded as it is sent, is as short as the server takes it. */
export const fitsAddress = (address: string): boolean => address.length <= maxAddressLength;

/** A query and a path beside a value, which have room in an address with it. */
const beside = 4 * 1024;

/** Whether a value by itself may be a part of an address. */
export const fitsInAddress = (value: string): boolean =>
  // each character takes nine at most: what is short is not encoded only to be measured
  value.length * 9 + beside <= maxAddressLength ||
  new URLSearchParams({ value }).toString().length + beside <= maxAddressLength;
