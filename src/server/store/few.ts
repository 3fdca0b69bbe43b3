const longest = 80;
const most = 5;

/** A text from outside as a message or a log line can show it: its beginning, and how long it is. */
export const beginningOf = (text: string, characters = longest): string =>
  text.length > characters ? `${text.slice(0, characters)}… (${text.length} characters)` : text;

/** Texts from outside as a log line can show them, however many and long they are: how many, and the first few. */
export const fewOf = (texts: readonly string[]): { readonly count: number; readonly first: string[] } => ({
  count: texts.length,
  first: texts.slice(0, most).map((text) => beginningOf(text)),
});
