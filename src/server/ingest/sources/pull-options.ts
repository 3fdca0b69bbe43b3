import type { SourceStore } from '../../store/source-store.ts';
import type { Writer } from '../writer.ts';
import type { SourceConfig } from './config.ts';
import type { ApiReply } from './connection.ts';
import type { DirectoryPull } from './directory-pull.ts';
import type { PassingTime } from './passing-time.ts';
import type { RefusedRecords } from './refused-records.ts';

/** What a pull speaks to. */
export type Api = {
  get(path: string, params: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<ApiReply>;
  /** When it last signed in, in milliseconds of our clock; undefined with a token. */
  readonly signedInAt?: number | undefined;
};

export type PullOptions = {
  readonly config: SourceConfig;
  readonly api: Api;
  readonly writer: Pick<Writer, 'submit'>;
  readonly kept: SourceStore;
  readonly refused: RefusedRecords;
  readonly clock: PassingTime;
  /** Read beside the records, after each round of the newest. */
  readonly directory?: Pick<DirectoryPull, 'update'> | undefined;
};
