import { exportProgressSchema } from '../../contract/export.ts';
import type { Order } from './events.ts';
import { addressOf, deleteAt, getJson } from './client.ts';
import { type Scope, scopeEntries } from './scope.ts';
import { shownSegment } from './shown.ts';

const path = '/v1/auth_audits/export';

/** What is to be exported: which events, in which order, as what, and which columns; all of them unless told. */
export type ExportRequest = {
  readonly scope: Scope;
  readonly order: Order;
  readonly format: 'csv' | 'ndjson';
  readonly columns: readonly string[] | undefined;
};

/** The address from which the browser downloads an export, under a name by which it can be followed. */
export const exportAddress = ({ scope, order, format, columns = [] }: ExportRequest, id: string): string =>
  addressOf(path, [
    ...scopeEntries(scope),
    ['order', order],
    ['format', format],
    ...columns.map((name) => ['columns', name] as const),
    ['export_id', id],
  ]);

const exportPath = (id: string): string => `/v1/auth_audits/exports/${shownSegment(id)}`;

/** How far an export is. @throws ApiError with status 404 before the server has heard of it */
export const exportProgress = (id: string, signal: AbortSignal) =>
  getJson(exportProgressSchema, exportPath(id), [], signal);

/** Stop an export: its download breaks off. @throws ApiError with status 404 when it has ended already */
export const cancelExport = (id: string): Promise<void> => deleteAt(exportPath(id));
