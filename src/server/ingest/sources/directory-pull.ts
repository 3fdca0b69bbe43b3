import { isJsonObject } from '../../../contract/exact-number.ts';
import {
  type Micros,
  formatInstant,
  micros,
  microsPerDay,
  microsPerHour,
} from '../../../contract/instant.ts';
import type { DirectoryStore } from '../../store/directory-store.ts';
import { DirectoryUpdate } from '../directory/directory-update.ts';
import { UntrustedAnswer } from './audit-page.ts';
import type { Api } from './pull-options.ts';

/** One of the two lists that a platform has of its people. */
type List = {
  readonly path: string;
  readonly entries: string;
  /** The parameter that says where a page begins, empty for the first, and what answers it of the next. */
  readonly mark: string;
  readonly next: string;
};

const usersList: List = {
  path: '/users',
  entries: 'users',
  mark: 'previous_email',
  next: 'next_page_email',
};

const guidsList: List = {
  path: '/users/guids',
  entries: 'guid_to_name_list',
  mark: 'page_at_id',
  next: 'page_at_id',
};

/** What has changed is asked for this often, and everybody this often. */
const changesEvery = microsPerHour / 2n;
const everybodyEvery = 7n * microsPerDay;

/** A change may be stored a little before it is told of. */
const overlap = microsPerHour;

const mostPages = 100_000;

/** What is told of the reading of a directory. */
export type DirectoryReading = {
  readonly people: number;
  readonly read: Micros | undefined;
  readonly error: string | undefined;
};

/** Reads a platform's directory beside its records: everybody once a week, what has changed between. */
export class DirectoryPull {
  readonly #source: string;
  readonly #organisation: string | undefined;
  readonly #api: Api;
  readonly #store: DirectoryStore;
  #read: Micros | undefined;
  #readAll: Micros | undefined;
  #tried: Micros | undefined;
  #people = 0;
  #error: string | undefined;

  constructor(
    { name, organisation }: { readonly name: string; readonly organisation: string | undefined },
    api: Api,
    store: DirectoryStore,
  ) {
    this.#source = name;
    this.#organisation = organisation;
    this.#api = api;
    this.#store = store;
  }

  get reading(): DirectoryReading {
    return { people: this.#people, read: this.#read, error: this.#error };
  }

  /** Read what is due. A directory that cannot be read holds no record up: that is told, and tried again later. */
  async update(now: Micros, signal: AbortSignal): Promise<void> {
    if (this.#tried !== undefined && now - this.#tried < changesEvery) return;
    this.#tried = now;
    const isFull = this.#readAll === undefined || now - this.#readAll >= everybodyEvery;
    const since =
      isFull || this.#read === undefined ? undefined : formatInstant(micros(this.#read - overlap));
    try {
      const update = new DirectoryUpdate(this.#store, this.#source);
      // who is a group or a program has no entry among users
      for (const list of [usersList, guidsList]) await this.#readList(list, since, update, signal);
      await update.finish({ full: isFull, at: now });
      if (isFull) [this.#readAll, this.#people] = [now, update.listed.size];
      this.#read = now;
      this.#error = undefined;
    } catch (error) {
      if (signal.aborted) throw error;
      this.#error = error instanceof Error ? error.message : String(error);
    }
  }

  async #readList(
    { path, entries, mark, next }: List,
    since: string | undefined,
    update: DirectoryUpdate,
    signal: AbortSignal,
  ): Promise<void> {
    let at = '';
    const marks = new Set<string>([at]);
    for (let page = 0; page < mostPages; page += 1) {
      const { body } = await this.#api.get(
        path,
        {
          limit: '500',
          ...(this.#organisation === undefined ? {} : { org_id: this.#organisation }),
          ...(since === undefined ? {} : { updated_since: since }),
          [mark]: at,
        },
        signal,
      );
      const list: unknown = isJsonObject(body) ? body[entries] : undefined;
      if (!isJsonObject(body) || !Array.isArray(list))
        throw new UntrustedAnswer(`${path} answered another shape than {"${entries}": […]}.`);
      await update.take(list);
      const behind = body[next] ?? '';
      if (typeof behind !== 'string' || behind === '') return;
      if (marks.has(behind))
        throw new UntrustedAnswer(
          `${path} answered a page mark a second time (${next}): its list has no end.`,
        );
      marks.add(behind);
      at = behind;
    }
    throw new UntrustedAnswer(`${path} answered over ${mostPages} pages.`);
  }
}
