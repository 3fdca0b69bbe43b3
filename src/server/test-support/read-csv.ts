/** A reader of RFC 4180 by its grammar, to see what another program would. */
export const readCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [whole, , quoted, plain, end] of text.matchAll(
    /((?:"((?:[^"]|"")*)")|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    if (whole === '' && row.length === 0) break;
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};
