import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExportProgress } from '../../../contract/export.ts';
import { ApiError } from '../../api/api-error.ts';
import {
  type ExportRequest,
  type Exportable,
  cancelExport,
  exportAddress,
  exportProgress,
} from '../../api/exports.ts';
import { atServer } from '../../lib/base-path.ts';

/** How often the progress is asked for (milliseconds). */
const pace = 400;

/** So many times in a row the server may not know an export that is about to begin, or not answer. */
const patience = 15;

/** How an export goes; `unknown` when the server does not say so any more. */
export type ExportState = ExportProgress['state'] | 'unknown';

export type FollowedExport = {
  readonly state: ExportState;
  readonly rows: number;
  /** How many were counted when it began; undefined when they were not. */
  readonly total: number | undefined;
};

type Run = {
  readonly id: string;
  readonly total: number | undefined;
  /** Whether the download has had time to arrive: before that, the server knows nothing to tell. */
  readonly isDue: boolean;
};

const begun: ExportProgress = { state: 'running', rows: 0 };

/** Hand an address to the browser as a download: it writes the file as it comes, whatever its size. */
const download = (address: string): void => {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
};

/** A name that no other export has. Not `crypto.randomUUID`: plain HTTP has none. */
const freshId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Exports by a download of the browser, followed and stopped by its name. It goes on when the dialog is closed. */
export const useExport = (noun: Exportable) => {
  const client = useQueryClient();
  const [run, setRun] = useState<Run>();
  const queryKey = ['export', noun, run?.id];
  const progress = useQuery({
    queryKey,
    queryFn: ({ signal }) => exportProgress(noun, run?.id ?? '', signal),
    enabled: run?.isDue === true,
    retry: false,
    refetchInterval: ({ state: { data, fetchFailureCount, errorUpdateCount } }) =>
      (data ?? begun).state === 'running' && fetchFailureCount + errorUpdateCount < patience ? pace : false,
    refetchIntervalInBackground: true,
  });
  const isLost = progress.isError && progress.errorUpdateCount >= patience - 1;
  const told = progress.data ?? begun;
  const running: FollowedExport | undefined = run && {
    ...told,
    state: isLost ? 'unknown' : told.state,
    total: run.total,
  };
  return {
    running,
    start: (request: ExportRequest, total: number | undefined) => {
      const id = freshId();
      setRun({ id, total, isDue: false });
      download(atServer(exportAddress(request, id)));
      setTimeout(() => setRun((now) => (now?.id === id ? { ...now, isDue: true } : now)), pace);
    },
    cancel: async () => {
      if (!run) return;
      try {
        await cancelExport(noun, run.id);
      } catch (error) {
        // it has ended meanwhile: how, the progress tells
        if (!(error instanceof ApiError)) throw error;
      }
      await client.refetchQueries({ queryKey });
    },
    /** Forget the one that has ended. */
    clear: () => setRun(undefined),
  };
};
