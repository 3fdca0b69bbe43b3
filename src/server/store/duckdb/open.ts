import { join } from 'node:path';
import type { Keeping } from '../retention.ts';
import type { Appended, PreparedEvent, Store } from '../store.ts';
import { fewOf } from '../few.ts';
import { Acknowledged } from './acknowledged.ts';
import { answeredBy, ofPlaces, onceKnown, toldBy } from './answered.ts';
import { appendBatch } from './append.ts';
import { attemptStore } from './attempt-store.ts';
import { KeptRule } from './removal/kept-rule.ts';
import { Remover } from './removal/remover.ts';
import type { Catalogue, LoadPart } from './catalogue.ts';
import { copyStore } from './copies/copy-store.ts';
import { costs } from './costs.ts';
import { countSince } from './count.ts';
import { directoryStore } from './directory/directory-store.ts';
import { overviewStore } from './overview/overview-store.ts';
import { Database, type Limits, usualLimits } from './database.ts';
import { findEmails, tellEmails } from './emails.ts';
import { databaseFile } from './engine.ts';
import { countFacets } from './facets.ts';
import { LogFolder } from './fold-log.ts';
import { startKeeper } from './keeper.ts';
import { knownOf } from './known-emails.ts';
import { readSessions, writeSessions } from './kept-sessions.ts';
import { readKeptSources, writeKeptSource } from './kept-sources.ts';
import { listKnownUsers } from './known-users.ts';
import { findNames } from './names.ts';
import { countByBucket } from './histogram.ts';
import { findingKeeping } from './findings/finding-keeping.ts';
import { findingStore } from './findings/finding-store.ts';
import { listEvents } from './list.ts';
import type { OnQuestion } from './question.ts';
import { type Warn, Writing } from './writing.ts';
import { hoursOf } from '../windows.ts';
import { withWholeTexts } from './texts/whole-store.ts';

const mebibyte = 1024 * 1024;

/**
 * What is left free by sessions and what sources remember, which is small: on a disk that is too full for events who signs
 * out is still signed out after a restart.
 */
const smallReserve = 4 * mebibyte;

const rewritten = (before: string): string =>
  `The events were written anew, as this version holds them. As they were, they lie in ${before}: to go back, stop the server, move all files away whose names begin with ${databaseFile}, these in their place, and start the program that wrote them. Otherwise remove them: they take as much room as the database.`;

export type DuckDbOptions = {
  /** The data folder; made when missing. */
  readonly folder: string;
  /** Bytes of the disk to leave free: writing stops before the disk is full, not when it is. */
  readonly reserveBytes?: number;
  /** How long events are kept from now on. Unless told, nothing is removed, and the rule stays that there was. */
  readonly keeping?: Keeping;
  /** Told of known ids that came again with other content, and of failures. */
  readonly warn?: Warn;
  /** Whether it is open as soon as events can be asked for, before all that is stored is known (`loaded`). */
  readonly early?: boolean;
  /** Awaited before a part of what is not known yet then is read: for tests, which ask meanwhile. */
  readonly beforeReading?: (part: LoadPart) => Promise<void>;
  /** What bounds questions and memory; as usual unless told. */
  readonly limits?: Partial<Limits>;
  /** Told of every statement that answers a question. */
  readonly onQuestion?: OnQuestion | undefined;
};

/**
 * Open the store of a data folder.
 * @throws StoreError when another process holds it, a newer version of this program or another program wrote it, it is
 * damaged, or events are missing that were acknowledged
 */
