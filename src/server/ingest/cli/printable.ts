const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A text as one line that a terminal only shows: names of files and values of records come from strangers, and a
 * control character in them could move the cursor, retitle the window or paste a command, and one that turns the
 * direction of writing makes a text read as another. Each is written as its code.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escaped);

/** Print lines; all that the importer prints goes through here, or, where a line is redrawn, through `printable`. */
export const printLines = (stream: { write(text: string): unknown }, lines: readonly string[]): void => {
  stream.write(lines.map((line) => `${printable(line)}\n`).join(''));
};
