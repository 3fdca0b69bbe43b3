import type { DuckDBConnection } from '@duckdb/node-api';
import { fields } from '../../../contract/fields.ts';
import { rewriteEvents } from './event-slices.ts';
import { rowsOf } from './sql.ts';

const isEmpty = fields.map(({ name }) => `${name} = ''`).join(' OR ');

// an event has the extras that it came with, or none: never an object without members
const withEmpty = `CASE WHEN ${isEmpty} THEN
    '{' || array_to_string(list_filter([${fields
      .map(({ name }) => `CASE WHEN ${name} = '' THEN '"${name}":""' END`)
      .join(', ')}, substr(extra, 2, length(extra) - 2)], lambda member: member IS NOT NULL), ',') || '}'
  ELSE extra END`;

/**
 * Move the empty texts of the stored events from their columns to where they stand beside them, within the transaction
 * that is open: for a store of a version in which they were texts like any other.
 * @returns whether any event has changed
 */
export const moveEmptyTexts = async (connection: DuckDBConnection): Promise<boolean> => {
  if ((await rowsOf(connection, `SELECT 1 FROM events WHERE ${isEmpty} LIMIT 1`)).length === 0) return false;
  const columns = fields.map(({ name }) => `nullif(${name}, '') AS ${name}`).join(', ');
  await rewriteEvents(
    connection,
    (slice) =>
      `SELECT * REPLACE (${withEmpty} AS extra, ${columns}) FROM events WHERE ${slice} ORDER BY sequence`,
  );
  return true;
};
