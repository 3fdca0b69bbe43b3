import type { ExportFormat } from '../../../contract/export.ts';
import { formatInstant } from '../../../contract/instant.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Answering } from '../answering.ts';
import type { RunningExport, RunningExports } from './running.ts';

/** A part of an export’s text, and how many rows it holds. */
type Part = { readonly text: string; readonly rows: number };

/** Reads an export part by part. Throws when a question fails or is stopped. */
export type ReadParts = (asking: Asking) => AsyncGenerator<Part>;

/** An export: what its file is called, and how to begin it, which answers its text part by part. */
export type Exporting = { readonly fileName: string; readonly begin: () => AsyncGenerator<string> };

/** The text, which counts its rows and notes how it ends. When it throws, the connection breaks off. */
async function* textOf(parts: AsyncGenerator<Part>, { progress }: RunningExport): AsyncGenerator<string> {
  try {
    for await (const { text, rows } of parts) {
      if (text !== '') yield text;
      progress.rows += rows;
    }
    progress.state = 'done';
  } finally {
    if (progress.state === 'running') progress.state = 'broken';
  }
}

/**
 * An export of what is read. @param name what its file’s name begins with
 * @returns its `begin` throws AlreadyRunning
 */
export const exporting = (
  { now, asking }: Answering,
  { format, export_id: id }: { readonly format: ExportFormat; readonly export_id?: string | undefined },
  name: string,
  exports: RunningExports,
  read: ReadParts,
): Exporting => {
  const stamp = formatInstant(now).slice(0, 16).replace(':', '');
  return {
    fileName: `${name}-${stamp}Z.${format}`,
    begin: () => {
      const running = exports.begin(id);
      const signal = AbortSignal.any([running.stop.signal, ...(asking.signal ? [asking.signal] : [])]);
      // each page waits for its turn: an export is long by nature, and its answer has begun
      return textOf(read({ ...asking, signal, isPatient: true }), running);
    },
  };
};
