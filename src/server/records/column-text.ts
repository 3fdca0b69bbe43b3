import { fold } from '../../contract/fold.ts';

/** No character, so that hardly any text holds it: an engine may mark texts of its own with it. */
export const textMark = '\uFDD0';
const byteOrderMark = '\uFEFF'; // a client of an engine may take it off a text that begins with it

/** Bytes of UTF-8 that an engine holds at most, in its columns, of a property of the contract. */
export const longestInColumn = 512;

/** Bytes of a text are looked at only when its characters could come to so many. */
const isLonger = (text: string, bytes: number): boolean =>
  text.length > bytes || (text.length * 3 > bytes && Buffer.byteLength(text) > bytes);

/** Whether an engine can hold a text as it is in a column that takes so many bytes of UTF-8. */
export const fitsColumn = (text: string, bytes: number = longestInColumn): boolean =>
  !isLonger(text, bytes) && !text.startsWith(byteOrderMark) && !text.includes(textMark);

/** An upstream id as people are told apart by it: whatever its case, but for one that fits no column. */
export const foldedUpstreamId = (id: string): string => (fitsColumn(id) ? fold(id) : id);
