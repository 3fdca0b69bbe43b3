import type { ClipboardEvent } from 'react';

/** A text of several lines in one: a list, where a name keeps the value on the line below it. */
export const inOneLine = (text: string): string =>
  text
    .trim()
    .replaceAll(/([:=])\s*[\n\r]\s*/g, '$1 ')
    .replaceAll(/\s*[\n\r]\s*/g, ', ');

/**
 * What is pasted into a field of one line, which would join the lines of a list without a space.
 * @returns undefined when the field can take it as it is
 */
export const pastedLines = (event: ClipboardEvent): string | undefined => {
  const text = event.clipboardData.getData('text/plain');
  if (!/[\n\r]/.test(text.trim())) return undefined;
  event.preventDefault();
  return inOneLine(text);
};
