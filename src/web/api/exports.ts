import { exportProgressSchema } from '../../contract/export.ts';
import type { Order } from './events.ts';
import { type Entries, addressOf, deleteAt, getJson } from './client.ts';
import { shownSegment } from './shown.ts';

/** What can be exported, and where the API has it. */
const paths = { event: '/v1/auth_audits', attempt: '/v1/auth_attempts' };
export type Exportable = keyof typeof paths;

/** What is to be exported: of what, which of them, in which order, as what, and which columns; all unless told. */
export type ExportRequest = {
  readonly noun: Exportable;
  /** The filters and the range as query parameters of the API. */
  readonly scope: Entries;
  readonly order: Order;
  readonly format: 'csv' | 'ndjson';
  readonly columns: readonly string[] | undefined;
};

/** The address from which the browser downloads an export, under a name by which it can be followed. */
export const exportAddress = (
  { noun, scope, order, format, columns = [] }: ExportRequest,
  id: string,
): string =>
  addressOf(`${paths[noun]}/export`, [
    ...scope,
    ['order', order],
    ['format', format],
    ...columns.map((name) => ['columns', name] as const),
    ['export_id', id],
  ]);

const exportPath = (noun: Exportable, id: string): string => `${paths[noun]}/exports/${shownSegment(id)}`;

/** How far an export is. @throws ApiError with status 404 before the server has heard of it */
export const exportProgress = (noun: Exportable, id: string, signal: AbortSignal) =>
  getJson(exportProgressSchema, exportPath(noun, id), [], signal);

/** Stop an export: its download breaks off. @throws ApiError with status 404 when it has ended already */
export const cancelExport = (noun: Exportable, id: string): Promise<void> => deleteAt(exportPath(noun, id));