export const openDuckDbStore = async (options: DuckDbOptions): Promise<Store> => {
  const { folder, reserveBytes = 64 * mebibyte, warn = () => {} } = options;
  const path = join(folder, databaseFile);
  const database = await Database.open(folder, options.limits, options.onQuestion);
  if (database.before !== undefined) warn(rewritten(database.before), {});
  const writing = await Writing.open(database, { ...options, reserveBytes, warn });
  const catalogue = (): Catalogue => writing.catalogue;
  const { keeping } = options;
  const rule = new KeptRule(catalogue, keeping?.now);
  if (keeping) await rule.set(keeping.rule, database.writer);
  const acknowledged = await Acknowledged.open(path, catalogue().size, warn);
  /** How many copies are being made: each reads what was there when it began, so that the log cannot be folded. */
  let copying = 0;

  const log = new LogFolder({
    folder,
    path,
    database,
    writing,
    warn,
    isHeld: () => copying > 0 || keeper.isBusy() || writing.isReading,
  });

  const append = async (events: readonly PreparedEvent[]): Promise<readonly Appended[]> => {
    const { appended, conflicts } = await writing.write(async () =>
      appendBatch(database.writer, catalogue(), events, rule.floor()),
    );
    log.appended(appended.filter((each) => each === 'success').length);
    await acknowledged.note(catalogue().size);
    if (conflicts.length > 0) warn('Known ids came again with other content.', fewOf(conflicts));
    return appended;
  };

  const remover = new Remover({
    database,
    writing,
    floor: () => (keeping ? rule.floor() : undefined),
    reserveBytes: Math.min(reserveBytes, smallReserve),
    beforeFewer: (events) => acknowledged.lower(events),
    onRemoved: () => log.foldLarge(),
    onFailure: (error) => warn('What is older than the rule could not be removed.', { error: String(error) }),
  });

  const keeper = startKeeper({
    database,
    catalogue,
    first: async (signal) => (catalogue().isWhole ? remover.run(signal) : undefined),
    alone: (work) => writing.alone(work),
    isIdle: () => log.isIdle,
    isWritable: async () => catalogue().isWhole && (await writing.whyNot()) === undefined,
    mark: async (run) => {
      const hours = hoursOf(run);
      return writing.withRoom(async () => {
        await database.writer.run(`DELETE FROM kept_hours WHERE hour IN (${hours.join(', ')})`);
        await database.writer.run(`INSERT INTO kept_hours VALUES (${hours.join('), (')})`);
      });
    },
    onKept: () => log.foldLarge(),
    eventsInBlock: options.limits?.eventsInBlock ?? usualLimits.eventsInBlock,
    onFailure: async (message, error) => {
      warn(message, { error: String(error) });
      await writing.recoverFrom(error);
    },
  });

  const answered = answeredBy(database, catalogue);
  const known = toldBy(catalogue);
  const [told, found] = [known(tellEmails), answered(costs.emails, findEmails)];

  const store: Store = {
    append: (events) =>
      writing.aloneOnceReady(
        () => append(events),
        // in the same turn: behind other batches, the log would hold more than a group of rows
        async () => log.foldLarge(),
      ),
    events: {
      list: answered(costs.list, listEvents),
      histogram: answered(costs.histogram, ofPlaces(countByBucket)),
      facets: answered(costs.facets, ofPlaces(countFacets)),
      knownUsers: onceKnown(catalogue, 'rest')(answered(costs.knownUsers, listKnownUsers)),
      names: answered(costs.names, findNames),
      countSince: answered(costs.countSince, ofPlaces(countSince)),
      newest: known(({ sequence }) => sequence),
      count: known(({ size }) => size),
      extent: known((now) => now.extent()),
      extras: known((now) => now.extras()),
      owners: known(({ addresses }, { ids }: { readonly ids: readonly string[] }) =>
        knownOf(ids, (id) => addresses.ownerOf(id)),
      ),
      ownAddresses: known(({ addresses }, { userIds }: { readonly userIds: readonly string[] }) =>
        knownOf(userIds, (id) => {
          const own = addresses.ownOf(id);
          return own.length === 0 ? undefined : own;
        }),
      ),
      emails: async (question, asking) => (catalogue().isWhole ? told : found)(question, asking),
    },
    retention: async () => rule.state(),
    version: async () => String(catalogue().version),
    attempts: attemptStore(database, catalogue),
    overview: overviewStore(database, catalogue),
    findings: findingStore(database, catalogue),
    findingKeeping: findingKeeping(database, writing),
    sessions: {
      all: () => writing.alone(async () => readSessions(database.writer)),
      save: (kept, ended) =>
        writing.alone(() =>
          writing.write(
            async () => writeSessions(database.writer, kept, ended),
            Math.min(reserveBytes, smallReserve),
          ),
        ),
    },
    sources: {
      all: () => writing.alone(async () => readKeptSources(database.writer)),
      save: (source, remembered) =>
        writing.alone(() =>
          writing.write(
            async () => writeKeptSource(database.writer, source, remembered),
            Math.min(reserveBytes, smallReserve),
          ),
        ),
      keptFrom: () => rule.floor(),
      reached: (source, completeTo) => {
        const { watermarks, found } = catalogue();
        if (!watermarks.note(source, completeTo)) return;
        catalogue().version += 1;
        // what was over may not be so any more; in memory alone, since it is told again after each start
        for (const [name, at] of watermarks.all()) if (name === source) found.change(at);
      },
    },
    directory: directoryStore(database, writing),
    unwritable: () => writing.unwritable(),
    loaded: () => catalogue().reading.rest,
    tidy: () => catalogue().reading.rest.then(() => keeper.keepAll()),
    copy: async (asking) => {
      copying += 1;
      try {
        return await copyStore(database, folder, reserveBytes, asking);
      } finally {
        copying -= 1;
        void writing.alone(async () => log.foldLarge());
      }
    },
    close: async () => {
      await keeper.stop();
      return writing.alone(async () => {
        await writing.close(() => log.end());
        await acknowledged.close();
      });
    },
  };
  return withWholeTexts(store, database, () => catalogue().texts);
};
