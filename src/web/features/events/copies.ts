import { labelOf } from '../../../contract/fields.ts';
import type { Micros } from '../../../contract/instant.ts';
import { neutralised } from '../../../contract/spreadsheet-cell.ts';
import type { AuditEvent } from '../../api/events.ts';
import { jsonOf } from '../../api/shown.ts';
import { resultLook } from '../../audit/looks/result-look.ts';
import { comesTwice, offsetOf, wallOf } from '../../audit/time/time-format.ts';
import { queryOf, shownOf, valueOf } from '../../lib/marks.ts';
import { cellValue } from './cell-value.ts';

/** A value on one line and in one field, which a spreadsheet takes for a text: neither for a formula nor for a quote. */
const cellOf = (shown: string): string => {
  const cell = neutralised(valueOf(shown).replaceAll(/[\t\r\n]+/g, ' '));
  return shownOf(cell.startsWith('"') ? `"${cell.replaceAll('"', '""')}"` : cell);
};

/**
 * The shown columns of events as tab-separated text with a line of headings, what a spreadsheet takes: in the words of
 * the screen, times to the digit on the clock of `zone`, with their offset where it shows them twice.
 */
export const toTsv = (events: readonly AuditEvent[], columns: readonly string[], zone: string): string => {
  const heading = (name: string) => (name === 'time' ? `Time (${zone})` : labelOf(name));
  const value = (name: string, event: AuditEvent): string => {
    if (name !== 'time') return valueWordOf(name, cellValue(name, event)?.text ?? '');
    return event.time === undefined ? '' : timeWords(event.time, zone);
  };
  return [columns.map(heading), ...events.map((event) => columns.map((name) => value(name, event)))]
    .map((fields) => fields.map(cellOf).join('\t'))
    .join('\n');
};

const valueWordOf = (name: string, text: string): string =>
  name === 'step_result' ? resultLook(text).word : text;

const timeWords = (time: Micros, zone: string): string => {
  const { date, time: clock, fraction } = wallOf(time, zone);
  return `${date} ${clock}${fraction}${comesTwice(time, zone) ? ` ${offsetOf(time, zone)}` : ''}`;
};

/** The records as a JSON list, as they are stored. */
export const toJson = (events: readonly AuditEvent[]): string => jsonOf(events.map(({ record }) => record));

/**
 * A command that asks the API for what these entries say.
 * @param address of the list of events
 * @param guarded whether the server asks for a token: the command takes it from the environment, never from here
 */
export const toCurl = (
  address: string,
  entries: readonly (readonly [string, string])[],
  guarded: boolean,
): string =>
  [
    // percent-encoded, it holds nothing that a shell or a terminal takes for more than a text
    `curl '${address}?${queryOf(entries).toString()}'`,
    ...(guarded ? ['--header "Authorization: Bearer $AUTH_AUDIT_TOKEN"'] : []),
  ].join(' \\\n  ');

/** What finds one event again. */
export const eventEntries = ({ id }: AuditEvent): [string, string][] => [['event_id', id]];
