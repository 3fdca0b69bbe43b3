/** A key of the pages and what it does, as the list behind `?` shows it. */
type ListedKey = { readonly keys: readonly string[]; readonly does: string };

/** Every key of the pages: the one table to which whoever adds a key adds a line. */
export const listedKeys: readonly { readonly title: string; readonly keys: readonly ListedKey[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      { keys: ['/'], does: 'Search' },
      { keys: ['Ctrl K', '⌘ K'], does: 'Go to anything, run any action' },
      { keys: ['Esc'], does: 'Close what is open on top' },
      { keys: ['?'], does: 'This list' },
    ],
  },
  {
    title: 'Rows',
    keys: [
      { keys: ['j', '↓'], does: 'Next row' },
      { keys: ['k', '↑'], does: 'Row before; from the first row, the headings' },
      { keys: ['Page Up', 'Page Down'], does: 'A screen of rows up or down' },
      { keys: ['Home', 'End'], does: 'First or last loaded row' },
      { keys: ['Enter'], does: 'Open the row’s details; on a value, its menu' },
      { keys: ['←', '→'], does: 'Move between the values of a row' },
      { keys: ['Space'], does: 'Select the row, or not' },
      { keys: ['Shift ↑', 'Shift ↓'], does: 'Select rows on the way' },
      { keys: ['Ctrl A', 'Ctrl C'], does: 'Select all loaded rows; copy the selected ones' },
    ],
  },
  {
    title: 'Column headings',
    keys: [
      { keys: ['Enter'], does: 'The column’s menu: order, pin, hide' },
      { keys: ['Shift ←', 'Shift →'], does: 'Make the column narrower or wider' },
      { keys: ['Alt ←', 'Alt →'], does: 'Move the column' },
    ],
  },
  {
    title: 'Timeline of an attempt',
    keys: [
      { keys: ['[', ']'], does: 'Previous or next attempt of the list it was opened from' },
      { keys: ['j', '↓'], does: 'Next step; Home and End for the first and last' },
      { keys: ['k', '↑'], does: 'Step before' },
      { keys: ['Shift F10'], does: 'The step’s menu: copy, filter' },
    ],
  },
  {
    title: 'Time',
    keys: [
      { keys: ['t z'], does: 'Zoom out: back to the wider range, or twice as long' },
      { keys: ['t ←', 't →'], does: 'The same length of time, earlier or later' },
      { keys: ['t a'], does: 'Hold the range: fixed moments instead of “last …”' },
    ],
  },
  {
    title: 'Histogram',
    keys: [
      { keys: ['←', '→'], does: 'Bar before, next bar; Home and End for the first and last' },
      { keys: ['Shift ←', 'Shift →'], does: 'Select bars on the way' },
      { keys: ['Enter'], does: 'Zoom to the selected bars' },
      { keys: ['Space'], does: 'What can be done with the bar' },
      { keys: ['Esc'], does: 'Select nothing' },
    ],
  },
];
