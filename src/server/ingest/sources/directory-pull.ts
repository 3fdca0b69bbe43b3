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
import type { RememberedDirectory } from './remembered.ts';

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

/** What is told of the reading of a directory beside what is remembered of it. */
export type DirectoryReading = {
  readonly error: string | undefined;
  /** Of the last reading: how many entries could not be taken, and why the first could not. */
  readonly refused: { readonly count: number; readonly first: string } | undefined;
};

type Beside = {
  /** What is remembered of earlier readings. */
  readonly before: RememberedDirectory | undefined;
  /** Told of each page, of which there can be many. */
  readonly alive: () => void;
};

/** Reads a platform's directory beside its records: everybody once a week, what has changed between. */
export class DirectoryPull {
  readonly #source: string;
  readonly #organisation: string | undefined;
  readonly #api: Api;
  readonly #store: DirectoryStore;
  #tried: Micros | undefined;
  #error: string | undefined;
  #refused: DirectoryReading['refused'];

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
    return { error: this.#error, refused: this.#refused };
  }

  /**
   * Read what is due. A directory that cannot be read holds no record up: that is told, and tried again later.
   * @returns what is to be remembered in the place of what was; undefined when that stays as it is
   */
  async update(
    now: Micros,
    signal: AbortSignal,
    { before, alive }: Beside,
  ): Promise<RememberedDirectory | undefined> {
    const last = this.#tried ?? before?.read;
    // a clock that was set back has not read yet
    if (last !== undefined && now >= last && now - last < changesEvery) return undefined;
    this.#tried = now;
    const known =
      before && now >= before.read && now - before.everybody < everybodyEvery ? before : undefined;
    const since = known && formatInstant(micros(known.read - overlap));
    this.#refused = undefined;
    try {
      const update = new DirectoryUpdate(this.#store, this.#source);
      const get = async (path: string, params: Readonly<Record<string, string>>): Promise<unknown> => {
        alive();
        return (await this.#api.get(path, params, signal)).body;
      };
      // who is a group or a program has no entry among users
      for (const list of [usersList, guidsList]) await this.#readList(list, since, update, get);
      await update.finish({ full: !known, at: now });
      this.#error = undefined;
      if (known) return { ...known, read: now };
      const people = update.listed.size;
      // a list of nobody is none
      return people === 0 ? undefined : { read: now, everybody: now, people };
    } catch (error) {
      if (signal.aborted) throw error;
      this.#error = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  async #readList(
    { path, entries, mark, next }: List,
    since: string | undefined,
    update: DirectoryUpdate,
    get: (path: string, params: Readonly<Record<string, string>>) => Promise<unknown>,
  ): Promise<void> {
    let at = '';
    const marks = new Set<string>([at]);
    for (let page = 0; page < mostPages; page += 1) {
      const body = await get(path, {
        limit: '500',
        ...(this.#organisation === undefined ? {} : { org_id: this.#organisation }),
        ...(since === undefined ? {} : { updated_since: since }),
        [mark]: at,
      });
      const list: unknown = isJsonObject(body) ? body[entries] : undefined;
      if (!isJsonObject(body) || !Array.isArray(list))
        throw new UntrustedAnswer(`${path} answered another shape than {"${entries}": […]}.`);
      const { refused } = await update.take(list);
      const [first] = refused;
      if (first)
        this.#refused = {
          count: (this.#refused?.count ?? 0) + refused.length,
          first: this.#refused?.first ?? `${path}: ${first.message}`,
        };
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
