import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { SourceBook } from '../../store/source-book.ts';
import type { Store } from '../../store/store.ts';
import type { Writer } from '../writer.ts';
import { systemTime } from './passing-time.ts';
import { type ReadSources, type SourceConfig, watchSources } from './config.ts';
import { ApiConnection } from './connection.ts';
import { DirectoryPull } from './directory-pull.ts';
import { Pull } from './pull.ts';
import { RefusedRecords } from './refused-records.ts';
import { type CatchingUp, gapsOf, leftOf, reportOf } from './report.ts';

type Warn = (message: string, details: Readonly<Record<string, unknown>>) => void;

export type SourcesOptions = {
  /** The file that names them. */
  readonly path: string;
  /** The data folder. */
  readonly folder: string;
  readonly store: Pick<Store, 'sources' | 'directory'>;
  readonly writer: Pick<Writer, 'submit'>;
  readonly warn: Warn;
  /** How often it is looked whether a pull still does something, in milliseconds; and so long it may be silent at least. */
  readonly watching?: { readonly everyMs: number; readonly silenceMs: (everyMs: number) => number };
};

type Running = {
  readonly config: SourceConfig;
  readonly api: ApiConnection;
  readonly directory: DirectoryPull | undefined;
  pull: Pull;
  ending: AbortController;
  ended: Promise<void>;
  catchingUp: CatchingUp | undefined;
  readonly notes: string[];
};

const usualWatching = {
  everyMs: 5_000,
  silenceMs: (everyMs: number): number => Math.max(3 * everyMs, 180_000),
};

/** The sources that are pulled: started, stopped and started anew as the file that names them says. */
export class Sources implements SourceBook {
  readonly #options: SourcesOptions;
  readonly #running = new Map<string, Running>();
  readonly #stopWatching: () => void;
  readonly #watch: NodeJS.Timeout;
  #problems: readonly string[] = [];
  #changing: Promise<void> = Promise.resolve();

  constructor(options: SourcesOptions) {
    this.#options = options;
    this.#stopWatching = watchSources(options.path, (read) => {
      this.#changing = this.#changing.then(() => this.#change(read));
    });
    const { everyMs } = options.watching ?? usualWatching;
    this.#watch = setInterval(() => this.#look(), everyMs);
    this.#watch.unref();
  }

  async #change({ sources, problems }: ReadSources): Promise<void> {
    this.#problems = problems.map(({ message }) => message);
    for (const { message } of problems) this.#options.warn(message, {});
    for (const running of this.#running.values())
      if (!sources.some((config) => isDeepStrictEqual(config, running.config))) await this.#end(running);
    for (const config of sources) if (!this.#running.has(config.name)) this.#begin(config);
  }

  #begin(config: SourceConfig): void {
    const api = new ApiConnection(config);
    const directory = config.directory
      ? new DirectoryPull(config, api, this.#options.store.directory)
      : undefined;
    this.#running.set(config.name, {
      config,
      api,
      directory,
      ...this.#pulling(config, api, directory),
      catchingUp: undefined,
      notes: [],
    });
  }

  #pulling(
    config: SourceConfig,
    api: ApiConnection,
    directory: DirectoryPull | undefined,
  ): Pick<Running, 'pull' | 'ending' | 'ended'> {
    const { folder, store, writer } = this.#options;
    const ending = new AbortController();
    const file = `refused-${config.name.replaceAll(/[^\w.-]/g, '_')}.jsonl`;
    const refused = new RefusedRecords(join(folder, file));
    const pull = new Pull(
      {
        config,
        api,
        writer,
        kept: store.sources,
        refused,
        clock: systemTime,
        directory,
      },
      ending.signal,
    );
    return { pull, ending, ended: pull.run() };
  }

  async #end({ config, api, ending, ended }: Running): Promise<void> {
    ending.abort(new Error('It is not pulled any more.'));
    await ended;
    await api.close();
    this.#options.store.sources.reached(config.name, undefined);
    this.#running.delete(config.name);
  }

  /** Start anew what does nothing any more, and note how fast older records come in. */
  #look(): void {
    const now = Date.now();
    const { silenceMs } = this.#options.watching ?? usualWatching;
    for (const running of this.#running.values()) {
      const { config, pull, api, directory } = running;
      const left = leftOf(pull).reduce((sum, { from, to }) => sum + (to - from), 0n);
      running.catchingUp = left === 0n ? undefined : (running.catchingUp ?? { began: now, left });
      const isSilent = now - pull.beat > silenceMs(config.everyMs);
      if (!isSilent) continue;
      const note = `It did nothing from ${new Date(pull.beat).toISOString()} on, and was started anew at ${new Date(now).toISOString()}.`;
      this.#options.warn('A pull was started anew.', { source: config.name, note });
      running.ending.abort(new Error(note));
      running.notes.splice(0, running.notes.length, note);
      Object.assign(running, this.#pulling(config, api, directory));
    }
  }

  report: SourceBook['report'] = async () => {
    const all = [...this.#running.values()];
    return {
      sources: all.map(({ pull, api, directory, catchingUp, notes }) =>
        reportOf(pull, {
          now: Date.now(),
          catchingUp,
          documentExpires: api.documentExpires,
          directory: directory?.reading,
          notes,
        }),
      ),
      gaps: all.flatMap(({ pull }) => gapsOf(pull)),
      problems: this.#problems,
    };
  };

  /** End all of them. What was answered and is not on disk yet is read again at the next start. */
  async close(): Promise<void> {
    this.#stopWatching();
    clearInterval(this.#watch);
    await this.#changing;
    for (const running of this.#running.values()) await this.#end(running);
  }
}
