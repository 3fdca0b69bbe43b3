import type { ClipboardEvent } from 'react';

/** A text of several lines in one: a list, where a name keeps the value on the line below it. */
export const inOneLine = (text: string): string =>
  text
    .split(/[\n\r]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index, { [index - 1]: above }) =>
      above === undefined ? line : `${[':', '='].includes(above.slice(-1)) ? ' ' : ', '}${line}`,
    )
    .join('');

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
