// What is handed to a spreadsheet must stay a text there, whichever program reads it and whatever separates cells for it:
// where the comma writes decimals, which is most of Europe, files are split at semicolons.

/** What begins a formula, in every width in which it is written. */
const begins = String.raw`=+\-@−＝＋－＠﹦﹢﹣﹫`;

/** What some program may take for the end of a cell. */
const separators = String.raw`;|\t\r\n\v\f\u0085\u2028\u2029`;

/** What programs skip or do not show before a formula: controls, and what is drawn as nothing or as a blank. */
const skipped = String.raw`(?![${separators}])[\p{Cc}\p{Cf}\p{DI}\p{Zs}\uFEFF']`;

/**
 * Places of a cell before which a mark is needed, or stands. Behind a separator a plain blank is what keeps a text a
 * text, as in the many user agents that hold “; +http://…”.
 */
const placesOf = (mark: string): RegExp =>
  new RegExp(
    String.raw`(?<=[${separators}])${mark}(?=(?:(?! )${skipped})*[${begins}])|^${mark}(?=(?:${skipped})*[${begins}\t\r\n])`,
    'gu',
  );
const unmarked = placesOf('');
const marked = placesOf("'");

/**
 * Keep a spreadsheet from running a cell or a part of it: an apostrophe before each place that looks like the start of a
 * formula. What begins with apostrophes and then one gets another, so that `restored` gives every text back.
 */
export const neutralised = (text: string): string => text.replace(unmarked, "'");

/** The inverse of `neutralised`. */
export const restored = (cell: string): string => cell.replace(marked, '');

/** Characters that a cell is put into quotes for, beside its own separator and quotes. */
export const quotedFor = /[;|\p{Cc}\p{Cf}\p{DI}\u2028\u2029]|(?! )\p{Zs}/u;
